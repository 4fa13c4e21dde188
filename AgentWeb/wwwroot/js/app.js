// What the page does without the server: the sidebar on small screens, copying, signing out.

import { announce } from './announce.js';
import { forgetDrafts } from './composer/drafts.js';
import { call } from './modules.js';
import { say } from './words.js';

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
  announce,
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
  copyAndTell: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      announce(say('Copied'));
    } catch {
      announce(say('The browser does not let this page copy.'));
    }
  },
  reveal: (element) => element.scrollIntoView({ block: 'nearest' }),
  // For the first field of a form that was just shown. The server asks a moment later: whoever is at another field of it by then stays there.
  focusFirst: (field) => {
    if (!field?.form?.contains(document.activeElement)) {
      field?.focus();
    }
  },
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

const setSidebar = (open) => document.documentElement.toggleAttribute('data-sidebar-open', open);

// Whoever used this browser before and did not leave by signing out here leaves nothing to the person who uses it now.
forgetDrafts(document.documentElement.dataset.account);

async function copyMessage(button) {
  const shown = button.closest('article').querySelector('.reply-text, .user-text');
  // What is far from view has no text to a browser until it is laid out. Formulas are copied as they were written.
  const formulas = Array.from(shown.querySelectorAll('tex-math[data-set]'), (formula) => [formula, [...formula.childNodes]]);
  formulas.forEach(([formula]) => formula.replaceChildren(formula.source));
  shown.classList.add('laid-out');
  const text = shown.innerText;
  shown.classList.remove('laid-out');
  formulas.forEach(([formula, set]) => formula.replaceChildren(...set));
  let word = say('Copied');
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not allowed, or not a secure page: mark the text so that the keyboard can copy it.
    getSelection()?.selectAllChildren(shown);
    word = say('Press Ctrl+C');
  }
  button.dataset.copied = word;
  announce(word);
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

// A browser opens a file that is dropped where nobody takes it, in place of the page, and what was written there is gone. Heard last, behind
// whoever does take it; a field that files are chosen in takes them by itself.
const isDroppedBeside = (event) => event.dataTransfer?.types.includes('Files') && !event.defaultPrevented
  && !(event.target instanceof Element && event.target.closest('input[type=file]'));
addEventListener('dragover', (event) => {
  if (isDroppedBeside(event)) {
    event.preventDefault();
    event.dataTransfer.dropEffect = document.querySelector('[data-drop-refused]') ? 'copy' : 'none';
  }
});
addEventListener('drop', (event) => {
  if (isDroppedBeside(event)) {
    event.preventDefault();
    const place = document.querySelector('[data-drop-refused]');
    if (place) {
      place.textContent = place.dataset.dropRefused;
      place.hidden = false;
    }
  }
});

// A menu below the last line on the screen would open out of sight.
document.addEventListener('toggle', ({ target }) => {
  if (target.matches?.('.reply-menu[open]')) {
    target.querySelector('.menu-items')?.scrollIntoView({ block: 'nearest' });
  }
}, { capture: true });

// One menu is open at a time, and a choice or Escape closes it. What was chosen goes out of sight, so it cannot keep the focus.
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  for (const menu of document.querySelectorAll('[data-menu][open], .user-menu[open]')) {
    if (!menu.contains(target) || target.closest('.menu-items')) {
      if (menu.querySelector('.menu-items')?.contains(document.activeElement)) {
        menu.querySelector('summary').focus({ preventScroll: true });
      }
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
