// Shows and says whether there is a connection: reconnecting, offline, not there, there again, and that its circuit has failed
// (Components/Layout/ConnectionStatus.razor).
const BACK = 4000; // milliseconds for which it says that it is there again
const RELOADED = 'agentweb.reloaded'; // when this tab loaded the page anew because the connection had been lost
const SOON = 30_000; // milliseconds after that in which the page comes
const BROKEN = 'agentweb.broken'; // when this tab loaded the page anew because its circuit had failed
const CALM = 600_000; // milliseconds after that in which it does not do so again: one that always fails would be loaded for ever

const connection = document.getElementById('components-reconnect-modal');
const failure = document.getElementById('blazor-error-ui');
const said = document.querySelector('[data-connection-said]');
const away = ['show', 'retrying', 'failed', 'rejected'].map((state) => `components-reconnect-${state}`);
const is = (state) => connection.classList.contains(`components-reconnect-${state}`);
let connected = true;
let reloading = false;
let over = 0;

// A screen reader is told what everybody sees, once.
function announce() {
  const shown = !navigator.onLine ? 'offline'
    : connection.hasAttribute('data-broken') ? 'broken'
      : is('failed') ? 'failed'
        : connected ? connection.hasAttribute('data-back') && 'back'
          : 'reconnecting';
  const words = shown ? connection.querySelector(`.connection-${shown}`).textContent.trim() : '';
  if (said.textContent !== words) {
    said.textContent = words;
  }
}

function sayBack() {
  clearTimeout(over);
  connection.toggleAttribute('data-back', true);
  over = setTimeout(() => {
    connection.toggleAttribute('data-back', false);
    announce();
  }, BACK);
  announce();
}

function noteReload() {
  try {
    sessionStorage.setItem(RELOADED, Date.now());
  } catch {
    // A forbidden store costs one sentence, nothing else.
  }
}

function wasReloaded() {
  try {
    const at = Number(sessionStorage.getItem(RELOADED) ?? 0);
    sessionStorage.removeItem(RELOADED);
    return Date.now() - at < SOON;
  } catch {
    return false;
  }
}

function mayLoadAnew() {
  try {
    const last = Number(sessionStorage.getItem(BROKEN) ?? 0);
    sessionStorage.setItem(BROKEN, Date.now());
    return Date.now() - last > CALM;
  } catch {
    return false;
  }
}

// The circuit is gone (the server was restarted, or kept it no longer): a fresh page shows everything that is stored.
async function reloadWhenServerAnswers() {
  if (reloading) {
    return;
  }
  reloading = true;
  for (;;) {
    try {
      const answer = await fetch('/health/ready', { cache: 'no-store' });
      if (answer.ok) {
        noteReload();
        location.reload();
        return;
      }
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

// Told to everything that waits for the server: a call into a circuit that is away is never answered, not even with a failure.
function setConnected(value) {
  connected = value;
  document.documentElement.toggleAttribute('data-disconnected', !connected);
  document.dispatchEvent(new Event(connected ? 'agentweb:connected' : 'agentweb:disconnected'));
  if (connected) {
    sayBack();
  } else {
    connection.toggleAttribute('data-back', false);
  }
}

if (connection) {
  new MutationObserver(() => {
    const isAway = connection.hasAttribute('data-broken') || away.some((state) => connection.classList.contains(state));
    if (connected === isAway) {
      setConnected(!isAway);
    }
    announce();
    if (is('rejected') || is('failed')) {
      void reloadWhenServerAnswers();
    }
  }).observe(connection, { attributes: true, attributeFilter: ['class'] });

  // A circuit that failed, or could not begin, is gone for good, and Blazor only shows its element for that. It does so too when an attempt to
  // reconnect comes to nothing, after which it makes the next.
  new MutationObserver(() => {
    if (failure.style.display !== 'block') {
      return;
    }
    failure.style.display = 'none';
    if (!connected) {
      return;
    }
    connection.toggleAttribute('data-broken', true);
    setConnected(false);
    announce();
    if (mayLoadAnew()) {
      void reloadWhenServerAnswers();
    }
  }).observe(failure, { attributes: true, attributeFilter: ['style'] });

  for (const button of connection.querySelectorAll('[data-reload]')) {
    button.addEventListener('click', () => {
      noteReload();
      location.reload();
    });
  }

  const showOnline = () => document.documentElement.toggleAttribute('data-offline', !navigator.onLine);
  addEventListener('online', () => {
    showOnline();
    if (connected) {
      sayBack();
    }
  });
  addEventListener('offline', () => {
    showOnline();
    announce();
  });
  showOnline();
  if (wasReloaded()) {
    sayBack();
  } else {
    announce();
  }
}
