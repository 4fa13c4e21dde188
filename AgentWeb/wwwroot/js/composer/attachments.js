// The files that go with the next message: uploaded as soon as they are chosen, dropped or pasted, shown with their progress, removable.
import { scaleDown } from '/js/composer/images.js';
import { ask, upload } from '/js/upload.js';
import { say } from '/js/words.js';

const ADDRESS = '/api/v1/files';
const STORE = 'agentweb.draft/'; // With the drafts, and cleared with them at sign-out.
const PARALLEL = 2; // Uploads at a time.
const IN_WORK = ['waiting', 'uploading'];

const units = (bytes) => new Intl.NumberFormat(document.documentElement.lang, {
  style: 'unit', maximumFractionDigits: 1, unitDisplay: 'short',
  unit: bytes < 1024 * 1024 ? 'kilobyte' : 'megabyte',
}).format(bytes < 1024 * 1024 ? Math.max(0.1, bytes / 1024) : bytes / 1024 / 1024);

const badgeOf = (name) => (/\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1] ?? '?').toUpperCase();

export class Attachments {
  #items = [];
  #key;
  #view;
  #template;
  #status;
  #note;
  #options;
  #watch;
  #onChange;

  // form: the composer. options: maxFileSize, maxFiles, maxImageSide. watch(ids): tells the server which files to report about, and gives
  // what it knows of them. onChange(): something is attached, arrived or was removed.
  constructor({ form, options, watch, onChange }) {
    this.#view = form.querySelector('[data-attachments]');
    this.#template = form.querySelector('[data-attachment-model]');
    this.#status = form.querySelector('[data-files-status]');
    this.#note = form.querySelector('[data-files-note]');
    this.#options = options;
    this.#watch = watch;
    this.#onChange = onChange;
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  // Whether files are still on their way to the server.
  get isUploading() {
    return this.#items.some((item) => IN_WORK.includes(item.status));
  }

  get hasImage() {
    return this.#items.some((item) => item.isImage);
  }

  // The files of another draft.
  show(key) {
    this.#items.filter((item) => IN_WORK.includes(item.status)).forEach((item) => item.abort.abort());
    this.#items.forEach((item) => this.#forgetPreview(item));
    this.#key = `${STORE}${key}/files`;
    this.#view.replaceChildren();
    this.#items = [];
    this.restore(this.#read());
  }

  // Moves what is attached to another draft, whose conversation was just made.
  moveTo(key) {
    this.#store([]);
    this.#key = `${STORE}${key}/files`;
    this.#changed();
  }

  add(files) {
    const room = this.#options.maxFiles - this.#items.length;
    const taken = [...files].slice(0, Math.max(0, room));
    for (const file of taken) {
      const item = {
        name: file.name, size: file.size, status: 'waiting', progress: 0, own: true, abort: new AbortController(), file,
        isImage: file.type.startsWith('image/'),
      };
      item.preview = item.isImage ? URL.createObjectURL(file) : null;
      this.#append(item);
    }
    if (taken.length < files.length) {
      this.#say(say('A message takes {0} files at most.', this.#options.maxFiles));
    }
    this.#changed();
    this.#next();
  }

  // Files that the server has already: of a draft, of a message that was taken back, of the library.
  restore(files) {
    for (const file of files) {
      if (!this.#items.some((item) => item.id === file.id)) {
        this.#append({ ...file, status: 'pending', progress: 0, preview: file.isImage ? `${ADDRESS}/${file.id}/content` : null });
      }
    }
    if (files.length > 0) {
      void this.#follow();
      this.#changed();
    }
  }

  // What the server says about files.
  update(files) {
    for (const file of files) {
      const item = this.#items.find((other) => other.id === file.id);
      if (item) {
        const ended = item.status !== file.status && (file.status === 'completed' || file.status === 'failed');
        Object.assign(item, { status: file.status, progress: file.progress, error: file.error });
        this.#render(item);
        if (ended) {
          this.#say(file.status === 'completed' ? say('{0} is ready', item.name) : `${item.name}: ${item.error}`);
        }
      }
    }
    this.#changed();
  }

  // The files to send, which are no longer attached afterwards.
  take() {
    const sent = this.#items.filter((item) => item.id).map(({ id, name, size, isImage, own }) => ({ id, name, size, isImage, own }));
    this.#items.forEach((item) => this.#forgetPreview(item));
    this.#items = [];
    this.#view.replaceChildren();
    this.#changed();
    return sent;
  }

  tell(note) {
    this.#note.textContent = note;
    this.#note.hidden = !note;
  }

  #next() {
    const free = PARALLEL - this.#items.filter((item) => item.status === 'uploading').length;
    this.#items.filter((item) => item.status === 'waiting').slice(0, Math.max(0, free)).forEach((item) => void this.#upload(item));
  }

  async #upload(item) {
    item.status = 'uploading';
    this.#render(item);
    try {
      const file = await scaleDown(item.file, this.#options.maxImageSide);
      if (file.size > this.#options.maxFileSize) {
        throw new Error(say('The file has {0}; {1} is the limit.', units(file.size), units(this.#options.maxFileSize)));
      }
      const form = new FormData();
      form.append('file', file, file.name);
      const stored = await upload(`${ADDRESS}/upload`, form, {
        signal: item.abort.signal,
        onProgress: (share) => {
          item.progress = share;
          this.#render(item);
        },
      });
      Object.assign(item, { id: stored.file_id, name: stored.name, size: stored.size, status: stored.status, progress: 0, isImage: stored.type.startsWith('image/') });
      await this.#follow();
    } catch (failure) {
      if (failure.name === 'AbortError') {
        return;
      }
      Object.assign(item, { status: 'failed', error: failure.message });
      this.#say(`${item.name}: ${failure.message}`);
    } finally {
      delete item.file;
      this.#render(item);
      this.#changed();
      this.#next();
    }
  }

  // Asks what became of the files; after a lost connection it may not have been told.
  ask() {
    if (this.#items.some((item) => item.id)) {
      void this.#follow();
    }
  }

  async #follow() {
    try {
      const asked = this.#items.map((item) => item.id).filter(Boolean); // More may be uploaded until the answer is there.
      const known = await this.#watch(asked);
      const gone = this.#items.filter((item) => asked.includes(item.id) && !known.some((file) => file.id === item.id));
      gone.forEach((item) => this.#drop(item)); // Deleted meanwhile.
      this.update(known);
    } catch {
      // No connection: what they are is told once there is one again.
    }
  }

  #remove(item) {
    item.abort?.abort();
    if (item.id && item.own) {
      void ask('DELETE', `${ADDRESS}/${item.id}`); // It was never sent; nobody else has it.
    }
    this.#drop(item);
    this.#changed();
    this.#next();
  }

  #drop(item) {
    this.#forgetPreview(item);
    this.#items = this.#items.filter((other) => other !== item);
    item.row.remove();
  }

  #forgetPreview(item) {
    if (item.preview?.startsWith('blob:')) {
      URL.revokeObjectURL(item.preview);
    }
  }

  #append(item) {
    const row = this.#template.firstElementChild.cloneNode(true);
    item.row = row;
    row.querySelector('[data-remove]').addEventListener('click', () => this.#remove(item));
    row.querySelector('[data-retry]').addEventListener('click', () => void this.#retry(item));
    this.#items.push(item);
    this.#view.append(row);
    this.#render(item);
  }

  async #retry(item) {
    if (await ask('POST', `${ADDRESS}/${item.id}/retry`)) {
      await this.#follow();
    }
  }

  #render(item) {
    const { row } = item;
    const thumb = row.querySelector('[data-thumb]');
    row.dataset.status = item.status;
    row.querySelector('[data-name]').textContent = item.name;
    row.querySelector('[data-name]').title = item.name;
    row.querySelector('[data-about]').textContent = this.#about(item);
    row.querySelector('[data-remove]').setAttribute('aria-label', IN_WORK.includes(item.status) ? say('Cancel {0}', item.name) : say('Remove {0}', item.name));
    row.querySelector('[data-retry]').hidden = !(item.id && (item.status === 'failed' || item.status === 'cancelled'));
    const bar = row.querySelector('progress');
    bar.hidden = !['waiting', 'uploading', 'pending', 'processing'].includes(item.status);
    bar.value = item.status === 'waiting' || item.status === 'pending' ? 0 : item.progress;
    bar.setAttribute('aria-label', IN_WORK.includes(item.status) ? say('Upload of {0}', item.name) : say('Processing of {0}', item.name));
    if (item.preview && !thumb.firstElementChild) {
      const image = new Image();
      image.alt = '';
      image.src = item.preview;
      thumb.replaceChildren(image);
    } else if (!item.preview) {
      thumb.textContent = badgeOf(item.name);
    }
  }

  #about(item) {
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(item.progress);
    switch (item.status) {
      case 'waiting': return say('Waits');
      case 'uploading': return say('Uploading {0}', percent);
      case 'pending': return say('Waits to be read');
      case 'processing': return say('Reading {0}', percent);
      case 'failed': return item.error ?? say('It could not be read.');
      case 'cancelled': return say('Not read');
      default: return units(item.size);
    }
  }

  #say(text) {
    this.#status.textContent = text;
  }

  #changed() {
    this.#view.hidden = this.isEmpty;
    this.#store(this.#items.filter((item) => item.id).map(({ id, name, size, isImage, own }) => ({ id, name, size, isImage, own })));
    this.#onChange();
  }

  #store(files) {
    try {
      if (files.length > 0) {
        localStorage.setItem(this.#key, JSON.stringify(files));
      } else {
        localStorage.removeItem(this.#key);
      }
    } catch {
      // A full or forbidden store costs the survival over a reload, nothing else.
    }
  }

  #read() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(stored) ? stored.filter((file) => typeof file?.id === 'string' && typeof file.name === 'string') : [];
    } catch {
      return [];
    }
  }
}

// Files that are dropped anywhere on the chat, or pasted into the field, are added. Gives what ends that.
export function takeDroppedFiles(form, field, add) {
  const over = new AbortController();
  const overlay = form.closest('.composer-area').querySelector('[data-drop]');
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  let depth = 0; // Entering a child comes before leaving its parent.
  const show = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: over.signal });
  on(document, 'dragenter', (event) => hasFiles(event) && show(1));
  on(document, 'dragleave', (event) => hasFiles(event) && show(-1));
  on(document, 'dragover', (event) => hasFiles(event) && event.preventDefault());
  on(document, 'drop', (event) => {
    if (hasFiles(event)) {
      event.preventDefault(); // The browser would open the file in place of the chat.
      depth = 0;
      show(0);
      add(event.dataTransfer.files);
    }
  });
  on(field, 'paste', (event) => {
    if (event.clipboardData?.files.length > 0) {
      event.preventDefault();
      add(event.clipboardData.files);
    }
  });
  return () => over.abort();
}
