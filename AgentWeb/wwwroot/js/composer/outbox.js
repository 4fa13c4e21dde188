// Messages on their way: from Enter until the server has accepted them. They are sent one after the other, survive a reload and a lost
// connection, and can be taken back while they wait. Sent again with the same id, a message is there once. Each is kept under a key of its
// own: a tab that stores its messages leaves those of another tab alone.
const STORE = 'agentweb.outbox/';

// crypto.randomUUID exists only on secure origins; plain HTTP in a local network is none.
function newMessageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Outbox {
  #items;
  #busy = false;
  #view;
  #words;
  #key;
  #deliver;
  #onTakenBack;

  // owner: the user, whose messages these are. view: the list that shows what waits. deliver(item) gives { refused } or { conversation }
  // and fails when the connection breaks. onTakenBack(item, reason) puts a message back into the field; reason is null when the person did.
  constructor({ owner, view, words, deliver, onTakenBack }) {
    this.#key = `${STORE}${owner}/`;
    this.#view = view;
    this.#words = words;
    this.#deliver = deliver;
    this.#onTakenBack = onTakenBack;
    this.#items = this.#read();
    this.#show();
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  // Whether a message of this conversation is with the server right now.
  sendsFrom(conversation) {
    return this.#busy && this.#items[0]?.conversation === conversation;
  }

  add(text, conversation, files = []) {
    const item = { id: newMessageId(), text, conversation, files, at: Date.now() };
    this.#items.push(item);
    this.#store(item);
    this.#show();
    return this.flush();
  }

  // Sends what there is, in order; gives false when the connection is not there.
  async flush() {
    if (this.#busy) {
      return true;
    }
    this.#busy = true;
    try {
      while (this.#items.length > 0) {
        const item = this.#items[0];
        const answer = await this.#deliver(item);
        this.#forget(item);
        if (answer.refused) {
          this.#onTakenBack(item, answer.refused);
          continue;
        }
        // The first message made the conversation that the others, written behind it, belong to.
        for (const other of this.#items) {
          if (other.conversation === item.conversation) {
            other.conversation = answer.conversation;
            this.#store(other);
          }
        }
      }
      return true;
    } catch {
      return false;
    } finally {
      this.#busy = false;
      this.#show();
    }
  }

  #store(item) {
    try {
      localStorage.setItem(this.#key + item.id, JSON.stringify(item));
    } catch {
      // A full or forbidden store costs the survival over a reload, nothing else.
    }
  }

  #forget(item) {
    this.#items = this.#items.filter((other) => other !== item);
    try {
      localStorage.removeItem(this.#key + item.id);
    } catch {
      // It was not stored either.
    }
    this.#show();
  }

  #read() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.#key))
        .map((key) => JSON.parse(localStorage.getItem(key)))
        .filter((item) => typeof item?.id === 'string' && typeof item.text === 'string')
        .sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
    } catch {
      return [];
    }
  }

  #show() {
    this.#view.replaceChildren(...this.#items.map((item) => this.#row(item)));
    this.#view.hidden = this.isEmpty;
  }

  #row(item) {
    const row = document.createElement('li');
    const text = document.createElement('span');
    text.className = 'outbox-text';
    text.textContent = item.text;
    row.append(text, this.#button(this.#words.edit, item, true), this.#button(this.#words.remove, item, false));
    return row;
  }

  #button(label, item, keep) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-quiet';
    button.textContent = label;
    button.addEventListener('click', () => {
      this.#forget(item);
      if (keep) {
        this.#onTakenBack(item, null);
      }
    });
    return button;
  }
}
