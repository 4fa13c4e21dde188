// Messages on their way: from Enter until the server has accepted them. They are sent one after the other, each as it was written (its text and
// files, the model, how its conversation is to be held), survive a reload and a lost connection, and can be taken back while they wait. One that
// was handed to the server cannot: it may have been accepted, which the answer tells, and after a lost or failed answer the next one, since a
// message that is sent again with the same id is there once. Each is kept under a key of its own: a tab that stores its messages leaves those of
// another tab alone, and follows what another tab does with one that both have.
const STORE = 'agentweb.outbox/';
const AGAIN = 1000; // milliseconds until a server that failed is asked again; twice as many each time
const MOST_FAILURES = 4; // in a row; then the person decides

// crypto.randomUUID exists only on secure origins; plain HTTP in a local network is none.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// What is stored as a message; null when it is none.
function parsed(stored) {
  try {
    const item = JSON.parse(stored);
    return typeof item?.id === 'string' && typeof item.text === 'string' ? item : null;
  } catch {
    return null;
  }
}

export class Outbox {
  #items;
  #delivered = null; // the message that is with the server right now
  #rows = new Map();
  #kept = new Set(); // by id, those that are stored: other tabs have them too
  #foreign = new WeakSet(); // those that another tab shows the answer of
  #again = 0;
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
    addEventListener('storage', this.#onStorage);
    this.#show();
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  // The composer leaves the page: what waits is left to the next one.
  leave() {
    this.#isLeft = true;
    clearTimeout(this.#again);
    removeEventListener('storage', this.#onStorage);
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

  // message: text, conversation, files, model and opening as they were at Enter, and chat, which names the turn in which the conversation was
  // shown. Messages that were written in one new chat belong to the conversation that the first of them makes; those of another new chat do not.
  add(message) {
    const item = { id: newId(), ...message, at: Date.now() };
    this.#items.push(item);
    this.#store(item);
    this.#show();
    return this.flush();
  }

  // Sends what there is, in order; gives false when not all of it could be handed over: there is no connection, or the server fails.
  async flush() {
    if (this.#delivered) {
      return true;
    }
    clearTimeout(this.#again);
    try {
      while (this.#items.length > 0) {
        if (this.#isLeft || !this.#isConnected()) {
          return false;
        }
        const item = this.#next();
        if (!this.#isStill(item)) {
          this.#drop(item);
          continue;
        }
        this.#hand(item);
        const answer = await this.#deliver(item);
        if (answer.refused) {
          this.#takeBack(item); // Other tabs hear that it did not arrive.
          if (this.#isLeft) {
            return false; // The next composer hears it too.
          }
          this.#forget(item);
          this.#onTakenBack(item, answer.refused);
          continue;
        }
        this.#forget(item);
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
        this.#failed(this.#delivered);
      }
      return false;
    } finally {
      this.#delivered = null;
      this.#show();
    }
  }

  // The first in order. One that the server fails at again and again holds up its own conversation alone.
  #next() {
    const isHeldUp = (item) => this.#items.some((first) => first.failures >= MOST_FAILURES && first.conversation === item.conversation);
    return this.#items.find((item) => !isHeldUp(item)) ?? this.#items[0];
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

  // The server answered with a failure, which does not say whether the message was accepted before. Asked again with the same id, it says so. One
  // that it fails at again and again would hold up all others for good.
  #failed(item) {
    if (!this.#items.includes(item)) {
      return;
    }
    item.failures = (item.failures ?? 0) + 1;
    if (item.failures < MOST_FAILURES) {
      this.#again = setTimeout(() => void this.flush(), AGAIN * 2 ** (item.failures - 1));
      this.#store(item);
    } else {
      this.#takeBack(item);
    }
  }

  // Takes over what another tab stored of a message. Gives false when that tab took it back: it is stored no more, and was not with the server.
  #isStill(item) {
    const stored = this.#stored(item);
    Object.assign(item, stored);
    return stored !== null || Boolean(item.handed);
  }

  // What is stored of a message; null when another tab took it away, the message itself where nothing can be stored.
  #stored(item) {
    try {
      return this.#kept.has(item.id) ? parsed(localStorage.getItem(this.#key + item.id)) : item;
    } catch {
      return item;
    }
  }

  // What another tab took away is not put back.
  #store(item) {
    try {
      if (this.#stored(item) !== null) {
        localStorage.setItem(this.#key + item.id, JSON.stringify(item));
        this.#kept.add(item.id);
      }
    } catch {
      // A full or forbidden store costs the survival over a reload, nothing else.
    }
  }

  #forget(item) {
    try {
      localStorage.removeItem(this.#key + item.id);
    } catch {
      // It was not stored either.
    }
    this.#drop(item);
  }

  #drop(item) {
    this.#items = this.#items.filter((other) => other !== item);
    this.#show();
  }

  #read() {
    try {
      const items = Object.keys(localStorage)
        .filter((key) => key.startsWith(this.#key))
        .map((key) => parsed(localStorage.getItem(key)))
        .filter((item) => item !== null)
        .sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
      items.forEach((item) => this.#kept.add(item.id));
      return items;
    } catch {
      return [];
    }
  }

  // What another tab did with a message.
  #onStorage = ({ key, newValue }) => {
    if (!key?.startsWith(this.#key)) {
      return;
    }
    const item = this.#items.find((other) => this.#key + other.id === key);
    const stored = parsed(newValue);
    if (item && item === this.#delivered) {
      return; // Its answer tells.
    }
    if (item && stored) {
      Object.assign(item, stored);
    } else if (item?.handed && !this.#foreign.has(item)) {
      void this.flush(); // It arrived. What became of it is shown where it was written: sent again with the same id, the answer tells.
    } else if (item) {
      this.#drop(item);
    } else if (stored && !this.#isConnected()) {
      // With a connection it would be gone before anybody sees it.
      this.#kept.add(stored.id);
      this.#foreign.add(stored);
      this.#items.push(stored);
    }
    this.#show();
  };

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
    row.querySelector('.outbox-state').textContent = this.#stateOf(item);
    for (const button of row.querySelectorAll('button')) {
      button.setAttribute('aria-disabled', Boolean(item.handed));
    }
  }

  #stateOf(item) {
    if (!item.handed) {
      return item.failures >= MOST_FAILURES ? this.#words.doubtful : '';
    }
    if (item !== this.#delivered && !this.#isConnected()) {
      return this.#words.unsure;
    }
    return item !== this.#delivered && item.failures > 0 ? this.#words.again : this.#words.sending;
  }

  #row(item) {
    const row = document.createElement('li');
    const [text, state, actions] = ['outbox-text', 'outbox-state', 'outbox-actions'].map(
      (className) => Object.assign(document.createElement('span'), { className }));
    text.textContent = item.text;
    state.id = `outbox-${item.id}`;
    actions.append(this.#button(this.#words.edit, item, state, true), this.#button(this.#words.remove, item, state, false));
    row.append(text, state, actions);
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
      if (!this.#isStill(item)) {
        this.#drop(item); // Another tab has its text.
      } else if (item.handed) {
        this.#show(); // Another tab is sending it.
      } else {
        this.#forget(item);
        if (keep) {
          this.#onTakenBack(item, null);
        }
      }
    });
    return button;
  }
}
