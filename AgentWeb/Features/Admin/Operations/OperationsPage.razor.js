// How long ago things began, told by the browser: the server says since when, once. Its clock counts, not this one's.
const two = (number) => String(number).padStart(2, '0');

const clock = (milliseconds) => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

export function attach(page) {
  if (!page?.isConnected) {
    return { dispose() {} }; // It was left before this call arrived.
  }
  const ahead = Number(page.dataset.now) - Date.now();
  const tell = () => {
    const now = Date.now() + ahead;
    for (const place of page.querySelectorAll('[data-since]')) {
      const text = clock(now - Number(place.dataset.since));
      if (place.textContent !== text) {
        place.textContent = text;
      }
    }
  };
  const timer = setInterval(tell, 1000);
  const watch = new MutationObserver(tell);
  watch.observe(page, { subtree: true, childList: true, attributeFilter: ['data-since'] });
  tell();
  return {
    dispose: () => {
      clearInterval(timer);
      watch.disconnect();
    },
  };
}
