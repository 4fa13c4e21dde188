// Tells of replies that finish while the person looks elsewhere: in the title, in the icon, and by a notification where that is wanted.
const icon = document.querySelector('link[rel=icon]');
const plainIcon = icon.getAttribute('href');
const MARK = '● ';
let finished = 0;

function show() {
  const title = document.title.replace(MARK, '');
  const wanted = finished > 0 ? MARK + title : title;
  if (document.title !== wanted) {
    document.title = wanted;
  }
  icon.href = finished > 0 ? '/favicon-finished.svg' : plainIcon;
}

// Goes there as a link of the page does: what is typed stays. A page that is away goes once it is back.
function open(address) {
  if (document.documentElement.hasAttribute('data-disconnected')) {
    document.addEventListener('agentweb:connected', () => open(address), { once: true });
  } else if (location.pathname !== address) {
    Blazor.navigateTo(address);
  }
}

// Called by the sidebar, which hears of every conversation.
window.agentweb.replyFinished = (id, title, text, notify) => {
  if (!document.hidden) {
    return;
  }
  finished++;
  show();
  if (notify && 'Notification' in window && Notification.permission === 'granted') {
    const notification = new Notification(title, { body: text, tag: id, icon: plainIcon });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
      open(`/c/${id}`);
    });
  }
};

// Asked from a click, as browsers demand; gives whether notifications may be shown.
window.agentweb.allowNotifications = async () =>
  'Notification' in window && (Notification.permission === 'granted' || await Notification.requestPermission() === 'granted');

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && finished > 0) {
    finished = 0;
    show();
  }
});

// The page sets its title anew when another conversation is shown.
new MutationObserver(show).observe(document.querySelector('head'), { subtree: true, childList: true, characterData: true });
