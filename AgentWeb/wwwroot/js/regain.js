// Gives the focus to what stands for a button that did its work and is gone. Where the button stays, or the person went on meanwhile, so does
// the focus.
export function regain(element) {
  if (!document.activeElement || document.activeElement === document.body) {
    element?.focus({ preventScroll: true });
  }
}
