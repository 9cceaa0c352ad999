// When is a picture on screen? One rule for every viewer: a large visible canvas shows more than a dozen different greys.
// And when is it one that can be scrolled and windowed? By the same rule, for the canvas of the drawing library, which ours
// and OHIF have in common.

/**
 * To be put into pages before their own scripts (`addInitScript`). Looks, in the next frame the browser draws, at canvases
 * something was drawn on since, and notes the time since the navigation began: in `window.firstImageMs` for any canvas, in
 * `window.viewerImageMs` for the drawing library's.
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
  for (const method of ['drawImage', 'putImageData', 'stroke']) {
    const original = context[method];
    context[method] = function (...args) {
      // thumbnails are pictures too, but not what one waits for
      const { canvas } = this;
      const isNew = canvas !== sample && !drawnOn.has(canvas);
      // nothing is looked for any more, and a canvas kept here would keep its whole page
      const isOver = window.viewerImageMs !== undefined;
      if (isNew && !isOver && canvas.clientWidth >= LARGE && canvas.clientHeight >= LARGE)
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
      window.firstImageMs ??= now;
      if (canvas.classList.contains('cornerstone-canvas')) window.viewerImageMs ??= now;
    }
    if (window.viewerImageMs === undefined) requestAnimationFrame(look);
    else drawnOn.clear();
  };
  requestAnimationFrame(look);
}

/** Waits for the first picture of a page that `watchForFirstImage` was put into. @returns milliseconds since navigation. */
export const firstImage = (page, timeoutMs) => time(page, 'firstImageMs', timeoutMs);

/** The same for the first picture that can be worked with. */
export const viewerImage = (page, timeoutMs) => time(page, 'viewerImageMs', timeoutMs);

async function time(page, name, timeoutMs) {
  const seen = await page.waitForFunction((key) => window[key] ?? false, name, {
    timeout: timeoutMs,
    polling: 50,
  });
  return seen.jsonValue();
}
