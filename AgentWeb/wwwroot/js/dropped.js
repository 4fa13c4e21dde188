// Files that are dropped anywhere on the page are given to add; the overlay shows while they hover. Gives what ends that.
export function takeDroppedFiles(overlay, add) {
  const over = new AbortController();
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  let depth = 0; // Entering a child comes before leaving its parent.
  const show = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  const on = (name, handler) => document.addEventListener(name, handler, { signal: over.signal });
  on('dragenter', (event) => hasFiles(event) && show(1));
  on('dragleave', (event) => hasFiles(event) && show(-1));
  on('dragover', (event) => hasFiles(event) && event.preventDefault());
  on('drop', (event) => {
    if (hasFiles(event)) {
      event.preventDefault(); // The browser would open the file in place of the page.
      depth = 0;
      show(0);
      add(event.dataTransfer.files);
    }
  });
  return () => over.abort();
}
