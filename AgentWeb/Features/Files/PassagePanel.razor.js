// The panel takes the focus and gives it back to what opened it; Escape closes it, and only it.
let opener = null;

export function show(panel) {
  if (!panel?.isConnected) {
    return;
  }
  if (!panel.contains(document.activeElement)) {
    opener = document.activeElement;
  }
  panel.onkeydown = (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      panel.querySelector('[data-close]').click();
    }
  };
  panel.querySelector('[data-close]').onclick = () => opener?.isConnected && opener.focus({ preventScroll: true });
  const text = panel.querySelector('.passage-text');
  const cited = panel.querySelector('[data-cited]');
  text.scrollTop = cited ? cited.offsetTop - text.offsetTop - 24 : 0;
  panel.focus({ preventScroll: true });
}
