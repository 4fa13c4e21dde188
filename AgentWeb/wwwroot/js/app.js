// What the page does without the server: the connection display, the sidebar on small screens, copying, signing out.

import { call } from './modules.js';

const required = {};

const fetched = (address) => new Promise((resolve, reject) => {
  const isStyle = address.endsWith('.css');
  const element = Object.assign(
    document.createElement(isStyle ? 'link' : 'script'), isStyle ? { rel: 'stylesheet', href: address } : { src: address }, { onload: resolve, onerror: reject });
  document.head.append(element);
}).catch((failure) => {
  delete required[address];
  throw failure;
});

// What the server calls.
window.agentweb = {
  call,
  // Minutes east of UTC.
  utcOffset: () => -new Date().getTimezoneOffset(),
  // The look is in a cookie, so that the first byte of the next page has it; see Features/Settings/Look.cs.
  applyLook: (theme, density, language) => {
    const root = document.documentElement;
    const set = (name, value, usual) => value === usual ? root.removeAttribute(name) : root.setAttribute(name, value);
    set('data-theme', theme, 'system');
    set('data-density', density, 'comfortable');
    document.cookie = `agentweb-look=${theme}.${density}.${language}; path=/; max-age=31536000; samesite=lax`;
  },
  // Style sheets and scripts that only some pages need; resolved when all of them are there, so that nothing shows undressed.
  require: (...addresses) => Promise.all(addresses.map((address) => required[address] ??= fetched(address))),
  copy: (text) => navigator.clipboard.writeText(text),
  reveal: (element) => element.scrollIntoView({ block: 'nearest' }),
  // The next part of a list is asked for when its end comes into view; the button stays for the keyboard.
  loadWhenSeen: (button) => loadWhenSeen.observe(button),
};

// It is looked at again after each click: what came may be too little to push the end out of view.
const loadWhenSeen = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter((e) => e.isIntersecting)) {
    target.click();
    loadWhenSeen.unobserve(target);
    setTimeout(() => target.isConnected && loadWhenSeen.observe(target), 150);
  }
}, { rootMargin: '800px 0px' });

const connection = document.getElementById('components-reconnect-modal');

// The circuit is gone (the server was restarted, or kept it no longer): a fresh page shows everything that is stored.
async function reloadWhenServerAnswers() {
  for (;;) {
    try {
      const answer = await fetch('/health/ready', { cache: 'no-store' });
      if (answer.ok) {
        location.reload();
        return;
      }
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const away = ['show', 'retrying', 'failed', 'rejected'].map((state) => `components-reconnect-${state}`);

if (connection) {
  let reloading = false;
  let connected = true;
  new MutationObserver(() => {
    // Told to everything that waits for the server: a call into a circuit that is away is never answered, not even with a failure.
    if (connected === away.some((state) => connection.classList.contains(state))) {
      connected = !connected;
      document.documentElement.toggleAttribute('data-disconnected', !connected);
      document.dispatchEvent(new Event(connected ? 'agentweb:connected' : 'agentweb:disconnected'));
    }
    const lost = connection.classList.contains('components-reconnect-rejected')
      || connection.classList.contains('components-reconnect-failed');
    if (lost && !reloading) {
      reloading = true;
      void reloadWhenServerAnswers();
    }
  }).observe(connection, { attributes: true, attributeFilter: ['class'] });
  connection.querySelector('[data-reload]').addEventListener('click', () => location.reload());
}

const showOnline = () => document.documentElement.toggleAttribute('data-offline', !navigator.onLine);
addEventListener('online', showOnline);
addEventListener('offline', showOnline);
showOnline();

const setSidebar = (open) => document.documentElement.toggleAttribute('data-sidebar-open', open);

// What was typed and not sent stays with the person, not with the browser.
function forgetDrafts() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('agentweb.draft/') || key.startsWith('agentweb.outbox/')) {
      localStorage.removeItem(key);
    }
  }
}

async function copyMessage(button) {
  const shown = button.closest('article').querySelector('.reply-text, .user-text');
  // What is far from view has no text to a browser until it is laid out. Formulas are copied as they were written.
  const formulas = Array.from(shown.querySelectorAll('tex-math[data-set]'), (formula) => [formula, [...formula.childNodes]]);
  formulas.forEach(([formula]) => formula.replaceChildren(formula.source));
  shown.classList.add('laid-out');
  const text = shown.innerText;
  shown.classList.remove('laid-out');
  formulas.forEach(([formula, set]) => formula.replaceChildren(...set));
  await navigator.clipboard.writeText(text);
  button.dataset.copied = 'true';
  setTimeout(() => delete button.dataset.copied, 1500);
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) {
    return;
  }
  if (target.closest('[data-open-sidebar]')) {
    setSidebar(true);
    document.querySelector('.sidebar a, .sidebar button')?.focus();
  } else if (target.closest('[data-close-sidebar]') || target.closest('.sidebar a')) {
    setSidebar(false);
  }
  if (target.closest('[data-sign-out]')) {
    forgetDrafts();
  }
  const copy = target.closest('[data-copy-message]');
  if (copy) {
    void copyMessage(copy);
  }
});

// A menu below the last line on the screen would open out of sight.
document.addEventListener('toggle', ({ target }) => {
  if (target.matches?.('.reply-menu[open]')) {
    target.querySelector('.menu-items')?.scrollIntoView({ block: 'nearest' });
  }
}, { capture: true });

// One menu is open at a time, and a choice or Escape closes it.
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  for (const menu of document.querySelectorAll('[data-menu][open], .user-menu[open]')) {
    if (!menu.contains(target) || target.closest('.menu-items')) {
      menu.removeAttribute('open');
    }
  }
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' ? document.querySelector('[data-menu][open], .user-menu[open]') : null;
  if (menu) {
    menu.removeAttribute('open');
    menu.querySelector('summary').focus();
    event.preventDefault();
    event.stopPropagation();
  }
}, { capture: true });

// Escape closes the panel beside the chat, and only it, from the moment it is there; in a field it means what it means there.
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select');
  const panel = event.key === 'Escape' && !typing && !event.defaultPrevented ? document.querySelector('.passage-panel') : null;
  if (panel) {
    panel.querySelector('[data-close]').click();
    event.preventDefault();
    event.stopPropagation();
  }
}, { capture: true });

// An address with only a # belongs to the base address, not to this page: followed as a link, it would leave the conversation.
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-skip]')) {
    event.preventDefault();
    (document.getElementById('composer') ?? document.getElementById('main')).focus();
  }
}, { capture: true });

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('.sidebar input');
  if (event.key === 'Escape' && !typing && document.documentElement.hasAttribute('data-sidebar-open')) {
    setSidebar(false);
    event.preventDefault();
  }
}, { capture: true });
