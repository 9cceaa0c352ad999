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
