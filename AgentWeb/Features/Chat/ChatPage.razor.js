// Keeps the end of the transcript in view while text streams, until the person scrolls up, and the address right.
const NEAR_END = 48; // pixels within which the reader counts as being at the end
const anchors = CSS.supports('overflow-anchor', 'auto');

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
  };
  const growth = new ResizeObserver(() => {
    lastHeight = scroller.scrollHeight;
    if (pinned) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  });

  // Earlier messages come before the reader is at the first one, and what is being read stays where it is.
  const earlier = new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting) {
      entry.target.click();
    }
  }, { root: scroller, rootMargin: '100% 0px 0px' });
  let firstMessage = null;
  let lastHeight = 0;
  const onMessages = () => {
    const hasEarlier = firstMessage?.isConnected && content.querySelector('article') !== firstMessage;
    if (hasEarlier && !pinned && (scroller.scrollTop === 0 || !anchors)) {
      // Browsers anchor what is being read, but not at the very top, and not all of them.
      scroller.scrollTop += scroller.scrollHeight - lastHeight;
    }
    earlier.disconnect();
    const button = content.querySelector('.load-older');
    if (button) {
      earlier.observe(button);
    }
    firstMessage = content.querySelector('article');
  };
  const messages = new MutationObserver(onMessages);

  scroller.addEventListener('scroll', onScroll, { passive: true });
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
