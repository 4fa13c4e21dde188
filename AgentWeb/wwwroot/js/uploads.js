// Files on their way to the server: a few at a time, each with how far it is, to be cancelled and tried again. They belong to the page as it
// was loaded, not to the screen that began them: turning to another one leaves them alone.
import { scaleDown } from '/js/composer/images.js';
import { ask, upload } from '/js/upload.js';
import { say } from '/js/words.js';

export const FILES = '/api/v1/files';

const PARALLEL = 2; // at a time; the others wait
const ON_THE_WAY = ['waiting', 'uploading'];

const waiting = [];
let running = 0;

export const sizeOf = (bytes) => new Intl.NumberFormat(document.documentElement.lang, {
  style: 'unit', maximumFractionDigits: 1, unitDisplay: 'short',
  unit: bytes < 1024 * 1024 ? 'kilobyte' : 'megabyte',
}).format(bytes < 1024 * 1024 ? Math.max(0.1, bytes / 1024) : bytes / 1024 / 1024);

export const isOnTheWay = (item) => ON_THE_WAY.includes(item.status);

// What a file is called and shown with until it is sent.
export const itemOf = (file) => {
  const isImage = file.type.startsWith('image/');
  return { name: file.name, size: file.size, status: 'waiting', progress: 0, file, isImage, preview: isImage ? URL.createObjectURL(file) : null };
};

// Sends item.file, or sends it again. limits: maxFileSize in bytes, maxImageSide in pixels. onChange() is called whenever status, progress or
// error of the item change. In the end the server has it, and it has an id and the status of its processing; or it is failed, with a sentence in
// error, and keeps its file.
export function send(item, limits, onChange) {
  Object.assign(item, { status: 'waiting', progress: 0, error: null, abort: new AbortController() });
  waiting.push({ item, limits, onChange });
  onChange();
  next();
}

// Ends the sending of an item that is given up. What has arrived is deleted.
export function cancel(item) {
  item.abort?.abort();
  const place = waiting.findIndex((other) => other.item === item);
  if (place >= 0) {
    waiting.splice(place, 1);
  }
}

export function forgetPreview(item) {
  if (item.preview?.startsWith('blob:')) {
    URL.revokeObjectURL(item.preview);
  }
}

function next() {
  while (running < PARALLEL && waiting.length > 0) {
    void work(waiting.shift());
  }
}

async function work({ item, limits, onChange }) {
  const { signal } = item.abort;
  running++;
  item.status = 'uploading';
  onChange();
  try {
    const stored = await transfer(item, limits, onChange, signal);
    if (signal.aborted) {
      void ask('DELETE', `${FILES}/${stored.file_id}`); // It had arrived just before.
    } else {
      Object.assign(item, {
        id: stored.file_id, name: stored.name, size: stored.size, status: stored.status, progress: 0, isImage: stored.type.startsWith('image/'), file: null,
      });
    }
  } catch (failure) {
    Object.assign(item, { status: 'failed', error: failure.message });
  } finally {
    running--;
    if (!signal.aborted) {
      onChange();
    }
    next();
  }
}

async function transfer(item, limits, onChange, signal) {
  const file = await scaleDown(item.file, limits.maxImageSide);
  if (file.size > limits.maxFileSize) {
    throw new Error(say('The file has {0}; {1} is the limit.', sizeOf(file.size), sizeOf(limits.maxFileSize)));
  }
  const form = new FormData();
  form.append('file', file, file.name);
  return upload(`${FILES}/upload`, form, {
    signal,
    onProgress: (share) => {
      item.progress = share;
      onChange();
    },
  });
}
