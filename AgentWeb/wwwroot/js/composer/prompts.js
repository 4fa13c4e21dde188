// Saved prompts: a slash at the beginning of the field lists them, and a choice puts the text into the field.
const BEGINNING = /^\/([\p{L}\p{N}_-]*)$/u;

// field: the message field. menu: an empty list. read() gives [{ name, text }]. onChosen(text) puts it into the field.
export function attachPrompts(field, menu, read, onChosen) {
  let prompts = null;
  let shown = [];
  let selected = 0;

  const close = () => {
    prompts = null;
    shown = [];
    menu.hidden = true;
    menu.replaceChildren();
    field.removeAttribute('aria-activedescendant');
  };
  const choose = (prompt) => {
    close();
    onChosen(prompt.text);
  };
  const show = () => {
    menu.replaceChildren(...shown.map((prompt, index) => {
      const item = document.createElement('li');
      item.id = `prompt-${index}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(index === selected));
      const [name, text] = ['prompt-name', 'prompt-text'].map((className) => Object.assign(document.createElement('span'), { className }));
      name.textContent = `/${prompt.name}`;
      text.textContent = prompt.text;
      item.append(name, text);
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
        choose(prompt);
      });
      return item;
    }));
    menu.hidden = shown.length === 0;
    if (shown.length > 0) {
      field.setAttribute('aria-activedescendant', `prompt-${selected}`);
      menu.children[selected].scrollIntoView({ block: 'nearest' });
    }
  };
  const onInput = async () => {
    if (!BEGINNING.test(field.value)) {
      close();
      return;
    }
    prompts ??= read().catch(() => []);
    const all = await prompts;
    const typed = BEGINNING.exec(field.value); // It may have changed meanwhile.
    shown = typed ? all.filter((prompt) => prompt.name.startsWith(typed[1].toLowerCase())) : [];
    selected = 0;
    show();
  };
  const onKeyDown = (event) => {
    if (menu.hidden || event.isComposing) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      selected = (selected + step + shown.length) % shown.length;
      show();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      choose(shown[selected]);
    } else if (event.key === 'Escape') {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  field.addEventListener('input', onInput);
  field.addEventListener('keydown', onKeyDown);
  field.addEventListener('blur', close);
}
