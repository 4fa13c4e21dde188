// Keeps the end of the transcript in view while text streams, until the person scrolls up, and the address right.
const NEAR_END = 48; // pixels within which the reader counts as being at the end

export function attach(scroller, content) {
  const jump = scroller.parentElement.querySelector('[data-jump-latest]');
  let pinned = true;
  let lastTop = 0;

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= NEAR_END;
  const toEnd = () => {
    pinned = true;
    scroller.scrollTop = scroller.scrollHeight;
    jump.hidden = true;
  };
  const onScroll = () => {
    // Growth moves the end away, a person moves the text: only going up unpins.
    if (scroller.scrollTop < lastTop && !atEnd()) {
      pinned = false;
    } else if (atEnd()) {
      pinned = true;
    }
    lastTop = scroller.scrollTop;
    jump.hidden = pinned;
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
    // The first message made a conversation. The server need not hear of its new address: a navigation would render the whole page while
    // the first words of the reply arrive. Blazor's own place in the history stays as it is.
    showAddress(address) {
      history.replaceState(history.state, '', address);
    },
    dispose() {
      growth.disconnect();
      scroller.removeEventListener('scroll', onScroll);
      jump.removeEventListener('click', toEnd);
    },
  };
}
