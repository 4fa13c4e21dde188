// Sends a form with a file, by XMLHttpRequest: fetch tells nothing about an upload's progress.
import { say, sayFailure } from '/js/words.js';

async function antiforgeryToken() {
  const answer = await fetch('/api/v1/antiforgery');
  return answer.ok ? (await answer.json()).token : '';
}

// Gives the body of the answer; fails with a sentence in `message` and, when the server refused, its `code`.
// onProgress gets 0 to 1; signal aborts, which fails with an AbortError.
export async function upload(address, form, { onProgress = () => {}, signal } = {}) {
  const token = await antiforgeryToken();
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('X-CSRF-TOKEN', token);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Error(say('The server was not reached. Nothing was changed. Try again.')));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(request.response);
        return;
      }
      const { code, detail } = request.response ?? {};
      reject(Object.assign(new Error(sayFailure(code, detail) ?? say('The server refused the file.')), { code }));
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

// Asks the server to change something, without a body.
export async function ask(method, address) {
  const answer = await fetch(address, { method, headers: { 'X-CSRF-TOKEN': await antiforgeryToken() } });
  return answer.ok;
}
