// Keeps the end of the transcript in view while text streams, until the person scrolls up, and the address right.
const NEAR_END = 48; // pixels within which the reader counts as being at the end
const SETTLING = 600; // milliseconds in which what was loaded above finds its height

export function attach(scroller, content) {
  const jump = scroller.parentElement.querySelector('[data-jump-latest]');
  let pinned = true;
  let lastTop = 0;

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= NEAR_END;
  const setPinned = (value) => {
    pinned = value;
    // Blocks far above are laid out when they come near, at heights that were only guessed: what is being read must stay where it is.
    scroller.style.overflowAnchor = pinned ? 'none' : 'auto';
    jump.hidden = pinned;
  };
  const toEnd = () => {
    setPinned(true);
    scroller.scrollTop = scroller.scrollHeight;
  };
  const onScroll = () => {
    // Growth moves the end away, a person moves the text: only going up unpins.
    const top = scroller.scrollTop;
    const end = atEnd();
    if (end !== pinned && (end || top < lastTop)) {
      setPinned(end);
    }
    lastTop = top;
    noteFirst();
  };
  const growth = new ResizeObserver(() => {
    if (pinned) {
      scroller.scrollTop = scroller.scrollHeight;
    } else {
      keepFirst();
    }
    noteFirst();
  });

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
    if (firstMessage?.isConnected && content.querySelector('article') !== firstMessage && !pinned) {
      held = { message: firstMessage, top: firstTop };
      keepFirst();
      setTimeout(letGo, SETTLING);
    }
    earlier.disconnect();
    const button = content.querySelector('.load-older');
    if (button) {
      earlier.observe(button);
    }
    firstMessage = content.querySelector('article');
    noteFirst();
  };
  const messages = new MutationObserver(onMessages);

  scroller.addEventListener('scroll', onScroll, { passive: true });
  for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    scroller.addEventListener(event, letGo, { passive: true });
  }
  jump.addEventListener('click', toEnd);
  messages.observe(content, { childList: true });
  onMessages();
  growth.observe(content);
  growth.observe(scroller);
  toEnd();

  return {
    toEnd,
    // Minutes east of UTC.
    utcOffset: () => -new Date().getTimezoneOffset(),
    // The first message made a conversation. The server need not hear of its new address: a navigation would render the whole page while
    // the first words of the reply arrive. Blazor's own place in the history stays as it is.
    showAddress(address) {
      history.replaceState(history.state, '', address);
    },
    dispose() {
      growth.disconnect();
      messages.disconnect();
      earlier.disconnect();
      scroller.removeEventListener('scroll', onScroll);
      jump.removeEventListener('click', toEnd);
    },
  };
}
