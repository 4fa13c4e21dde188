// Keys that work everywhere. They are listed in Features/Settings/Shortcuts.razor.
const help = () => document.getElementById('shortcuts');

const open = (step) => {
  const links = [...document.querySelectorAll('.sidebar-list a[href^="/c/"]')];
  const current = links.findIndex((link) => link.pathname === location.pathname);
  links[current < 0 ? (step > 0 ? 0 : links.length - 1) : current + step]?.click();
};

const focusComposer = () => document.getElementById('composer')?.focus();

function run(event) {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.shiftKey && event.code === 'KeyO') {
    document.querySelector('[data-new-chat]')?.click();
    focusComposer();
  } else if (control && event.key === '/') {
    help()?.showModal();
  } else if (event.altKey && !control && event.key === 'ArrowDown') {
    open(1);
  } else if (event.altKey && !control && event.key === 'ArrowUp') {
    open(-1);
  } else if (event.shiftKey && event.key === 'Escape') {
    focusComposer();
  } else {
    return false;
  }
  return true;
}

document.addEventListener('keydown', (event) => {
  if (run(event)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, { capture: true });

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-open-shortcuts]')) {
    help()?.showModal();
  } else if (target?.closest('[data-close-shortcuts]') || target === help()) {
    help()?.close();
  } else if (target?.closest('[data-start-chat]')) {
    focusComposer();
  }
});
