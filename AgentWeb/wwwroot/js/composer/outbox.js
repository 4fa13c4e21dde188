// Messages on their way: from Enter until the server has accepted them. They are sent one after the other, survive a reload and a lost
// connection, and can be taken back while they wait. One that was handed to the server cannot: it may have been accepted, which the answer tells,
// and after a lost answer the next one, since a message that is sent again with the same id is there once. Each is kept under a key of its own: a
// tab that stores its messages leaves those of another tab alone.
const STORE = 'agentweb.outbox/';

// crypto.randomUUID exists only on secure origins; plain HTTP in a local network is none.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Outbox {
  #items;
  #delivered = null; // the message that is with the server right now
  #rows = new Map();
  #isLeft = false;
  #view;
  #words;
  #key;
  #isConnected;
  #deliver;
  #onTakenBack;
  #giveFocus;

  // owner: the user, whose messages these are. view: the list that shows what waits. isConnected(): whether there is a server to hand to.
  // deliver(item) gives { refused } or { conversation } and fails when the connection breaks. onTakenBack(item, reason) puts a message back where
  // it was written; reason is null when the person did. giveFocus(): the row that had the focus is gone.
  constructor({ owner, view, words, isConnected, deliver, onTakenBack, giveFocus }) {
    this.#key = `${STORE}${owner}/`;
    this.#view = view;
    this.#words = words;
    this.#isConnected = isConnected;
    this.#deliver = deliver;
    this.#onTakenBack = onTakenBack;
    this.#giveFocus = giveFocus;
    this.#items = this.#read();
    this.#show();
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  // The composer leaves the page: what waits is left to the next one.
  leave() {
    this.#isLeft = true;
  }

  // Whether a message with this id is on its way.
  holds(id) {
    return this.#items.some((item) => item.id === id);
  }

  // Whether messages that were written in this chat are on their way.
  holdsFrom(chat) {
    return this.#items.some((item) => item.chat === chat);
  }

  // The chat of the first message of a conversation; undefined when there is none.
  chatOf(conversation) {
    return this.#items.find((item) => item.conversation === conversation)?.chat;
  }

  // chat: names the turn in which a conversation was shown. Messages that were written in one new chat belong to the conversation that the first
  // of them makes; those of another new chat do not.
  add(text, conversation, chat, files = []) {
    const item = { id: newId(), text, conversation, chat, files, at: Date.now() };
    this.#items.push(item);
    this.#store(item);
    this.#show();
    return this.flush();
  }

  // Sends what there is, in order; gives false when the connection is not there.
  async flush() {
    if (this.#delivered) {
      return true;
    }
    try {
      while (this.#items.length > 0) {
        if (this.#isLeft || !this.#isConnected()) {
          return false;
        }
        const item = this.#items[0];
        this.#hand(item);
        const answer = await this.#deliver(item);
        if (answer.refused && this.#isLeft) {
          this.#takeBack(item); // The next composer hears it too.
          return false;
        }
        this.#forget(item);
        if (answer.refused) {
          this.#onTakenBack(item, answer.refused);
          continue;
        }
        // The first message made the conversation that the others, written behind it, belong to.
        for (const other of this.#items) {
          if (other.conversation === item.conversation && other.chat === item.chat) {
            other.conversation = answer.conversation;
            this.#store(other);
          }
        }
      }
      return true;
    } catch {
      if (!this.#isLeft && this.#isConnected()) {
        this.#takeBack(this.#delivered); // It was answered, with a failure.
      }
      return false;
    } finally {
      this.#delivered = null;
      this.#show();
    }
  }

  #hand(item) {
    this.#delivered = item;
    item.handed = true;
    this.#store(item);
    this.#show();
  }

  #takeBack(item) {
    if (this.#items.includes(item)) {
      item.handed = false;
      this.#store(item);
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

  // A row that stays is not made anew: it may have the focus.
  #show() {
    for (const [item, row] of this.#rows) {
      if (!this.#items.includes(item)) {
        const hadFocus = row.contains(document.activeElement);
        this.#rows.delete(item);
        row.remove();
        if (hadFocus) {
          this.#giveFocus();
        }
      }
    }
    for (const item of this.#items) {
      if (!this.#rows.has(item)) {
        this.#rows.set(item, this.#row(item));
        this.#view.append(this.#rows.get(item));
      }
      this.#fill(this.#rows.get(item), item);
    }
    this.#view.hidden = this.isEmpty;
  }

  // The buttons stay where the keyboard is and say why they do nothing.
  #fill(row, item) {
    row.querySelector('.outbox-state').textContent = !item.handed ? '' : item === this.#delivered ? this.#words.sending : this.#words.unsure;
    for (const button of row.querySelectorAll('button')) {
      button.setAttribute('aria-disabled', Boolean(item.handed));
    }
  }

  #row(item) {
    const row = document.createElement('li');
    const text = document.createElement('span');
    text.className = 'outbox-text';
    text.textContent = item.text;
    const state = document.createElement('span');
    state.className = 'outbox-state';
    state.id = `outbox-${item.id}`;
    row.append(text, state, this.#button(this.#words.edit, item, state, true), this.#button(this.#words.remove, item, state, false));
    return row;
  }

  #button(label, item, state, keep) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-quiet';
    button.textContent = label;
    button.setAttribute('aria-describedby', state.id);
    button.addEventListener('click', () => {
      if (item.handed) {
        return;
      }
      this.#forget(item);
      if (keep) {
        this.#onTakenBack(item, null);
      }
    });
    return button;
  }
}
