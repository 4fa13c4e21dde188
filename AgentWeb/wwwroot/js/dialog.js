// A dialog of the browser: it keeps the focus, gives it back, and Escape closes it; so do its close button and a click beside it.
export function open(dialog) {
  dialog.onclick = (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) {
      dialog.close();
    }
  };
  if (!dialog.open) {
    dialog.showModal();
  }
}

export function close(dialog) {
  dialog.close();
}
