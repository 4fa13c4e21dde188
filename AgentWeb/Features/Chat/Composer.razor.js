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

export function attach(form, server, options) {
  const field = form.querySelector('textarea');
  const notice = form.querySelector('[data-browser-notice]');
  const number = new Intl.NumberFormat('en');
  let draftKey = options.draftKey;
  let pending = null; // the message that is being sent, kept until it is accepted, so that a retry has the same id

  const say = (text) => {
    notice.textContent = text;
    notice.hidden = !text;
  };
  const resize = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  const storeDraft = () => {
    try {
      if (field.value) {
        localStorage.setItem(DRAFT + draftKey, field.value);
      } else {
        localStorage.removeItem(DRAFT + draftKey);
      }
    } catch {
      // A full or forbidden store costs the draft's survival over a reload, nothing else.
    }
  };
  const readDraft = () => {
    try {
      return localStorage.getItem(DRAFT + draftKey) ?? '';
    } catch {
      return '';
    }
  };
  const tooLong = (length) =>
    `That is ${number.format(length)} characters; a message holds ${number.format(options.maxLength)}. Your draft is unchanged.`;

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
    pending.busy = true;
    form.dataset.sending = 'true';
    try {
      const refused = await server.invokeMethodAsync('SendFromBrowserAsync', text, pending.id);
      if (refused) {
        say(refused);
        return;
      }
      say('');
      localStorage.removeItem(DRAFT + pending.draftKey);
      pending = null;
      if (field.value === text) {
        field.value = '';
        storeDraft();
        resize();
      }
    } catch {
      say('The connection is lost, so the message was not sent. It is kept here; send it again once you are connected.');
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
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
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

  field.addEventListener('keydown', onKeyDown);
  field.addEventListener('input', onInput);
  field.addEventListener('paste', onPaste);
  form.addEventListener('submit', onSubmit);
  document.addEventListener('keydown', onEscape);
  // What was typed before this script ran counts more than an old draft.
  field.value ||= readDraft();
  resize();
  field.focus({ preventScroll: true });

  return {
    showDraft(key) {
      draftKey = key;
      field.value = readDraft();
      say('');
      resize();
      field.focus({ preventScroll: true });
    },
    dispose() {
      document.removeEventListener('keydown', onEscape);
    },
  };
}
