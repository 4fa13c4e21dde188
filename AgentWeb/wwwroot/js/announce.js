// The page's live region: what happened, for who does not see it. It is there before it says something, or nobody would hear it.
const SAID = 3000; // milliseconds; said again later, the same words are news

const region = document.createElement('p');
region.className = 'visually-hidden';
region.setAttribute('role', 'status');
region.dataset.announced = '';
document.body.append(region);

let over;

export function announce(text) {
  if (!region.isConnected) {
    document.body.append(region);
  }
  region.textContent = '';
  clearTimeout(over);
  // Words that take the place of the same ones would not be heard.
  over = setTimeout(() => {
    region.textContent = text;
    over = setTimeout(() => {
      region.textContent = '';
    }, SAID);
  });
}
