// When is a picture on screen? One rule for every viewer: a large visible canvas shows more than a dozen different greys.

/**
 * To be put into pages before their own scripts (`addInitScript`). Looks, in the next frame the browser draws, at canvases
 * something was drawn on since, and notes in `window.firstImageMs` the time since the navigation began.
 */
export function watchForFirstImage() {
  const LEVELS = 12;
  const SIDE = 48;
  const LARGE = 300;
  const sample = document.createElement('canvas');
  sample.width = SIDE;
  sample.height = SIDE;
  const pen = sample.getContext('2d', { willReadFrequently: true });
  const drawnOn = new Set();
  const context = CanvasRenderingContext2D.prototype;
  for (const method of ['drawImage', 'putImageData']) {
    const original = context[method];
    context[method] = function (...args) {
      // thumbnails are pictures too, but not what one waits for
      const { canvas } = this;
      if (canvas !== sample && canvas.clientWidth >= LARGE && canvas.clientHeight >= LARGE)
        drawnOn.add(canvas);
      return original.apply(this, args);
    };
  }
  const shows = (canvas) => {
    pen.clearRect(0, 0, SIDE, SIDE);
    pen.drawImage(canvas, 0, 0, SIDE, SIDE);
    const { data } = pen.getImageData(0, 0, SIDE, SIDE);
    const levels = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0) levels.add(data[at]);
    return levels.size > LEVELS;
  };
  const look = () => {
    // before looking: reading a canvas back waits for whatever the graphics process has in hand
    const now = performance.now();
    for (const canvas of drawnOn) {
      if (!canvas.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      drawnOn.delete(canvas);
      if (!shows(canvas)) continue;
      window.firstImageMs = now;
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Waits for the first picture of a page that `watchForFirstImage` was put into. @returns milliseconds since navigation. */
export async function firstImage(page, timeoutMs) {
  const seen = await page.waitForFunction(() => window.firstImageMs ?? false, null, {
    timeout: timeoutMs,
    polling: 50,
  });
  return seen.jsonValue();
}
