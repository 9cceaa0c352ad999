/** The viewport's picture with what is drawn over it, at screen resolution, as PNG. */
export async function capturePng(
  canvas: HTMLCanvasElement,
  plates: HTMLCanvasElement | null,
  drawings: SVGSVGElement,
): Promise<Blob> {
  const out = document.createElement('canvas');
  out.width = canvas.width;
  out.height = canvas.height;
  const context = out.getContext('2d');
  if (context === null) throw new Error('no 2d canvas');
  context.fillStyle = '#000';
  context.fillRect(0, 0, out.width, out.height);
  context.drawImage(canvas, 0, 0);
  if (plates) context.drawImage(plates, 0, 0, out.width, out.height);
  const lines = await imageOf(drawings);
  if (lines) context.drawImage(lines, 0, 0, out.width, out.height);
  const blob = await new Promise<Blob | null>((resolve) => out.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('picture could not be encoded');
  return blob;
}

async function imageOf(drawings: SVGSVGElement): Promise<HTMLImageElement | null> {
  if (drawings.childElementCount === 0) return null;
  const { width, height } = drawings.getBoundingClientRect();
  const copy = drawings.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
