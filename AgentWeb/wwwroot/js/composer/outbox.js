// Messages on their way: from Enter until the server has accepted them. They are sent one after the other, survive a reload and a lost
// connection, and can be taken back while they wait. Sent again with the same id, a message is there once.
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
    this.#key = STORE + owner;
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
    this.#items.push({ id: newMessageId(), text, conversation, files });
    this.#changed();
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
        this.#items = this.#items.filter((other) => other !== item);
        if (answer.refused) {
          this.#changed();
          this.#onTakenBack(item, answer.refused);
          continue;
        }
        // The first message made the conversation that the others, written behind it, belong to.
        for (const other of this.#items) {
          if (other.conversation === item.conversation) {
            other.conversation = answer.conversation;
          }
        }
        this.#changed();
      }
      return true;
    } catch {
      return false;
    } finally {
      this.#busy = false;
      this.#show();
    }
  }

  #changed() {
    try {
      if (this.isEmpty) {
        localStorage.removeItem(this.#key);
      } else {
        localStorage.setItem(this.#key, JSON.stringify(this.#items));
      }
    } catch {
      // A full or forbidden store costs the survival over a reload, nothing else.
    }
    this.#show();
  }

  #read() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(stored) ? stored.filter((item) => typeof item?.id === 'string' && typeof item.text === 'string') : [];
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
      this.#items = this.#items.filter((other) => other !== item);
      this.#changed();
      if (keep) {
        this.#onTakenBack(item, null);
      }
    });
    return button;
  }
}
