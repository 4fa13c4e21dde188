// Keeps the end of the transcript in view while text streams, until the person scrolls up.
const NEAR_END = 48; // pixels within which the reader counts as being at the end

export function pin(scroller, content) {
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
    if (pinned) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  });

  scroller.addEventListener('scroll', onScroll, { passive: true });
  jump.addEventListener('click', toEnd);
  growth.observe(content);
  growth.observe(scroller);
  toEnd();

  return {
    toEnd,
    dispose() {
      growth.disconnect();
      scroller.removeEventListener('scroll', onScroll);
      jump.removeEventListener('click', toEnd);
    },
  };
}
