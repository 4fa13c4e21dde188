// Joins what a page needs first into one file of scripts and one of styles: a first visit would else wait for thirty small files, six at a
// time. Run by BrowserPackages.targets. What only some pages or messages need stays in files of its own and is imported when it is wanted.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

// Scripts name each other by the address that a browser would ask for: below wwwroot, or beside a component.
const addresses = {
  name: 'addresses',
  setup({ onResolve }) {
    onResolve({ filter: /^\// }, ({ path, kind }) => {
      if (kind === 'entry-point') {
        return null;
      }
      const file = ['wwwroot', '.'].map((folder) => join(here, folder, path)).find(existsSync);
      return kind === 'import-statement' ? { path: file } : { path, external: true };
    });
  },
};

await build({
  entryPoints: ['js/page.js', 'js/reading.js', 'js/early.js', 'css/page.css', 'css/account.css', 'css/admin.css'].map((file) => join(here, 'wwwroot', file)),
  outdir: join(here, 'wwwroot/built'),
  entryNames: '[name]',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  logLevel: 'warning',
  plugins: [addresses],
});
