// The composer is on the page some moments before the server has told it where to send. Enter and Send are kept until then: they neither
// break the line nor load the page anew, and what stood in the field is sent once it can be.
let listening = null; // the field that sends by itself
let wanted = null; // what stood in a field that does not yet

function keep(event, field) {
  if (field !== listening) {
    event.preventDefault();
    wanted = field.value;
  }
}

document.addEventListener('keydown', (event) => {
  if (event.target.id === 'composer' && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    keep(event, event.target);
  }
});
document.addEventListener('submit', (event) => {
  if (event.target.matches('.composer')) {
    keep(event, event.target.querySelector('#composer'));
  }
});

/** From now on the field sends by itself. Gives whether what stands in it was to be sent before. */
export function takeOver(field) {
  const early = wanted !== null && wanted === field.value;
  listening = field;
  wanted = null;
  return early;
}
