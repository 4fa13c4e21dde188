// Draws diagrams with Mermaid, in a frame that can reach neither this page nor the network (see /diagrams/frame.html), and shows them as
// pictures, in which nothing runs.
import { regain } from '../regain.js';
import { say } from '../words.js';

const PATIENCE = 15_000; // milliseconds
const MOST = 50;

const figures = new Map(); // by source and colours, so that what the server sends a second time looks at once as it did before
let frame = null;

function openFrame() {
  if (frame) {
    return frame;
  }
  const element = document.createElement('iframe');
  element.className = 'visually-hidden';
  element.title = say('Draws diagrams');
  element.tabIndex = -1;
  element.setAttribute('aria-hidden', 'true');
  element.sandbox = 'allow-scripts';
  element.src = '/diagrams/frame.html';
  const listening = new AbortController();
  const ready = new Promise((resolve, reject) => {
    addEventListener('message', ({ source, data }) => {
      if (source && source === element.contentWindow && data === 'ready') {
        resolve();
      }
    }, { signal: listening.signal });
    setTimeout(reject, PATIENCE);
  });
  document.body.append(element);
  frame = { element, ready, listening };
  return frame;
}

// Whoever asks next gets a new one; one that others opened since then stays.
function closeFrame(silent) {
  silent.element.remove();
  silent.listening.abort(); // Else the window would keep the frame for as long as it is there.
  if (frame === silent) {
    frame = null;
  }
}

/** What was drawn; null when it cannot be. It fails when the frame does not answer, as another one may. */
async function drawingOf(text, colours) {
  const asked = openFrame();
  try {
    await asked.ready;
    return await new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      setTimeout(reject, PATIENCE);
      asked.element.contentWindow.postMessage({ text, colours }, '*', [port2]);
    });
  } catch (silence) {
    closeFrame(asked);
    throw silence;
  }
}

function currentColours() {
  const probe = document.body.appendChild(document.createElement('span'));
  const style = getComputedStyle(probe);
  // Tokens may be written in ways that Mermaid does not read; a canvas knows all of them.
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const read = (name) => {
    probe.style.color = `var(${name})`;
    canvas.fillStyle = style.color;
    canvas.fillRect(0, 0, 1, 1);
    return `#${Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3), (part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const colours = Object.fromEntries(['surface-raised', 'surface-sunken', 'text', 'text-muted', 'border-control', 'accent', 'bg'].map((name) => [name, read(`--${name}`)]));
  probe.remove();
  return colours;
}

async function figureOf(text) {
  const colours = currentColours();
  const key = JSON.stringify([text, colours]);
  if (!figures.has(key)) {
    figures.set(key, makeFigure(text, colours));
    if (figures.size > MOST) {
      const [oldest, made] = figures.entries().next().value;
      figures.delete(oldest);
      void made.then((figure) => figure && URL.revokeObjectURL(figure.firstChild.src), () => {});
    }
  }
  const making = figures.get(key);
  let figure = null;
  try {
    figure = await making;
  } finally {
    if (!figure && figures.get(key) === making) {
      figures.delete(key);
    }
  }
  return figure?.cloneNode(true); // What is kept is never shown itself: a block that has been replaced would take it out of its successor.
}

async function makeFigure(text, colours) {
  const drawing = await drawingOf(text, colours);
  if (!drawing) {
    return null;
  }
  const figure = document.createElement('figure');
  const picture = new Image();
  Object.assign(picture, { alt: say('Diagram; the button Source above shows what it was drawn from'), width: drawing.width, height: drawing.height, decoding: 'sync' });
  picture.src = URL.createObjectURL(new Blob([drawing.svg], { type: 'image/svg+xml' }));
  if (!await picture.decode().then(() => true, () => false)) {
    return null;
  }
  figure.className = 'diagram';
  figure.tabIndex = 0; // It may scroll sideways.
  figure.setAttribute('role', 'group');
  figure.setAttribute('aria-label', say('Diagram'));
  figure.append(picture);
  return figure;
}

function addToggle(block) {
  const toggle = Object.assign(document.createElement('button'), { type: 'button', className: 'code-button', textContent: say('Source') });
  toggle.dataset.diagramToggle = '';
  toggle.addEventListener('click', () => {
    const isShown = block.dataset.diagram === 'shown';
    block.dataset.diagram = isShown ? 'source' : 'shown';
    toggle.textContent = isShown ? say('Diagram') : say('Source');
  });
  block.querySelector('.code-language').after(toggle);
}

const drawn = new Set();

/** Shows the diagram in place of its source; when it cannot be drawn, the source stays and a line says so, and offers to try again where that may help. */
export async function draw(block, text, takesFocus = false) {
  let figure = null;
  let isAnswered = true;
  try {
    figure = await figureOf(text);
  } catch {
    isAnswered = false;
  }
  block.querySelectorAll('.diagram, .diagram-problem').forEach((shown) => shown.remove());
  if (figure) {
    showFigure(block, figure);
  } else {
    showProblem(block, isAnswered ? null : () => drawAgain(block, text));
  }
  if (takesFocus) {
    // The button is gone, and who keeps the focus of the messages looks for another place for it right after this.
    regain(block.querySelector('[data-draw-again], .diagram, pre'));
  }
}

function showFigure(block, figure) {
  block.querySelector('.code-header').after(figure);
  if (!block.dataset.diagram) {
    block.dataset.diagram = 'shown';
    addToggle(block);
    drawn.add(block);
  }
}

// Also of what was shown before and is drawn anew in other colours: it is a source like any other then.
function showProblem(block, again) {
  delete block.dataset.diagram;
  block.querySelector('[data-diagram-toggle]')?.remove();
  drawn.delete(block);
  const problem = Object.assign(document.createElement('p'), { className: 'diagram-problem', textContent: say('This diagram could not be drawn, so here is its source.') });
  if (again) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'code-button', textContent: say('Draw again'), onclick: again });
    button.dataset.drawAgain = '';
    problem.append(' ', button);
  }
  block.querySelector('.code-header').after(problem);
}

function drawAgain(block, text) {
  block.querySelector('[data-draw-again]').disabled = true;
  void draw(block, text, true);
}

// Another theme: what is on the page is drawn again in its colours.
function redraw() {
  for (const block of drawn) {
    if (block.isConnected) {
      void draw(block, block.text);
    } else {
      drawn.delete(block);
    }
  }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['data-theme'] });
