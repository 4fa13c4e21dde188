// The panel takes the focus and gives it back to what opened it, however it is closed.
let opener = null;

export function show(panel) {
  if (!panel?.isConnected) {
    return;
  }
  if (!panel.contains(document.activeElement)) {
    opener = document.activeElement;
  }
  giveBackWhenGone(panel);
  toCited(panel);
  panel.focus({ preventScroll: true });
}

// Without the focus: what could not be read before comes while the panel has it already, or while the person is elsewhere.
export function toCited(panel) {
  const text = panel?.querySelector('.passage-text');
  const cited = panel?.querySelector('[data-cited]');
  if (text) {
    text.scrollTop = cited ? cited.offsetTop - text.offsetTop - 24 : 0;
  }
}

// Not when its button is pressed: that may be before this script has come, and the panel would take the focus with it.
function giveBackWhenGone(panel) {
  if (panel.watched) {
    return;
  }
  panel.watched = true;
  const gone = new MutationObserver(() => {
    if (panel.isConnected) {
      return;
    }
    gone.disconnect();
    const focused = document.activeElement;
    if (opener?.isConnected && (!focused || focused === document.body)) {
      opener.focus({ preventScroll: true });
    }
  });
  gone.observe(panel.parentNode, { childList: true });
}
