// Uploads from the page of files: one after the other, with how far all of them are.
import { scaleDown } from '/js/composer/images.js';
import { upload } from '/js/upload.js';
import { say } from '/js/words.js';

export function attach(page, options) {
  const over = new AbortController();
  const picker = page.querySelector('[data-upload-input]');
  const status = page.querySelector('[data-upload-status]');
  const problem = page.querySelector('[data-upload-problem]');
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
  const show = (place, text) => {
    place.textContent = text;
    place.hidden = !text;
  };
  let waiting = [];
  let busy = false;

  const send = async (file) => {
    const scaled = await scaleDown(file, options.maxImageSide);
    if (scaled.size > options.maxFileSize) {
      throw new Error(say('The file is too large.'));
    }
    const form = new FormData();
    form.append('file', scaled, scaled.name);
    await upload('/api/v1/files/upload', form, {
      signal: over.signal,
      onProgress: (share) => show(status, say('Uploading {0}', `${file.name} ${percent.format(share)}`)),
    });
  };

  const work = async () => {
    if (busy) {
      return;
    }
    busy = true;
    const failed = [];
    while (waiting.length > 0 && !over.signal.aborted) {
      const file = waiting.shift();
      try {
        await send(file);
      } catch (failure) {
        failed.push(`${file.name}: ${failure.message}`);
      }
    }
    busy = false;
    show(status, '');
    show(problem, failed.join(' '));
  };

  page.querySelector('[data-upload]').addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    waiting.push(...picker.files);
    picker.value = ''; // So that the same file can be chosen again.
    show(problem, '');
    void work();
  });

  return {
    dispose: () => over.abort(),
  };
}
