// Uploads from the page of files: each has its row until the file is in the list. They go on when the page is left, and are there again when
// somebody comes back.
import { takeDroppedFiles } from '/js/dropped.js';
import { addRow, fillRow, takeRow } from '/js/upload-row.js';
import { cancel, forgetPreview, isOnTheWay, itemOf, send } from '/js/uploads.js';
import { say } from '/js/words.js';

let items = [];
let shown = null; // the page, while it is there

export function attach(page, options) {
  if (!page?.isConnected) {
    return { focusFile() {}, dispose() {} }; // It was left before this call arrived.
  }
  const picker = page.querySelector('[data-upload-input]');
  const button = page.querySelector('[data-upload]');
  const list = page.querySelector('[data-uploads]');
  const model = page.querySelector('[data-upload-model]');
  const status = page.querySelector('[data-upload-status]');

  const tell = (text) => {
    status.textContent = text;
  };
  const forget = (item) => {
    items = items.filter((other) => other !== item);
    forgetPreview(item);
    takeRow(item.row, button);
    list.hidden = items.length === 0;
  };
  const begin = (item) => send(item, options, () => shown?.show(item) ?? leave(item));
  const show = (item) => {
    fillRow(item.row, item);
    if (item.status === 'failed') {
      tell(`${item.name}: ${item.error}`);
    } else if (!isOnTheWay(item)) {
      tell(say('{0} is uploaded', item.name));
      forget(item);
    }
    return true;
  };
  const addItem = (item) => {
    item.row = addRow(list, model, {
      remove: () => {
        cancel(item);
        forget(item);
      },
      retry: () => begin(item),
    });
    fillRow(item.row, item);
    list.hidden = false;
  };
  const add = (files) => {
    for (const item of Array.from(files, itemOf)) {
      items.push(item);
      addItem(item);
      begin(item);
    }
  };

  shown = { show };
  items.forEach(addItem);
  button.addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    add(picker.files);
    picker.value = ''; // So that the same file can be chosen again.
  });
  const ignoreDrops = takeDroppedFiles(page.querySelector('[data-drop]'), add);
  page.toggleAttribute('data-listening', true);

  return {
    // Where the focus goes when what had it is gone: to a button of a file's row, or to the one that uploads.
    focusFile(id, part) {
      (page.querySelector(`[data-file="${id}"] [data-${part}]`) ?? button).focus();
    },
    dispose() {
      ignoreDrops();
      if (shown.show === show) {
        shown = null;
      }
    },
  };
}

// One that arrives while nobody looks is found in the list.
function leave(item) {
  if (item.id) {
    items = items.filter((other) => other !== item);
    forgetPreview(item);
  }
}
