// A dialog of the browser: it keeps the focus, and Escape closes it.
import { say } from '/js/words.js';

const SAID = 2000; // milliseconds

async function copy(button) {
  const field = button.closest('li').querySelector('input');
  const label = button.querySelector('span');
  try {
    await navigator.clipboard.writeText(field.value);
    label.textContent = say('Copied');
  } catch {
    // Not allowed, or not a secure page: marked, the keyboard can copy it.
    field.select();
    label.textContent = say('Press Ctrl+C');
  }
  setTimeout(() => { label.textContent = say('Copy'); }, SAID);
}

export function open(dialog) {
  dialog.onclick = (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) {
      dialog.close();
    }
    const button = event.target.closest('[data-copy-link]');
    if (button) {
      void copy(button);
    }
  };
  dialog.showModal();
}
