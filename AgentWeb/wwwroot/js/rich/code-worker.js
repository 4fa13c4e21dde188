import hljs from '/lib/highlight/highlight.min.js';

// Languages that come one by one, by the names that people give them; the files are chosen in BrowserPackages.targets.
const others = {
  clj: 'clojure', clojure: 'clojure', cmake: 'cmake', dart: 'dart', docker: 'dockerfile', dockerfile: 'dockerfile', elixir: 'elixir', ex: 'elixir',
  exs: 'elixir', erl: 'erlang', erlang: 'erlang', fs: 'fsharp', fsharp: 'fsharp', 'f#': 'fsharp', haskell: 'haskell', hs: 'haskell', http: 'http',
  jl: 'julia', julia: 'julia', latex: 'latex', tex: 'latex', matlab: 'matlab', nginx: 'nginx', ml: 'ocaml', ocaml: 'ocaml', powershell: 'powershell',
  ps1: 'powershell', pwsh: 'powershell', proto: 'protobuf', protobuf: 'protobuf', scala: 'scala', asm: 'x86asm', x86asm: 'x86asm',
};

async function isKnown(language) {
  const file = Object.hasOwn(others, language) ? others[language] : null;
  if (file && !hljs.getLanguage(file)) {
    hljs.registerLanguage(file, (await import(`/lib/highlight/languages/${file}.min.js`)).default);
  }
  return Boolean(hljs.getLanguage(language));
}

self.onmessage = async ({ data: { id, text, language } }) => {
  let html = null;
  try {
    html = (await isKnown(language)) ? hljs.highlight(text, { language, ignoreIllegals: true }).value : null;
  } catch {
    // It stays plain.
  }
  self.postMessage({ id, html });
};
