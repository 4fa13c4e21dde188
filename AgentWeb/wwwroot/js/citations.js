// A reference in the text of a reply was pressed: its reply is told by an event of its own, which Features/Chat/CiteEventArgs.cs describes. The
// text is HTML to the server, so the reference cannot call it by itself.
Blazor.registerCustomEventType('cite', { createEventArgs: (event) => ({ number: event.detail }) });

document.addEventListener('click', (event) => {
  const reference = event.target instanceof Element ? event.target.closest('.markdown button[data-cite]') : null;
  reference?.dispatchEvent(new CustomEvent('cite', { bubbles: true, detail: Number(reference.dataset.cite) }));
});
