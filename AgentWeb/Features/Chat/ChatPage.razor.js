// Keeps the end of the transcript in view while text streams, until the person scrolls up, and the address right.
import { keepFocus } from '/js/focus.js';
import { hearReplies } from '/js/heard.js';

const NEAR_END = 48; // pixels within which the reader counts as being at the end
const ACT = 500; // milliseconds in which a turn of the wheel, a finger or a key is seen as scrolling
const DRAG = 5000; // and the scroll bar, once it was taken hold of
const SETTLING = 600; // milliseconds in which what was loaded above finds its height

// What needs none of its elements.
const page = {
  // Minutes east of UTC.
  utcOffset: () => -new Date().getTimezoneOffset(),
  // The first message made a conversation. The server need not hear of its new address: a navigation would render the whole page while
  // the first words of the reply arrive. Blazor's own place in the history stays as it is. Whoever went elsewhere meanwhile stays there.
  showAddress(address) {
    if (location.pathname === '/') {
      history.replaceState(history.state, '', address);
    }
  },
  // Its reader had gone on to another new chat, whose place looks the same, when that came.
  hideAddress(address) {
    if (location.pathname === address) {
      history.replaceState(history.state, '', '/');
    }
  },
};

export function attach(scroller, content) {
  if (!scroller?.isConnected) {
    return { ...page, toEnd() {}, toMessage() {}, dispose() {} }; // It was left before this call arrived.
  }
  const jump = scroller.parentElement.querySelector('[data-jump-latest]');
  let pinned = true;
  let lastTop = 0;
  let resized = false; // since the last scroll event
  let actsUntil = 0; // a person's own move may be seen until then

  const hasLater = () => content.querySelector(':scope > [data-later]') !== null;
  // Where messages come behind those that are shown, their end is not the end.
  const atEnd = () => !hasLater() && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= NEAR_END;
  const setPinned = (value) => {
    pinned = value;
    // Blocks far above are laid out when they come near, at heights that were only guessed: what is being read must stay where it is.
    scroller.style.overflowAnchor = pinned ? 'none' : 'auto';
    jump.hidden = pinned;
  };
  const toEnd = () => {
    actsUntil = 0;
    setPinned(true);
    scroller.scrollTop = scroller.scrollHeight;
  };
  const onJump = () => {
    if (document.activeElement === jump) {
      scroller.focus({ preventScroll: true }); // The button goes.
    }
    toEnd();
  };
  const onScroll = () => {
    // Growth moves the end away, a person moves the text: only going up unpins. Where blocks were laid out at other heights than were
    // guessed, the browser may go up too: then only what follows a person's act counts.
    const top = scroller.scrollTop;
    const end = atEnd();
    if (end !== pinned && (end || (top < lastTop && (!resized || performance.now() < actsUntil)))) {
      setPinned(end);
    }
    lastTop = top;
    resized = false;
    noteFirst();
  };
  const growth = new ResizeObserver(() => {
    resized = true;
    if (pinned) {
      scroller.scrollTop = scroller.scrollHeight;
    } else {
      keepFirst();
    }
    noteFirst();
  });

  const acts = (milliseconds) => {
    actsUntil = Math.max(actsUntil, performance.now() + milliseconds);
  };
  const onWheel = (event) => event.deltaY < 0 && acts(ACT);
  const onTouch = () => acts(ACT);
  const onKey = (event) => ['ArrowUp', 'PageUp', 'Home'].includes(event.key) && acts(ACT);
  const onPointer = (event) => event.target === scroller && acts(DRAG);

  // Earlier messages come before the reader is at the first one, and what is being read stays where it is.
  const earlier = new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting) {
      entry.target.click();
    }
  }, { root: scroller, rootMargin: '100% 0px 0px' });
  // Browsers anchor by themselves, but not at the very top, and not all of them; where they did, there is nothing left to do.
  let firstMessage = null;
  let firstTop = 0;
  let held = null;
  const noteFirst = () => {
    firstTop = firstMessage?.getBoundingClientRect().top;
  };
  const keepFirst = () => {
    if (held?.message.isConnected) {
      scroller.scrollTop += held.message.getBoundingClientRect().top - held.top;
    }
  };
  const letGo = () => {
    held = null;
  };
  const onMessages = () => {
    if (pinned && hasLater()) {
      setPinned(false);
    }
    if (firstMessage?.isConnected && content.querySelector('article') !== firstMessage && !pinned) {
      held = { message: firstMessage, top: firstTop };
      keepFirst();
      setTimeout(letGo, SETTLING);
    }
    earlier.disconnect();
    const button = content.querySelector(':scope > [data-earlier]');
    if (button) {
      earlier.observe(button);
    }
    firstMessage = content.querySelector('article');
    noteFirst();
  };
  const messages = new MutationObserver(onMessages);

  const over = new AbortController();
  const passive = { passive: true, signal: over.signal };
  scroller.addEventListener('scroll', onScroll, passive);
  scroller.addEventListener('wheel', onWheel, passive);
  scroller.addEventListener('touchmove', onTouch, passive);
  scroller.addEventListener('keydown', onKey, passive);
  scroller.addEventListener('pointerdown', onPointer, passive);
  for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    scroller.addEventListener(event, letGo, passive);
  }
  // Shows what was asked for by name. Blocks around it are laid out once they come into view, which moves it, so it is brought there again.
  const goTo = (element, block) => {
    const show = () => element.scrollIntoView({ block });
    letGo();
    setPinned(false);
    show();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      show();
      setPinned(atEnd());
    }));
  };
  content.addEventListener('agentweb:goto', (event) => goTo(event.target, 'center'), passive);
  jump.addEventListener('click', onJump, passive);
  messages.observe(content, { childList: true });
  onMessages();
  growth.observe(content);
  growth.observe(scroller);
  const ignoreFocus = keepFocus(content, () => document.getElementById('composer'));
  const ignoreReplies = hearReplies(content);
  toEnd();

  return {
    ...page,
    toEnd,
    // A message that was looked for: in the middle of the view, marked for a moment.
    toMessage(id) {
      const message = content.querySelector(`[data-message-id="${id}"]`);
      if (!message) {
        return;
      }
      goTo(message, message.offsetHeight > scroller.clientHeight ? 'start' : 'center');
      message.classList.remove('found');
      void message.offsetWidth; // Begins the mark anew.
      message.classList.add('found');
      message.tabIndex = -1;
      message.focus({ preventScroll: true });
    },
    dispose() {
      growth.disconnect();
      messages.disconnect();
      earlier.disconnect();
      ignoreFocus();
      ignoreReplies();
      over.abort();
    },
  };
}
