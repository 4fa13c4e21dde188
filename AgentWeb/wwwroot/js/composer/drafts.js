// What was typed and not sent, per user and conversation, kept on this browser.
const STORE = 'agentweb.draft/';
const OUTBOX = 'agentweb.outbox/'; // Messages on their way; see outbox.js.

export function keepDraft(key, text) {
  try {
    if (text) {
      localStorage.setItem(STORE + key, text);
    } else {
      localStorage.removeItem(STORE + key);
    }
  } catch {
    // A full or forbidden store costs the draft's survival over a reload, nothing else.
  }
}

export function readDraft(key) {
  try {
    return localStorage.getItem(STORE + key) ?? '';
  } catch {
    return '';
  }
}

/** Puts text before what is written in a draft that is not shown. */
export const addToDraft = (key, text) => keepDraft(key, [text, readDraft(key)].filter(Boolean).join('\n\n'));

/** What was typed and not sent stays with the person, not with the browser: takes all of it away, but that of one account. */
export function forgetDrafts(account) {
  try {
    for (const key of Object.keys(localStorage)) {
      const store = [STORE, OUTBOX].find((start) => key.startsWith(start));
      if (store && !(account && key.startsWith(`${store}${account}/`))) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // Where the store is forbidden there is nothing in it.
  }
}
