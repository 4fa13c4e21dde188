// Runs Mermaid where it can do no harm: this document has an origin of its own, may load nothing but this server's scripts, and is asked for
// pictures by the page around it. Mermaid needs style elements, which the policy of all other pages forbids.
import mermaid from '/lib/mermaid/mermaid.esm.min.mjs';

const MAX_TEXT = 20_000; // characters
let last = 0;
let turn = Promise.resolve();

function settings(colours) {
  const isDark = parseInt(colours.bg.slice(1, 3), 16) < 128;
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    maxTextSize: MAX_TEXT,
    // What a diagram may not set for itself.
    secure: ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'suppressErrorRendering', 'maxEdges', 'themeCSS', 'themeVariables', 'fontFamily', 'htmlLabels'],
    htmlLabels: false, // Some browsers show no HTML inside of a picture.
    flowchart: { htmlLabels: false },
    fontFamily: 'ui-sans-serif, system-ui, sans-serif',
    look: 'classic',
    theme: 'base',
    themeVariables: {
      darkMode: isDark,
      background: colours['surface-raised'],
      primaryColor: colours['surface-sunken'],
      primaryTextColor: colours.text,
      primaryBorderColor: colours['border-control'],
      lineColor: colours['text-muted'],
      textColor: colours.text,
      titleColor: colours.text,
      edgeLabelBackground: colours['surface-raised'],
      fontFamily: 'ui-sans-serif, system-ui, sans-serif',
    },
  };
}

async function draw({ text, colours }) {
  mermaid.initialize(settings(colours));
  try {
    const { svg } = await mermaid.render(`diagram-${++last}`, text);
    const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const [width, height] = drawing.getAttribute('viewBox').split(/\s+/).slice(2).map(Number).map(Math.ceil);
    // A picture has a size of its own.
    drawing.setAttribute('width', width);
    drawing.setAttribute('height', height);
    return { svg: new XMLSerializer().serializeToString(drawing), width, height };
  } catch {
    return null;
  }
}

addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source === parent && port) {
    // One at a time: the colours are Mermaid's, not the diagram's.
    turn = turn.then(async () => port.postMessage(await draw(data)));
  }
});
parent.postMessage('ready', '*');
