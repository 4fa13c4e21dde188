// The panel takes the focus and gives it back to what opened it.
let opener = null;

export function show(panel) {
  if (!panel?.isConnected) {
    return;
  }
  if (!panel.contains(document.activeElement)) {
    opener = document.activeElement;
  }
  panel.querySelector('[data-close]').onclick = () => opener?.isConnected && opener.focus({ preventScroll: true });
  const text = panel.querySelector('.passage-text');
  const cited = panel.querySelector('[data-cited]');
  text.scrollTop = cited ? cited.offsetTop - text.offsetTop - 24 : 0;
  panel.focus({ preventScroll: true });
}
