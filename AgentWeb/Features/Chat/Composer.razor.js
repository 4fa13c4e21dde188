// Typing, drafts and limits of the composer. The server hears of a message when it is sent, not while it is typed.
const DRAFT = 'agentweb.draft/';

// Characters as people count them: code points, the same as on the server.
function countCharacters(text) {
  let count = 0;
  for (const _ of text) {
    count++;
  }
  return count;
}

// crypto.randomUUID exists only on secure origins; plain HTTP in a local network is none.
function newMessageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isConnected = () => !document.documentElement.hasAttribute('data-disconnected');

// Calls the server, and fails when the connection breaks before the answer: that answer would never come.
async function call(server, method, ...values) {
  const over = new AbortController();
  const broken = new Promise((_, reject) => {
    document.addEventListener('agentweb:disconnected', () => reject(new Error('disconnected')), { signal: over.signal });
  });
  try {
    return await Promise.race([server.invokeMethodAsync(method, ...values), broken]);
  } finally {
    over.abort();
  }
}

export function attach(form, server, options) {
  const field = form.querySelector('textarea');
  const notice = form.querySelector('[data-browser-notice]');
  const number = new Intl.NumberFormat('en');
  let draftKey = form.dataset.draft;
  let pending = null; // the message that is being sent, kept until it is accepted, so that a retry has the same id

  const say = (text) => {
    notice.textContent = text;
    notice.hidden = !text;
  };
  const resize = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  const keepDraft = (key, text) => {
    try {
      if (text) {
        localStorage.setItem(DRAFT + key, text);
      } else {
        localStorage.removeItem(DRAFT + key);
      }
    } catch {
      // A full or forbidden store costs the draft's survival over a reload, nothing else.
    }
  };
  const storeDraft = () => keepDraft(draftKey, field.value);
  const readDraft = () => {
    try {
      return localStorage.getItem(DRAFT + draftKey) ?? '';
    } catch {
      return '';
    }
  };
  const tooLong = (length) =>
    `That is ${number.format(length)} characters; a message holds ${number.format(options.maxLength)}. Your draft is unchanged.`;

  // It may have arrived although the answer did not; sent again with the same id, it is there once.
  const sendLater = () => {
    pending.waits = true;
    say('There is no connection, so the message is not sent yet. It is kept here and goes out once you are connected.');
  };
  const onConnected = () => {
    if (pending?.waits) {
      pending.waits = false;
      say('');
      if (field.value === pending.text) {
        void send();
      }
    }
  };

  const send = async () => {
    const text = field.value;
    if (!text.trim() || pending?.busy) {
      return;
    }
    const length = countCharacters(text);
    if (length > options.maxLength) {
      say(tooLong(length));
      return;
    }
    if (pending?.text !== text) {
      pending = { text, id: newMessageId(), draftKey };
    }
    if (!isConnected()) {
      sendLater();
      return;
    }
    pending.busy = true;
    form.dataset.sending = 'true';
    try {
      const refused = await call(server, 'SendFromBrowserAsync', text, pending.id);
      if (refused) {
        say(refused);
        return;
      }
      say('');
      keepDraft(pending.draftKey, '');
      pending = null;
      if (field.value === text) {
        field.value = '';
        storeDraft();
        resize();
      }
    } catch {
      sendLater();
    } finally {
      delete form.dataset.sending;
      if (pending) {
        pending.busy = false;
      }
    }
  };

  const onKeyDown = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  const onEscape = (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing && isConnected()) {
      server.invokeMethodAsync('StopFromBrowserAsync').catch(() => {});
    }
  };
  const onSubmit = (event) => {
    event.preventDefault();
    void send();
  };
  const onInput = () => {
    resize();
    storeDraft();
    if (!notice.hidden && countCharacters(field.value) <= options.maxLength) {
      say('');
    }
  };
  const onPaste = (event) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    const kept = field.value.length - (field.selectionEnd - field.selectionStart);
    if (kept + pasted.length <= options.maxLength) {
      return;
    }
    const length = countCharacters(pasted);
    if (length + kept > options.maxLength) {
      event.preventDefault();
      say(tooLong(length + kept));
    }
  };

  // Another conversation came with this very change of the page; asked for a moment later, what is typed by then would be lost.
  const onConversation = () => {
    draftKey = form.dataset.draft;
    if (pending?.busy) {
      storeDraft(); // The first message made the conversation: what is written goes on in it.
      return;
    }
    field.value = readDraft();
    say('');
    resize();
    field.focus({ preventScroll: true });
  };
  const conversation = new MutationObserver(onConversation);

  conversation.observe(form, { attributeFilter: ['data-draft'] });
  field.addEventListener('keydown', onKeyDown);
  field.addEventListener('input', onInput);
  field.addEventListener('paste', onPaste);
  form.addEventListener('submit', onSubmit);
  document.addEventListener('keydown', onEscape);
  document.addEventListener('agentweb:connected', onConnected);
  // What was typed before this script ran counts more than an old draft.
  field.value ||= readDraft();
  resize();
  field.focus({ preventScroll: true });

  return {
    dispose() {
      conversation.disconnect();
      document.removeEventListener('keydown', onEscape);
      document.removeEventListener('agentweb:connected', onConnected);
    },
  };
}
