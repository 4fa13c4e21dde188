// Sends a file twice: once to see what is in it, once to take over what was chosen. Titles come from a file that nobody trusts: only as text.
import { upload } from '/js/upload.js';
import { say, sayFailure } from '/js/words.js';

const ADDRESS = '/api/v1/sessions/import';
const MAX_BYTES = 50 * 1024 * 1024;

const days = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium' });
const number = (n) => n.toLocaleString(document.documentElement.lang);
const messages = (n) => (n === 1 ? say('{0} message', number(n)) : say('{0} messages', number(n)));

// 0,1,2,5 as 0-2,5: a file can hold thousands.
function ranges(indexes) {
  const runs = [];
  for (const index of indexes) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) {
      last[1] = index;
    } else {
      runs.push([index, index]);
    }
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

function about(session) {
  if (session.reason && !session.duplicate) {
    return sayFailure(session.code, session.reason);
  }
  const words = [session.format, messages(session.message_count)];
  if (session.last_active_at) {
    words.push(days.format(new Date(session.last_active_at)));
  }
  if (session.left_out_messages > 0) {
    const left = number(session.left_out_messages);
    words.push(session.left_out_messages === 1 ? say('{0} hidden or empty one left out', left) : say('{0} hidden or empty ones left out', left));
  }
  if (session.duplicate) {
    words.push(say('already here'));
  }
  return words.join(' · ');
}

function row(session) {
  const item = document.createElement('li');
  const box = document.createElement('input');
  const label = document.createElement('label');
  const small = document.createElement('small');
  const works = session.code === null;
  Object.assign(box, { type: 'checkbox', id: `import-${session.index}`, value: session.index, checked: works && !session.duplicate, disabled: !works });
  Object.assign(label, { htmlFor: box.id, textContent: session.title || say('Without a title') });
  small.textContent = about(session);
  item.toggleAttribute('data-problem', !works);
  item.append(box, label, small);
  return item;
}

function link(session) {
  const item = document.createElement('li');
  const anchor = document.createElement('a');
  const small = document.createElement('small');
  Object.assign(anchor, { href: `/c/${session.session_id}`, textContent: session.title });
  small.textContent = messages(session.message_count);
  item.append(anchor, small);
  return item;
}

export function attach(page) {
  const attached = { dispose() {} }; // All that listens goes with the page's elements.
  if (!page?.isConnected) {
    return attached; // It was left before this call arrived.
  }
  const part = (name) => page.querySelector(`[data-${name}]`);
  const parts = ['drop', 'working', 'problem', 'preview', 'result'];
  const show = (...names) => parts.forEach((name) => { part(name).hidden = !names.includes(name); });
  const [input, progress] = [part('file'), page.querySelector('progress')];
  let file = null;

  const boxes = () => [...part('list').querySelectorAll('input:not(:disabled)')];
  const chosen = () => boxes().filter((box) => box.checked);
  const recount = () => {
    const [all, some] = [boxes().length, chosen().length];
    part('count').textContent = all === 1
      ? say('{0} of {1} conversation chosen', number(some), number(all))
      : say('{0} of {1} conversations chosen', number(some), number(all));
    Object.assign(part('all'), { checked: some === all, indeterminate: some > 0 && some < all, disabled: all === 0 });
    part('import').disabled = some === 0;
  };
  const fail = (message, ...besides) => {
    part('problem').textContent = message;
    show('problem', ...besides);
  };
  const work = async (query, form, saying) => {
    progress.value = 0;
    part('status').textContent = say('Sending the file');
    show('working');
    return upload(ADDRESS + query, form, {
      onProgress: (done) => {
        progress.value = done;
        if (done === 1) {
          progress.removeAttribute('value');
          part('status').textContent = saying;
        }
      },
    });
  };

  const preview = async (selected) => {
    file = selected;
    if (file.size > MAX_BYTES) {
      fail(say('The file is larger than 50 MB. Export fewer conversations at once.'), 'drop');
      return;
    }
    const form = new FormData();
    form.append('file', file);
    try {
      const { sessions } = await work('?preview=true', form, say('Reading the file'));
      part('list').replaceChildren(...sessions.map(row));
      recount();
      const some = chosen().length > 0;
      part('nothing').hidden = some;
      show('preview');
      part(some ? 'import' : 'cancel').focus();
    } catch (failure) {
      fail(failure.message, 'drop');
    }
  };
  const run = async () => {
    const form = new FormData();
    form.append('include', ranges(chosen().map((box) => Number(box.value))));
    form.append('file', file);
    try {
      const { imported } = await work('', form, say('Importing'));
      part('summary').textContent = imported.length === 1
        ? say('{0} conversation was imported.', number(imported.length))
        : say('{0} conversations were imported.', number(imported.length));
      part('imported').replaceChildren(...imported.map(link));
      show('result');
    } catch (failure) {
      fail(failure.message, 'preview');
    }
  };
  const again = () => {
    input.value = '';
    show('drop');
    part('choose').focus();
  };

  part('choose').onclick = () => input.click();
  input.onchange = () => input.files[0] && preview(input.files[0]);
  part('list').onchange = recount;
  part('all').onchange = (event) => {
    boxes().forEach((box) => { box.checked = event.target.checked; });
    recount();
  };
  part('import').onclick = run;
  part('cancel').onclick = again;
  part('again').onclick = again;
  const over = (isOver) => (event) => {
    event.preventDefault();
    part('drop').toggleAttribute('data-over', isOver);
  };
  part('drop').ondragover = over(true);
  part('drop').ondragleave = over(false);
  part('drop').ondrop = (event) => {
    over(false)(event);
    if (event.dataTransfer.files[0]) {
      void preview(event.dataTransfer.files[0]);
    }
  };
  page.dataset.usable = '';
  return attached;
}
