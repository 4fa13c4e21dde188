// Typing, drafts and limits of the composer. The server hears of a message when it is sent, not while it is typed.
import { Attachments, failedUploads, isUploading, keepFiles, moveFiles, takeFiles } from '/js/composer/attachments.js';
import { chosenIn, pressAtOnce } from '/js/composer/chosen.js';
import { addToDraft, keepDraft, readDraft } from '/js/composer/drafts.js';
import { newId, Outbox } from '/js/composer/outbox.js';
import { attachPrompts } from '/js/composer/prompts.js';
import { takeDroppedFiles } from '/js/dropped.js';
import { say } from '/js/words.js';

const CHARACTERS_PER_TOKEN = 4; // on average; the server counts what is really used
const NEAR_LIMIT = 0.75; // of the context window, from which on its use is shown

// A pasted text of more characters becomes a file: at four pages it is a document, which is found and cited better than a message and does not
// hide the question about it; and what is written around it still fits into the message.
const LONG_PASTE = 8000;

// Messages that wait for their files, by the key of their draft: how many uploads had failed when each was sent, which it goes without, the chat
// it was written in and what was chosen for it. Its text waits in the draft. Whichever conversation is shown, it goes out when its files are there.
const waiting = new Map();

const moveWaiting = (from, to) => {
  if (waiting.has(from)) {
    waiting.set(to, waiting.get(from));
    waiting.delete(from);
  }
};

// Characters as people count them: code points, the same as on the server.
function countCharacters(text) {
  let count = 0;
  for (const _ of text) {
    count++;
  }
  return count;
}

const isConnected = () => !document.documentElement.hasAttribute('data-disconnected');

// Calls the server, and fails when the connection breaks before the answer: that answer would never come.
async function call(server, method, ...values) {
  if (!isConnected()) {
    throw new Error('disconnected');
  }
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
  if (!form?.isConnected) {
    return { showFiles() {}, addFiles() {}, dispose() {} }; // It was left before this call arrived.
  }
  const field = form.querySelector('textarea');
  const notice = form.querySelector('[data-browser-notice]');
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let draftKey = form.dataset.draft;

  const tell = (text) => {
    notice.textContent = text;
    notice.hidden = !text;
  };
  const tokens = form.querySelector('[data-tokens]');
  const showTokens = () => {
    const room = Number(form.dataset.contextWindow ?? 0);
    const used = Number(form.dataset.contextTokens ?? 0) + Math.ceil(field.value.length / CHARACTERS_PER_TOKEN);
    tokens.hidden = !room || used < room * NEAR_LIMIT;
    if (!tokens.hidden) {
      const figures = [number.format(used), number.format(room)];
      tokens.textContent = used > room
        ? say('About {0} of {1} tokens: the oldest messages are left out', ...figures)
        : say('About {0} of {1} tokens', ...figures);
    }
  };
  const resize = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    form.toggleAttribute('data-has-text', field.value.trim().length > 0);
    showTokens();
  };
  const storeDraft = () => keepDraft(draftKey, field.value);
  const setText = (text) => {
    field.value = text;
    storeDraft();
    resize();
  };
  const tooLong = (length) =>
    say('That is {0} characters; a message holds {1}. Your draft is unchanged.', number.format(length), number.format(options.maxLength));

  const attachments = new Attachments({
    form,
    options,
    watch: (ids) => call(server, 'WatchFilesAsync', ids),
    onChange: () => onFiles(),
    onElsewhere: (key) => sendLeft(key),
    takesText: (text) => insert(text),
  });
  const showBlindness = () => attachments.tell(attachments.hasImage && !form.dataset.vision
    ? say('{0} does not see pictures: it is only told that there is one.', form.dataset.modelName)
    : '');
  const onFiles = () => {
    showBlindness();
    if (waiting.has(draftKey) && !attachments.isUploading) {
      const { failedBefore, written } = waiting.get(draftKey);
      waiting.delete(draftKey);
      if (attachments.failedUploads > failedBefore) {
        tell(say('A file was not uploaded, so the message is not sent yet. Try it again, remove it, or send the message without it.'));
      } else {
        void send({ ...written, chat }); // As it was at Enter, whatever was chosen since.
      }
    }
  };

  const outbox = new Outbox({
    owner: draftKey.split('/')[0],
    view: form.querySelector('[data-outbox]'),
    words: {
      edit: say('Edit'),
      remove: say('Remove'),
      sending: say('Being sent'),
      unsure: say('It may have arrived already. That shows once you are connected.'),
      again: say('It may have arrived already. The server had a problem and is asked again in a moment.'),
      doubtful: say('It may have arrived already. The server had a problem: look whether it is there before you send it again.'),
    },
    isConnected,
    deliver: async (item) => {
      const [owner, conversation] = item.conversation.split('/');
      const { text, id, model, opening } = item;
      const files = (item.files ?? []).map((file) => file.id);
      const answer = await call(server, 'SendFromBrowserAsync', { text, id, conversation, files, model, opening, isHere: item.chat === chat });
      const made = `${owner}/${answer.conversation}`;
      if (!answer.refused && made !== item.conversation && item.chat === leftChat) {
        takeAlong(item.conversation, made);
      }
      return { refused: answer.refused, conversation: made };
    },
    onTakenBack: (item, reason) => {
      if (item.conversation === draftKey) {
        setText(field.value.trim() ? `${item.text}\n\n${field.value}` : item.text);
        attachments.restore(item.files ?? []);
        field.focus({ preventScroll: true });
      } else {
        addToDraft(item.conversation, item.text);
        keepFiles(item.conversation, item.files ?? []);
      }
      tell(reason ?? '');
    },
    giveFocus: () => field.focus({ preventScroll: true }),
  });
  // A new chat has no name of its own: what is written in it belongs together, and not to the next new one.
  let chat = outbox.chatOf(draftKey) ?? newId();
  let leftChat = null; // the new chat that was left while its first message was on its way
  const isNew = (key) => key.endsWith('/new');
  const leave = () => {
    if (isNew(draftKey)) {
      leftChat = outbox.holdsFrom(chat) ? chat : null;
    }
  };
  const showDraft = () => {
    field.value = readDraft(draftKey);
    attachments.show(draftKey);
    resize();
  };
  // What was written behind a first message goes with the conversation that it made, wherever the person is by now.
  const takeAlong = (left, made) => {
    leftChat = null;
    addToDraft(made, readDraft(left));
    keepDraft(left, '');
    moveWaiting(left, made);
    moveFiles(left, made);
    if (made === draftKey) {
      showDraft();
    }
  };
  const sayWaiting = () => tell(say('There is no connection, so the message is not sent yet. It is kept here and goes out once you are connected.'));
  const sayUploading = () => tell(say('The message goes out as soon as its files are uploaded.'));
  const flush = async () => {
    if (!await outbox.flush() && !isConnected()) {
      sayWaiting();
    }
  };
  const post = async (message) => {
    if (!await outbox.add(message) && !isConnected()) {
      sayWaiting();
    }
  };
  const onConnected = () => {
    tell('');
    attachments.ask();
    void flush();
  };

  const send = async (written = { chat, ...chosenIn(form, isNew(draftKey)) }) => {
    const text = field.value;
    if (!text.trim()) {
      if (!attachments.isEmpty) {
        tell(say('A message needs text, up to {0} characters: write what you want to know about the files.', number.format(options.maxLength)));
      }
      return;
    }
    const length = countCharacters(text);
    if (length > options.maxLength) {
      tell(tooLong(length));
      return;
    }
    if (attachments.isUploading) {
      waiting.set(draftKey, { failedBefore: attachments.failedUploads, written });
      sayUploading();
      return;
    }
    tell('');
    setText('');
    await post({ text, conversation: draftKey, files: attachments.take(), ...written });
  };
  // A message that waited for its files, in a draft that is not shown.
  const sendLeft = (key) => {
    if (!waiting.has(key) || key === draftKey || isUploading(key)) {
      return;
    }
    const { failedBefore, written } = waiting.get(key);
    waiting.delete(key);
    tell('');
    const text = readDraft(key);
    if (failedUploads(key) > failedBefore) {
      tell(say('The message is not sent. It is kept in the conversation it was written in, with its files.'));
    } else if (text.trim()) {
      keepDraft(key, '');
      void post({ text, conversation: key, files: takeFiles(key), ...written });
    }
  };

  const onKeyDown = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  // Escape that closes something, or that leaves another field, is not meant for the reply.
  const isForOthers = (target) => document.querySelector('dialog[open], :popover-open') !== null
    || (target instanceof Element && target !== field && target.closest('input, textarea, select') !== null);
  const onEscape = (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing && !isForOthers(event.target) && isConnected()) {
      server.invokeMethodAsync('StopFromBrowserAsync').catch(() => {});
    }
  };
  const onSubmit = (event) => {
    event.preventDefault();
    void send();
  };
  const onClick = (event) => {
    if (event.target.closest('[data-again]')) {
      field.focus({ preventScroll: true }); // The notice goes, and its button with it.
    }
  };
  const onInput = () => {
    resize();
    storeDraft();
    if (!notice.hidden && countCharacters(field.value) <= options.maxLength) {
      tell('');
    }
  };
  // What the message would have, were this in the place of what is selected.
  const lengthWith = (text) => countCharacters(field.value.slice(0, field.selectionStart) + text + field.value.slice(field.selectionEnd));
  const insert = (text) => {
    const length = lengthWith(text);
    if (length > options.maxLength) {
      tell(tooLong(length));
      return false;
    }
    field.focus({ preventScroll: true });
    // As if it was typed: Ctrl+Z takes it back.
    if (!document.execCommand('insertText', false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
      onInput();
    }
    return true;
  };
  const onPaste = (event) => {
    const { files } = event.clipboardData ?? {};
    if (files?.length > 0) {
      event.preventDefault();
      attachments.add(files);
      return;
    }
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted.length <= LONG_PASTE && field.value.length + pasted.length <= options.maxLength) {
      return;
    }
    const characters = countCharacters(pasted);
    const length = lengthWith(pasted);
    if (characters <= LONG_PASTE && length <= options.maxLength) {
      return;
    }
    if (attachments.addText(pasted, characters)) {
      event.preventDefault();
    } else if (length > options.maxLength) {
      event.preventDefault();
      tell(tooLong(length));
    }
  };

  // Another conversation came with this very change of the page; asked for a moment later, what is typed by then would be lost.
  const onConversation = () => {
    const left = draftKey;
    if (outbox.holds(form.dataset.madeBy)) {
      draftKey = form.dataset.draft;
      keepDraft(left, '');
      moveWaiting(left, draftKey);
      attachments.moveTo(draftKey);
      storeDraft(); // The first message made the conversation: what is written goes on in it.
      return;
    }
    leave();
    draftKey = form.dataset.draft;
    chat = newId();
    if (isNew(draftKey)) {
      leftChat = null; // What was left is in the field again.
    }
    tell('');
    if (waiting.has(left) || waiting.has(draftKey)) {
      sayUploading();
    }
    showDraft();
    field.focus({ preventScroll: true });
  };
  const conversation = new MutationObserver(onConversation);
  const context = new MutationObserver(showTokens);
  const vision = new MutationObserver(showBlindness);
  const picker = form.querySelector('[data-file-input]');
  const menu = form.querySelector('.attach-menu');
  menu.addEventListener('click', (event) => {
    if (event.target.closest('[data-attach]')) {
      picker.click();
    }
    if (event.target.closest('button')) {
      menu.open = false;
    }
  });
  picker.addEventListener('change', () => {
    attachments.add(picker.files);
    picker.value = ''; // So that the same file can be chosen again.
  });
  const ignoreSwitch = pressAtOnce(form.closest('.chat'));
  const ignoreDrops = takeDroppedFiles(form.closest('.composer-area').querySelector('[data-drop]'), (files) => {
    attachments.add(files);
    field.focus({ preventScroll: true });
  });

  // Before the keys of the field itself: what is chosen by Enter is not sent.
  attachPrompts(field, form.querySelector('[data-prompts]'), () => call(server, 'ListPromptsAsync'), (text) => {
    setText(text);
    field.focus({ preventScroll: true });
  });
  context.observe(form, { attributeFilter: ['data-context-tokens', 'data-context-window'] });
  vision.observe(form, { attributeFilter: ['data-vision', 'data-model-name'] });
  conversation.observe(form, { attributeFilter: ['data-draft'] });
  field.addEventListener('keydown', onKeyDown);
  field.addEventListener('input', onInput);
  field.addEventListener('paste', onPaste);
  form.addEventListener('submit', onSubmit);
  form.addEventListener('click', onClick);
  document.addEventListener('keydown', onEscape);
  document.addEventListener('agentweb:connected', onConnected);
  const wasSent = window.takeOverComposer(field);
  // What was typed before this script ran counts more than an old draft.
  field.value ||= readDraft(draftKey);
  storeDraft();
  attachments.show(draftKey);
  resize();
  form.toggleAttribute('data-listening', true);
  field.focus({ preventScroll: true });
  [...waiting.keys()].forEach(sendLeft);
  void (wasSent ? send() : flush());

  return {
    showFiles: (files) => attachments.update(files),
    addFiles: (files) => attachments.restore(files),
    dispose() {
      leave();
      draftKey = '';
      outbox.leave();
      ignoreDrops();
      ignoreSwitch();
      attachments.leave();
      vision.disconnect();
      conversation.disconnect();
      context.disconnect();
      document.removeEventListener('keydown', onEscape);
      document.removeEventListener('agentweb:connected', onConnected);
    },
  };
}
