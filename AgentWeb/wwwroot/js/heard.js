// What a screen reader hears of a reply: while it is written each block of it once that is complete, politely, and how it ended. The list of
// messages is no live region itself: all that is opened, loaded above or chosen would be read out from its beginning.
import { say } from './words.js';

const KEPT = 5000; // milliseconds in which a block can be said; then its words are in its message only
const MOST = 2000; // characters at once: nobody follows more of what comes in a burst, and it can be read where it stands
const PAUSE = 250; // milliseconds for which what comes is gathered, so that speaking costs a burst nothing
const SILENT = 'button, svg, [data-trace]';
const APART = 'p, div, li, td, th, tr, pre, br, h1, h2, h3, h4, h5, h6';

// There before it says something, or nobody would hear it.
const region = document.createElement('div');
region.className = 'visually-hidden';
region.setAttribute('role', 'log');
region.setAttribute('aria-live', 'polite');
region.dataset.heard = '';
document.body.append(region);

// The words of a block, without what can be pressed in it, and formulas as they were written.
function wordsOf(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.data;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) {
    return '';
  }
  const words = node.source ?? Array.from(node.childNodes, wordsOf).join('');
  return node.matches(APART) ? ` ${words} ` : words;
}

function hear(text) {
  const words = text.replace(/\s+/g, ' ').trim();
  if (words) {
    if (!region.isConnected) {
      document.body.append(region);
    }
    const line = document.createElement('p');
    line.textContent = words.length > MOST ? `${words.slice(0, MOST)}…` : words;
    region.append(line);
    setTimeout(() => line.remove(), KEPT);
  }
}

// Follows one reply to its end. heard: how many of its blocks are not said, since they were there before. over(): called at the end.
function follow(article, heard, over) {
  const text = article.querySelector('.reply-text');
  let blocks = null; // the element that they are the children of
  let last = null; // the last of them that was said
  let soon = null; // the look that is to come
  const lookSoon = () => {
    soon ??= setTimeout(look, PAUSE);
  };
  const look = () => {
    soon = null;
    const now = text.querySelector(':scope > .markdown');
    if (now && now !== blocks) {
      blocks = now;
      changes.observe(blocks, { childList: true }); // Not below: words come into the last block, which is not said yet.
    }
    const writing = article.getAttribute('aria-busy') === 'true';
    let next = last?.isConnected ? last.nextElementSibling : blocks?.children[reply.heard];
    let room = MOST;
    while (next && (next.nextElementSibling || !writing)) {
      if (room > 0) {
        const words = wordsOf(next);
        room -= words.length;
        hear(words);
      }
      last = next;
      reply.heard++;
      next = next.nextElementSibling;
    }
    if (!writing) {
      const notice = article.querySelector('.notice > span');
      hear(notice ? wordsOf(notice) : say('The reply is there.'));
      changes.disconnect();
      over();
    }
  };
  const changes = new MutationObserver(lookSoon);
  const reply = {
    article,
    heard,
    look,
    stop: () => {
      clearTimeout(soon);
      changes.disconnect();
    },
  };
  changes.observe(article, { attributeFilter: ['aria-busy'] });
  changes.observe(text, { childList: true });
  return reply;
}

// content: the element whose children the messages are. Gives what ends it.
export function hearReplies(content) {
  const replies = new Map(); // those that are being written, by their message
  let shown = new Set(); // the messages
  const begin = (id, article, heard) => {
    const reply = follow(article, heard, () => replies.delete(id));
    replies.set(id, reply);
    reply.look();
  };
  const lookAround = () => {
    for (const [id, reply] of replies) {
      if (!reply.article.isConnected) {
        reply.stop();
        replies.delete(id);
        // Another element may stand for the same message now: it is read anew, or ended before it could be followed.
        const article = content.querySelector(`:scope > [data-message-id="${id}"]`);
        if (article) {
          begin(id, article, reply.heard);
        }
      }
    }
    const articles = [...content.querySelectorAll(':scope > article')];
    const before = shown;
    const isSame = articles.some((article) => before.has(article.dataset.messageId)); // the conversation
    // The first messages of a new chat: they were made by what its reader wrote.
    const isMade = before.size === 0 && Boolean(content.closest('.chat')?.querySelector('[data-made-by]'));
    shown = new Set(articles.map((article) => article.dataset.messageId));
    for (const article of articles) {
      const id = article.dataset.messageId;
      if (article.matches('[data-role=assistant][aria-busy=true]') && !replies.has(id)) {
        // What was written before the reader came, or before it was gone on with, is no news; the last block is still being written.
        const known = (isSame || isMade) && !before.has(id) ? 0 : article.querySelector('.reply-text > .markdown')?.childElementCount ?? 0;
        begin(id, article, Math.max(0, known - 1));
      }
    }
  };
  const messages = new MutationObserver(lookAround);
  messages.observe(content, { childList: true });
  lookAround();
  return () => {
    messages.disconnect();
    replies.forEach((reply) => reply.stop());
  };
}
