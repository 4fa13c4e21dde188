// The files that go with the next message: uploaded as soon as they are chosen, dropped or pasted, shown with their progress, removable. Each
// draft has its own; whichever is shown, the uploads of the others go on, and what arrives belongs to the draft it was added to.
import { addRow, fillRow, takeRow } from '/js/upload-row.js';
import { cancel, FILES, forgetPreview, isOnTheWay, itemOf, send } from '/js/uploads.js';
import { ask } from '/js/upload.js';
import { say } from '/js/words.js';

const STORE = 'agentweb.draft/'; // With the drafts, and cleared with them at sign-out.

const drafts = new Map(); // by key, those that were shown since the page was loaded
let shown = null; // the attachments of the composer that is on the page

const keyOf = (key) => `${STORE}${key}/files`;
const toStored = ({ id, name, size, isImage, own, pasted }) => ({ id, name, size, isImage, own, pasted });
const fromStored = (file) => ({ ...file, status: 'pending', progress: 0, preview: file.isImage ? `${FILES}/${file.id}/content` : null });

const isUploadFailed = (item) => item.status === 'failed' && !item.id;

// The files in what is stored; null where it cannot be read.
function parsed(stored) {
  try {
    const files = JSON.parse(stored ?? '[]');
    return Array.isArray(files) ? files.filter((file) => typeof file?.id === 'string' && typeof file.name === 'string') : [];
  } catch {
    return null;
  }
}

// Null where nothing can be read.
function read(key) {
  try {
    return parsed(localStorage.getItem(keyOf(key)));
  } catch {
    return null;
  }
}

// Only what the server has outlives the page. Another tab may show the same draft: what it added stays, and what it took away does not come back.
function store(key, { added = [], gone = [] }) {
  try {
    const files = (read(key) ?? []).filter((file) => !gone.some((item) => item.id === file.id));
    files.push(...added.filter((item) => item.id && !files.some((file) => file.id === item.id)).map(toStored));
    if (files.length > 0) {
      localStorage.setItem(keyOf(key), JSON.stringify(files));
    } else {
      localStorage.removeItem(keyOf(key));
    }
  } catch {
    // A full or forbidden store costs the survival over a reload, nothing else.
  }
}

// A draft as it stands: what is on its way from this page, and what is stored, which another tab may have changed.
function open(key) {
  const draft = drafts.get(key) ?? { key, items: [] };
  drafts.set(key, draft);
  const stored = read(key);
  if (stored) {
    draft.items = draft.items.filter((item) => !item.id || stored.some((file) => file.id === item.id));
    draft.items.push(...stored.filter((file) => !draft.items.some((item) => item.id === file.id)).map(fromStored));
  }
  return draft;
}

async function contentOf(item) {
  const answer = await fetch(`${FILES}/${item.id}/content`);
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  return answer.text();
}

// Takes the files of a draft to send them.
function take(draft) {
  const sent = draft.items.filter((item) => item.id).map(toStored);
  draft.items.forEach(forgetPreview);
  draft.items = [];
  store(draft.key, { gone: sent });
  return sent;
}

// Gives files that the server has back to a draft that is not shown.
export function keepFiles(key, files) {
  const draft = open(key);
  draft.items.push(...files.filter((file) => !draft.items.some((item) => item.id === file.id)).map(fromStored));
  store(key, { added: files });
}

// A draft that is not shown, as it was when it was left: nothing is sent or moved with it that was not seen in it, but in another tab.
const left = (key) => drafts.get(key) ?? open(key);

// Gives the files of a draft that is not shown to another one; what is on its way arrives there.
export function moveFiles(from, to) {
  const draft = left(from);
  const items = [...draft.items, ...open(to).items];
  store(from, { gone: draft.items });
  drafts.delete(from);
  Object.assign(draft, { key: to, items });
  drafts.set(to, draft);
  store(to, { added: items });
}

// Takes its files to send them.
export const takeFiles = (key) => take(left(key));

// Whether files of it are still on their way to the server.
export const isUploading = (key) => left(key).items.some(isOnTheWay);

// How many of them did not get there.
export const failedUploads = (key) => left(key).items.filter(isUploadFailed).length;

export class Attachments {
  #draft = { key: '', items: [] };
  #view;
  #model;
  #menu;
  #status;
  #note;
  #options;
  #watch;
  #onChange;
  #onElsewhere;
  #takesText;

  // form: the composer. options: maxLength, maxFileSize, maxFiles, maxImageSide. watch(ids): tells the server which files to report about, and
  // gives what it knows of them. onChange(): something is attached, arrived or was removed. onElsewhere(key): an upload of a draft that is not
  // shown came to its end. takesText(text): puts text into the field; gives whether it fitted.
  constructor({ form, options, watch, onChange, onElsewhere, takesText }) {
    this.#view = form.querySelector('[data-attachments]');
    this.#model = form.querySelector('[data-upload-model]');
    this.#menu = form.querySelector('.attach-menu > summary');
    this.#status = form.querySelector('[data-files-status]');
    this.#note = form.querySelector('[data-files-note]');
    this.#options = options;
    this.#watch = watch;
    this.#onChange = onChange;
    this.#onElsewhere = onElsewhere;
    this.#takesText = takesText;
    shown = this;
    addEventListener('storage', this.#onStorage);
  }

  get isEmpty() {
    return this.#draft.items.length === 0;
  }

  // Whether files are still on their way to the server.
  get isUploading() {
    return this.#draft.items.some(isOnTheWay);
  }

  // How many did not get there.
  get failedUploads() {
    return this.#draft.items.filter(isUploadFailed).length;
  }

  get hasImage() {
    return this.#draft.items.some((item) => item.isImage);
  }

  // The files of another draft.
  show(key) {
    this.#draft = open(key);
    this.#view.replaceChildren();
    this.#draft.items.forEach((item) => this.#addRow(item));
    this.ask();
    this.#changed();
  }

  // Moves what is attached to another draft, whose conversation was just made.
  moveTo(key) {
    const { items } = this.#draft;
    store(this.#draft.key, { gone: items });
    drafts.delete(this.#draft.key);
    this.#draft.key = key;
    drafts.set(key, this.#draft);
    store(key, { added: items });
    this.#changed();
  }

  add(files) {
    this.#add([...files].map(itemOf));
  }

  // Attaches text that was pasted as a file; the message can have it instead. characters: how many it has. Gives whether there was room for it.
  addText(text, characters) {
    const before = this.#draft.items.filter((item) => item.pasted).length;
    const name = before === 0 ? 'pasted.txt' : `pasted ${before + 1}.txt`;
    const item = { ...itemOf(new File([text], name, { type: 'text/plain' })), text, pasted: characters };
    if (!this.#add([item])) {
      return false;
    }
    this.#say(say('{0} characters were pasted. They are attached as {1}.', new Intl.NumberFormat(document.documentElement.lang).format(characters), name));
    return true;
  }

  // Files that the server has already: of a draft, of a message that was taken back, of the library.
  restore(files) {
    for (const file of files.filter((other) => !this.#draft.items.some((item) => item.id === other.id))) {
      this.#draft.items.push(fromStored(file));
      this.#addRow(this.#draft.items.at(-1));
    }
    if (files.length > 0) {
      store(this.#draft.key, { added: files });
      this.ask();
      this.#changed();
    }
  }

  // What the server says about files.
  update(files) {
    for (const file of files) {
      const item = this.#draft.items.find((other) => other.id === file.id);
      if (item) {
        const ended = item.status !== file.status && (file.status === 'completed' || file.status === 'failed');
        Object.assign(item, { status: file.status, progress: file.progress, error: file.error });
        this.#fillRow(item);
        if (ended) {
          this.#say(file.status === 'completed' ? say('{0} is ready', item.name) : `${item.name}: ${item.error}`);
        }
      }
    }
    this.#changed();
  }

  // The files to send, which are no longer attached afterwards.
  take() {
    const sent = take(this.#draft);
    this.#view.replaceChildren();
    this.#changed();
    return sent;
  }

  tell(note) {
    this.#note.textContent = note;
    this.#note.hidden = !note;
  }

  // Asks what became of the files; after a lost connection it may not have been told.
  ask() {
    if (this.#draft.items.some((item) => item.id)) {
      void this.#follow();
    }
  }

  // The composer leaves the page; its uploads go on.
  leave() {
    removeEventListener('storage', this.#onStorage);
    if (shown === this) {
      shown = null;
    }
  }

  // Gives whether all of them were taken.
  #add(items) {
    const room = Math.max(0, this.#options.maxFiles - this.#draft.items.length);
    items.slice(room).forEach(forgetPreview);
    for (const item of items.slice(0, room)) {
      item.own = true;
      this.#draft.items.push(item);
      this.#addRow(item);
      this.#send(item);
    }
    if (items.length > room) {
      this.#say(say('A message takes {0} files at most.', this.#options.maxFiles));
    }
    this.#changed();
    return items.length <= room;
  }

  #send(item) {
    const draft = this.#draft;
    send(item, this.#options, () => {
      if (!isOnTheWay(item)) {
        store(draft.key, { added: [item] });
      }
      shown?.#sent(draft, item);
    });
  }

  // How an upload goes on, of whichever draft.
  #sent(draft, item) {
    if (draft !== this.#draft) {
      if (!isOnTheWay(item)) {
        this.#onElsewhere(draft.key);
      }
      return;
    }
    this.#fillRow(item);
    if (isOnTheWay(item)) {
      return;
    }
    if (item.status === 'failed') {
      this.#say(`${item.name}: ${item.error}`);
    } else {
      void this.#follow();
    }
    this.#changed();
  }

  async #follow() {
    try {
      const draft = this.#draft;
      const asked = draft.items.map((item) => item.id).filter(Boolean); // More may be uploaded until the answer is there.
      const known = await this.#watch(asked);
      if (draft !== this.#draft) {
        return;
      }
      const gone = draft.items.filter((item) => asked.includes(item.id) && !known.some((file) => file.id === item.id));
      gone.forEach((item) => this.#drop(item)); // Deleted meanwhile.
      this.update(known);
    } catch {
      // No connection: what they are is told once there is one again.
    }
  }

  #remove(item) {
    cancel(item);
    // What was uploaded for this draft and is still in it was never sent; nobody else has it. What another tab took out was.
    if (item.id && item.own && (read(this.#draft.key) ?? [item]).some((file) => file.id === item.id)) {
      void ask('DELETE', `${FILES}/${item.id}`);
    }
    this.#drop(item);
    this.#changed();
  }

  async #retry(item) {
    if (!item.id) {
      this.#send(item);
    } else if (await ask('POST', `${FILES}/${item.id}/retry`)) {
      await this.#follow();
    }
  }

  // Puts pasted text where it would have gone. After a reload only the server has it.
  async #inline(item) {
    try {
      if (this.#takesText(item.text ?? await contentOf(item))) {
        this.#remove(item);
      }
    } catch {
      this.#say(say('The server was not reached. Nothing was changed. Try again.'));
    }
  }

  #drop(item) {
    forgetPreview(item);
    this.#draft.items = this.#draft.items.filter((other) => other !== item);
    store(this.#draft.key, { gone: [item] });
    takeRow(item.row, this.#menu);
  }

  // What another tab sent, moved or removed is no longer attached here.
  #onStorage = ({ key, oldValue, newValue }) => {
    if (key !== keyOf(this.#draft.key)) {
      return;
    }
    const still = parsed(newValue) ?? [];
    const gone = (parsed(oldValue) ?? []).filter((file) => !still.some((other) => other.id === file.id));
    const dropped = this.#draft.items.filter((item) => gone.some((file) => file.id === item.id));
    if (dropped.length > 0) {
      dropped.forEach((item) => this.#drop(item));
      this.#changed();
    }
  };

  #addRow(item) {
    item.row = addRow(this.#view, this.#model, {
      remove: () => this.#remove(item),
      retry: () => void this.#retry(item),
      inline: () => void this.#inline(item),
    });
    this.#fillRow(item);
  }

  #fillRow(item) {
    fillRow(item.row, item, item.pasted > 0 && item.pasted <= this.#options.maxLength);
  }

  #say(text) {
    this.#status.textContent = text;
  }

  #changed() {
    this.#view.hidden = this.isEmpty;
    this.#onChange();
  }
}
