// Sets formulas with KaTeX.
const MARKS = 2; // characters of \( \) \[ \] $$; a single dollar is one

let library = null;

function loadStyles() {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/lib/katex/katex.min.css', onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

function load() {
  library ??= Promise.all([import('/lib/katex/katex.min.js'), loadStyles()]).then(() => globalThis.katex);
  library.catch(() => {
    library = null;
  });
  return library;
}

/** The formula as a node; null when it cannot be read, or KaTeX cannot be loaded. */
export async function typeset(source) {
  const marks = source.startsWith('$') && !source.startsWith('$$') ? 1 : MARKS;
  const formula = document.createElement('span');
  try {
    const katex = await load();
    katex.render(source.slice(marks, -marks), formula, {
      displayMode: source.startsWith('$$') || source.startsWith('\\['),
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxSize: 20,
      maxExpand: 200,
    });
    return formula;
  } catch {
    return null;
  }
}
