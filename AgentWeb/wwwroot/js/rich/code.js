// Colours code in a worker, so that long code never holds up the page.
let worker = null;
let last = 0;
const waiting = new Map();

function start() {
  worker = new Worker('/js/rich/code-worker.js', { type: 'module' });
  worker.onmessage = ({ data: { id, html } }) => {
    waiting.get(id)?.(html);
    waiting.delete(id);
  };
  worker.onerror = () => {
    // It could not be fetched: code stays plain, and the next one tries again.
    worker = null;
    for (const answer of waiting.values()) {
      answer(null);
    }
    waiting.clear();
  };
}

/** The HTML of code with its parts marked; null when the language is not known. */
export function highlight(text, language) {
  if (!worker) {
    start();
  }
  return new Promise((resolve) => {
    waiting.set(++last, resolve);
    worker.postMessage({ id: last, text, language });
  });
}
