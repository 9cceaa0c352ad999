import type { Types } from '@cornerstonejs/core';

/** The viewport's picture with the drawings over it, at screen resolution, as PNG. */
export async function capturePng(viewport: Types.IStackViewport): Promise<Blob> {
  const { canvas } = viewport;
  const out = document.createElement('canvas');
  out.width = canvas.width;
  out.height = canvas.height;
  const context = out.getContext('2d');
  if (context === null) throw new Error('no 2d canvas');
  context.fillStyle = '#000';
  context.fillRect(0, 0, out.width, out.height);
  context.drawImage(canvas, 0, 0);
  const drawings = await drawingsImage(viewport.element);
  if (drawings) context.drawImage(drawings, 0, 0, out.width, out.height);
  const blob = await new Promise<Blob | null>((resolve) => out.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('picture could not be encoded');
  return blob;
}

async function drawingsImage(element: HTMLElement): Promise<HTMLImageElement | null> {
  const layer = element.querySelector('svg.svg-layer');
  if (layer === null || layer.childElementCount === 0) return null;
  const copy = layer.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(element.clientWidth));
  copy.setAttribute('height', String(element.clientHeight));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
