// One listener for every copy button in every reply, however many there are and whenever they come.
import { announce } from './announce.js';
import { say } from './words.js';

const shown = 2000;

async function copy(button) {
  const code = button.closest('.code-block')?.querySelector('pre > code');
  if (!code) return;
  let label = say('Copied');
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    // Not allowed, or not a secure page: mark the text so that the keyboard can copy it.
    getSelection()?.selectAllChildren(code);
    label = say('Press Ctrl+C');
  }
  button.textContent = label;
  announce(label);
  setTimeout(() => { button.textContent = say('Copy'); }, shown);
}

document.addEventListener('click', event => {
  const button = event.target instanceof Element ? event.target.closest('button[data-copy]') : null;
  if (button) copy(button);
});
