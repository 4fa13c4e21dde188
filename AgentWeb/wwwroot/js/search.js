// The keys of the sidebar's search: Ctrl+K or Cmd+K goes there, arrows walk through what was found, Enter opens it, Escape clears.
const field = () => document.getElementById('search');
const results = () => [...document.querySelectorAll('[data-search-result]')];

function clear() {
  const search = field();
  search.value = '';
  search.dispatchEvent(new Event('input', { bubbles: true }));
  search.focus();
}

function goToSearch() {
  document.documentElement.toggleAttribute('data-sidebar-open', true); // It is a drawer on a phone.
  requestAnimationFrame(() => { // What is hidden until the next frame takes no focus.
    field().focus();
    field().select();
  });
}

function walk(by, from) {
  const all = results();
  const next = all.indexOf(from) + by; // From the field, which is no result, down is the first.
  (next < 0 ? field() : all[Math.min(next, all.length - 1)])?.focus();
}

// Enter comes with the last letter; what is found for it comes a moment later.
function openFirst() {
  const list = document.querySelector('[data-search-results]');
  if (list?.getAttribute('aria-busy') === 'false') {
    results()[0]?.click();
    return;
  }
  const answered = new MutationObserver(() => {
    if (list.getAttribute('aria-busy') === 'false') {
      answered.disconnect();
      results()[0]?.click();
    }
  });
  if (list) {
    answered.observe(list, { attributeFilter: ['aria-busy'] });
    field().addEventListener('input', () => answered.disconnect(), { once: true });
  }
}

const keys = {
  ArrowDown: (target) => walk(1, target),
  ArrowUp: (target) => target === field() || walk(-1, target),
  Enter: (target) => target === field() && openFirst(),
  Escape: () => (field().value ? clear() : document.getElementById('composer')?.focus()),
};

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k' && field()) {
    event.preventDefault();
    goToSearch();
    return;
  }
  const target = event.target instanceof Element ? event.target.closest('#search, [data-search-result]') : null;
  // Enter on a link is the browser's; the others end here, since Escape would stop the reply too.
  if (target && keys[event.key] && !event.isComposing && (event.key !== 'Enter' || target === field())) {
    event.preventDefault();
    event.stopPropagation();
    keys[event.key](target);
  }
}, { capture: true });

document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-clear-search]')) {
    clear();
  }
});

// A click with Ctrl, Cmd or Shift chooses a conversation instead of opening it.
document.addEventListener('click', (event) => {
  const row = event.target instanceof Element ? event.target.closest('li[data-session-id] > a')?.parentElement : null;
  if (row && (event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    event.stopPropagation();
    row.querySelector('[data-select]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
  }
}, { capture: true });

document.addEventListener('keydown', (event) => {
  const end = event.key === 'Escape' && event.target instanceof Element && event.target.closest('.sidebar') && !event.target.closest('.organise')
    ? document.querySelector('[data-end-selection]')
    : null;
  if (end) {
    event.preventDefault();
    event.stopPropagation();
    end.click();
  }
}, { capture: true });

// Whoever works by keyboard is not thrown out of the sidebar when what had the focus goes: a menu's row becomes one to choose, a panel closes.
// What goes from among the results (a button that found them after all) leaves one in the search.
let focused = null;
let wasInResults = false;
const focusKeeper = new MutationObserver(() => {
  if (focused && !focused.isConnected && document.activeElement === document.body) {
    focused = null;
    (wasInResults ? field() : document.querySelector('.row-select input:checked, [data-new-chat]'))?.focus();
  }
});
document.addEventListener('focusin', (event) => {
  const sidebar = event.target.closest('.sidebar');
  focused = sidebar ? event.target : null;
  wasInResults = event.target.closest('[data-search-results]') !== null;
  focusKeeper.disconnect();
  if (sidebar) {
    focusKeeper.observe(sidebar, { childList: true, subtree: true });
  }
});
