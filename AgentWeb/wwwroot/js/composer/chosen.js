// What a message is sent with besides its text and files, as the composer shows it at Enter: it goes with the message, however late that is sent.
// What a field shows counts, also in the moment until the server has heard of it.
const LARGEST = 2 ** 31 - 1; // the largest whole number that the server takes

const textIn = (field) => (field?.value.trim() ? field.value : null);
const numberIn = (field) => (Number.isFinite(field?.valueAsNumber) ? field.valueAsNumber : null);
const wholeIn = (field) => {
  const number = numberIn(field);
  return Number.isInteger(number) && Math.abs(number) <= LARGEST ? number : null;
};

// How a conversation is held that a message begins.
const openingIn = (form) => ({
  temporary: form.closest('.chat')?.querySelector('.temporary-switch')?.getAttribute('aria-pressed') === 'true',
  instructions: textIn(form.querySelector('#instructions')),
  temperature: numberIn(form.querySelector('#temperature')),
  maxTokens: wholeIn(form.querySelector('#max-tokens')),
  usesLibrary: form.querySelector('.composer-options input[type=checkbox]')?.checked ?? false,
  carryFrom: form.dataset.carryFrom ?? null,
});

// form: the composer. begins: whether the message begins a conversation. The model is null while the server is still looking which one the person
// begins with; then the server knows it by the time it gets the message.
export const chosenIn = (form, begins) => ({
  model: form.dataset.model ? form.querySelector('#model')?.value || form.dataset.model : null,
  opening: begins ? openingIn(form) : null,
});

// The switch to a temporary chat is pressed at once, not when the server has heard of it: a message that is sent in that moment is already meant
// so. chat: what the composer is in. Gives what ends it.
export function pressAtOnce(chat) {
  const onClick = ({ target }) => {
    const button = target instanceof Element ? target.closest('.temporary-switch') : null;
    button?.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
  };
  chat?.addEventListener('click', onClick);
  return () => chat?.removeEventListener('click', onClick);
}
