// Gives the focus of a list of messages back. What has it often goes by what is done with it: an editor closes, a question was answered, another
// version takes the place of the message. The keyboard would then stand at the beginning of the page. So the focus goes to what stands for the
// same in the same message (elements with the same data-focus), else to the message that took its place; with data-focus-goes-on, to what
// stands for the same in that one.
const FOCUSABLE = 'button:not(:disabled), summary, textarea, a[href]';

const isMessage = (element) => element.matches('article');

function messageBefore(element) {
  let before = element.previousElementSibling;
  while (before && !isMessage(before)) {
    before = before.previousElementSibling;
  }
  return before;
}

// content: the element whose children the messages are. elsewhere(): what gets the focus when no message took the place. Gives what ends it.
export function keepFocus(content, elsewhere) {
  let held = null; // what has the focus, and where it stands

  const isLost = () => !document.activeElement || document.activeElement === document.body;
  const place = (element) => {
    while (element.parentElement !== content) {
      element = element.parentElement;
    }
    return element;
  };

  const counterpart = (message, { group, title }) => {
    const all = [...message.querySelectorAll(`[data-focus="${group}"]`)]
      .flatMap((part) => (part.matches(FOCUSABLE) ? [part] : [...part.querySelectorAll(FOCUSABLE)]));
    return all.find((one) => title && one.title === title) ?? all.find((one) => one.getAttribute('aria-pressed') === 'true') ?? all[0];
  };
  const inPlace = ({ before }) => {
    const messages = [...content.children].filter(isMessage);
    const at = before ? messages.indexOf(before) : -1;
    return before && at < 0 ? null : messages[at + 1] ?? before;
  };
  const heir = (lost) => {
    const stays = lost.place.isConnected && isMessage(lost.place);
    const message = stays ? lost.place : inPlace(lost);
    return message && ((lost.group && (stays || lost.goesOn) && counterpart(message, lost)) || message);
  };
  const give = (element) => {
    if (isMessage(element)) {
      element.tabIndex = -1;
    }
    element.focus({ preventScroll: true });
    const { top, bottom } = element.getBoundingClientRect();
    const view = content.parentElement.getBoundingClientRect();
    if (bottom < view.top || top > view.bottom) {
      element.scrollIntoView({ block: 'nearest' });
    }
  };

  const changes = new MutationObserver(() => {
    if (!held) {
      return;
    }
    if (held.element.isConnected) {
      held.before = messageBefore(held.place);
      return;
    }
    const lost = held;
    letGo();
    if (isLost()) {
      const next = heir(lost);
      if (next) {
        give(next);
      } else {
        elsewhere()?.focus({ preventScroll: true });
      }
    }
  });
  const letGo = () => {
    held = null;
    changes.disconnect();
  };

  const onFocus = ({ target }) => {
    if (target === content) {
      return;
    }
    const part = target.closest('[data-focus]');
    const where = place(target);
    held = {
      element: target, title: target.title, group: part?.dataset.focus, goesOn: part?.hasAttribute('data-focus-goes-on'),
      place: where, before: messageBefore(where),
    };
    changes.observe(content, { childList: true, subtree: true });
  };
  // Told also when what had the focus goes; then it is no longer there in a moment.
  const onBlur = ({ target }) => queueMicrotask(() => {
    if (held?.element === target && target.isConnected && document.hasFocus() && !target.matches(':disabled')) {
      letGo();
    }
  });

  const over = new AbortController();
  content.addEventListener('focusin', onFocus, { signal: over.signal });
  content.addEventListener('focusout', onBlur, { signal: over.signal });
  return () => {
    over.abort();
    letGo();
  };
}
