// Code, formulas and diagrams as more than their text. Each is an element of its own that is told when it comes into the page, so nothing
// watches the page while text streams. The server makes these elements once and changes nothing inside of one that is complete; what it
// replaces as a whole is complete again at once, from what is kept of the last ones. Libraries come when the first one is near view.
import { keep, kept } from './kept.js';

const MAX_CODE = 100_000; // characters; longer code stays plain

// Far from view nothing is done: a long conversation would otherwise be busy for seconds.
const nearby = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) {
      nearby.unobserve(target);
      void target.enrich();
    }
  }
}, { rootMargin: '50%', scrollMargin: '50%' });

class RichElement extends HTMLElement {
  connectedCallback() {
    // While a reply streams, an element comes before what is in it.
    queueMicrotask(() => this.offer());
  }

  disconnectedCallback() {
    nearby.unobserve(this);
  }

  offer() {
    if (this.isConnected && this.isReady() && !this.restore()) {
      nearby.observe(this);
    }
  }
}

class CodeBlock extends RichElement {
  static observedAttributes = ['data-open'];

  attributeChangedCallback(name, before, now) {
    if (now === null && this.isConnected) {
      queueMicrotask(() => this.offer());
    }
  }

  isReady() {
    this.code = this.querySelector('pre > code');
    this.querySelector('[data-wrap]')?.setAttribute('aria-pressed', document.documentElement.hasAttribute('data-wrap-code'));
    this.language = this.code?.className.replace('language-', '').toLowerCase();
    this.text = this.code?.textContent ?? '';
    return this.language && !this.hasAttribute('data-open') && this.text.length <= MAX_CODE;
  }

  restore() {
    const html = this.language === 'mermaid' ? null : kept(`${this.language}\n${this.text}`);
    if (html) {
      this.code.innerHTML = html;
    }
    return Boolean(html);
  }

  async enrich() {
    const { code, language, text } = this;
    if (language === 'mermaid') {
      await (await import('/js/rich/diagrams.js')).draw(this, text);
      return;
    }
    const html = await (await import('/js/rich/code.js')).highlight(text, language);
    if (html && code.textContent === text) {
      keep(`${language}\n${text}`, html);
      code.innerHTML = html;
    }
  }
}

class TexMath extends RichElement {
  isReady() {
    this.source ??= this.textContent;
    return !this.hasAttribute('data-set');
  }

  restore() {
    const node = kept(this.source);
    if (node) {
      this.replaceChildren(node.cloneNode(true));
      this.dataset.set = '';
    }
    return Boolean(node);
  }

  async enrich() {
    const node = await (await import('/js/rich/math.js')).typeset(this.source);
    if (node) {
      keep(this.source, node);
      this.restore();
    }
  }
}

customElements.define('code-block', CodeBlock);
customElements.define('tex-math', TexMath);

const WRAP = 'agentweb.wrap-code';

function setWrap(wrap) {
  document.documentElement.toggleAttribute('data-wrap-code', wrap);
  for (const button of document.querySelectorAll('.code-button[data-wrap]')) {
    button.setAttribute('aria-pressed', wrap);
  }
}

try {
  setWrap(localStorage.getItem(WRAP) === 'true');
} catch {
  // No store: lines are not wrapped until asked for.
}

// From a reference to its note, and back to where the reader came from. What the text stands in is told first: it may be keeping the end in
// view, or something else in its place.
function goTo(element) {
  element?.dispatchEvent(new CustomEvent('agentweb:goto', { bubbles: true }));
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'center' });
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target.closest('.markdown button') : null;
  if (!target) {
    return;
  }
  const text = target.closest('.markdown');
  if (target.matches('[data-wrap]')) {
    const wrap = !document.documentElement.hasAttribute('data-wrap-code');
    setWrap(wrap);
    try {
      localStorage.setItem(WRAP, wrap);
    } catch {
      // It holds for this page.
    }
  } else if (target.matches('[data-note-reference]')) {
    const note = text.querySelector(`.note[data-note="${target.dataset.noteReference}"]`);
    if (note) {
      note.cameFrom = target;
      goTo(note.querySelector('[data-note-back]'));
    }
  } else if (target.matches('[data-note-back]')) {
    const note = target.closest('.note');
    goTo(note.cameFrom?.isConnected ? note.cameFrom : text.querySelector(`[data-note-reference="${note.dataset.note}"]`));
  }
});
