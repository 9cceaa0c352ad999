/* Asks the graphics card for its name away from the page: where it is simulated, the answer takes a quarter of a second. */
function rendererName(): string | null {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', {
    failIfMajorPerformanceCaveat: false,
  });
  if (gl === null) return null;
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : '';
}

postMessage(rendererName());
