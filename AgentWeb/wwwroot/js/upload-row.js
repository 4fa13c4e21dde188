// A file as a row: its name, how far it is, what went wrong, and what can be done about it. Its markup is Features/Files/UploadRowModel.razor's.
import { isOnTheWay, sizeOf } from '/js/uploads.js';
import { say } from '/js/words.js';

const WITH_BAR = ['waiting', 'uploading', 'pending', 'processing'];

const badgeOf = (name) => (/\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1] ?? '?').toUpperCase();

// Adds a row to a list. actions: what its buttons do, by name (remove, retry, inline).
export function addRow(list, model, actions) {
  const row = model.firstElementChild.cloneNode(true);
  for (const [name, act] of Object.entries(actions)) {
    row.querySelector(`[data-${name}]`).addEventListener('click', act);
  }
  list.append(row);
  return row;
}

// Shows a file as it stands. canInline: whether its text can go into the message instead.
export function fillRow(row, item, canInline = false) {
  const part = (name) => row.querySelector(`[data-${name}]`);
  const label = (button, text) => {
    button.title = text;
    button.setAttribute('aria-label', text);
  };
  row.dataset.status = item.status;
  part('name').textContent = item.name;
  part('name').title = item.name;
  part('about').textContent = aboutOf(item);
  label(part('remove'), isOnTheWay(item) ? say('Cancel {0}', item.name) : say('Remove {0}', item.name));
  label(part('retry'), say('Try {0} again', item.name));
  part('retry').hidden = item.status !== 'failed' && item.status !== 'cancelled';
  part('inline').hidden = !canInline;
  const bar = row.querySelector('progress');
  bar.hidden = !WITH_BAR.includes(item.status);
  bar.value = item.status === 'waiting' || item.status === 'pending' ? 0 : item.progress;
  bar.setAttribute('aria-label', isOnTheWay(item) ? say('Upload of {0}', item.name) : say('Processing of {0}', item.name));
  const thumb = part('thumb');
  if (item.preview && !thumb.firstElementChild) {
    const image = new Image();
    image.alt = '';
    image.src = item.preview;
    thumb.replaceChildren(image);
  } else if (!item.preview) {
    thumb.textContent = badgeOf(item.name);
  }
}

// Takes a row away. The focus, if it was in it, goes to a button of the next one, or of the one before, or to what is given.
export function takeRow(row, otherwise) {
  const focused = row.contains(document.activeElement);
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  if (focused) {
    (neighbour?.querySelector('[data-remove]') ?? otherwise)?.focus({ preventScroll: true });
  }
}

function aboutOf(item) {
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(item.progress);
  switch (item.status) {
    case 'waiting': return say('Waits');
    case 'uploading': return say('Uploading {0}', percent);
    case 'pending': return say('Waits to be read');
    case 'processing': return say('Reading {0}', percent);
    case 'failed': return item.error ?? say('It could not be read.');
    case 'cancelled': return say('Not read');
    default: return sizeOf(item.size);
  }
}
