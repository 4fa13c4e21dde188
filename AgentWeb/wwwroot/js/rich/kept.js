// The last results, by their source: what the server sends a second time, as a finished block, looks at once as it did before.
const MOST = 200;
const LONGEST = 10_000; // characters of source; what is longer is never sent a second time

const results = new Map();

export function keep(source, result) {
  if (source.length > LONGEST) {
    return;
  }
  results.delete(source);
  results.set(source, result);
  if (results.size > MOST) {
    results.delete(results.keys().next().value);
  }
}

export const kept = (source) => results.get(source);
