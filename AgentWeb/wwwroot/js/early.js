// The composer is on the page before anything that answers it: it comes with the first HTML (EarlyChat.razor), and this small script before
// it. Enter and Send are kept until the server has told the composer of the circuit where to send: they neither break the line nor load the
// page anew, and what stood in the field is sent once it can be.
{
  let listening = null; // the field that sends by itself
  let wanted = null; // what stood in a field that does not yet
  let composing = false; // a character of several keys

  const keep = (event, field) => {
    if (field !== listening) {
      event.preventDefault();
      wanted = field.value;
    }
  };

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

  // What was typed goes on in the composer of the circuit, in the very change of the page that brings it.
  const handOver = () => {
    const early = document.getElementById('early');
    const live = document.querySelector('.shell:not(#early) .main')?.firstElementChild;
    if (!early || !live || live.matches('[aria-busy=true]') || composing) {
      return;
    }
    const from = early.querySelector('#composer');
    const to = live.querySelector('#composer');
    const { value, selectionStart, selectionEnd } = from;
    const focused = document.activeElement === from;
    early.remove();
    page.disconnect();
    if (to && value) {
      to.value = value;
    }
    if (to && focused) {
      to.focus({ preventScroll: true });
      to.setSelectionRange(selectionStart, selectionEnd);
    }
  };
  const page = new MutationObserver(handOver);
  document.addEventListener('DOMContentLoaded', () => document.getElementById('early') && page.observe(document.body, { childList: true, subtree: true }));
  document.addEventListener('compositionstart', () => {
    composing = true;
  });
  document.addEventListener('compositionend', () => {
    composing = false;
    handOver();
  });

  // From now on the field sends by itself. Gives whether what stands in it was to be sent before.
  window.takeOverComposer = (field) => {
    const early = wanted !== null && wanted === field.value;
    listening = field;
    wanted = null;
    return early;
  };
}
