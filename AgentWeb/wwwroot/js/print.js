// Asks for a printer once formulas, colours and diagrams are in place: what is far from view is set only when it is told to.
const LONGEST = 10_000; // milliseconds

async function prepare() {
  await Promise.all([customElements.whenDefined('code-block'), customElements.whenDefined('tex-math')]);
  const rich = [...document.querySelectorAll('code-block, tex-math')].filter((element) => element.isReady());
  const set = Promise.allSettled(rich.map((element) => element.enrich()));
  await Promise.race([set, new Promise((resolve) => { setTimeout(resolve, LONGEST); })]);
  await document.fonts.ready;
}

document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-print]')) {
    print();
  }
});

await prepare();
document.documentElement.dataset.printable = '';
print();
