import type { RenderPath } from '../../ports/imageViewer';

/** Names under which a processor pretends to be a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|microsoft basic/i;

/**
 * A simulated graphics card draws a stack several times slower than our own processor path, so only a real one is used.
 *
 * @param rendererName What WebGL says it runs on; `null` when there is no WebGL 2.
 */
export function choosePath(rendererName: string | null): RenderPath {
  return rendererName === null || SOFTWARE.test(rendererName) ? 'cpu' : 'gpu';
}

export function graphicsRendererName(canvas: HTMLCanvasElement): string | null {
  const gl = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: false });
  if (gl === null) return null;
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : '';
}
