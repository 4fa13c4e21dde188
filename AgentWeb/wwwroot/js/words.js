// The words that scripts say, in the language of the page. An English page carries none; see Features/Settings/ScriptWords.cs.
const words = JSON.parse(document.getElementById('words')?.textContent ?? '{}');

/** The words for the English ones, with values in the places {0}, {1} and so on. */
export const say = (english, ...values) => (words[english] ?? english).replace(/\{(\d)\}/g, (_, place) => values[place]);

/** What the API said went wrong, by its code; in English where there are no other words. */
export const sayFailure = (code, english) => words[`error.${code}`] ?? english;
