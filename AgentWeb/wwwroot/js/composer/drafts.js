// What was typed and not sent, per user and conversation, kept on this browser.
const STORE = 'agentweb.draft/';

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
