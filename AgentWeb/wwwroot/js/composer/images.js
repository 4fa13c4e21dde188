// Pictures as large as models look at them: larger ones would be made smaller by the model's server, after everybody paid for the bytes.
const SCALED = ['image/jpeg', 'image/png', 'image/webp'];
const QUALITY = 0.88;

// The picture with no side longer than maxSide; the same file when it is no picture, small enough, or one the browser cannot read.
export async function scaleDown(file, maxSide) {
  if (!SCALED.includes(file.type)) {
    return file;
  }
  let image;
  try {
    image = await createImageBitmap(file);
  } catch {
    return file; // The server says what is wrong with it.
  }
  try {
    const scale = maxSide / Math.max(image.width, image.height);
    if (scale >= 1) {
      return file;
    }
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: file.type, quality: QUALITY });
    return new File([blob], file.name, { type: blob.type });
  } finally {
    image.close();
  }
}
