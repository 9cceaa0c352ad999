import type { PaperSheet } from '../../../shared/domain/ecg/paper';

const PAPER = '#fffdfc';
const FINE = '#f6dcda';
const HEAVY = '#e8aaa6';

/** Pink millimetre paper, every fifth line heavy. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  { widthMm, heightMm }: PaperSheet,
  pixelMm: number,
): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, widthMm, heightMm);
  // Fine lines closer than two and a half pixels would melt into a pink ground.
  if (1 / pixelMm >= 2.5)
    drawLines(context, widthMm, heightMm, { stepMm: 1, colour: FINE, pixelMm });
  drawLines(context, widthMm, heightMm, { stepMm: 5, colour: HEAVY, pixelMm });
}

type Lines = { readonly stepMm: number; readonly colour: string; readonly pixelMm: number };

function drawLines(
  context: CanvasRenderingContext2D,
  widthMm: number,
  heightMm: number,
  { stepMm, colour, pixelMm }: Lines,
): void {
  context.beginPath();
  // On the middle of a device pixel a one-pixel line is sharp.
  const sharp = (mm: number): number => (Math.round(mm / pixelMm) + 0.5) * pixelMm;
  for (let x = 0; x <= widthMm; x += stepMm) {
    context.moveTo(sharp(x), 0);
    context.lineTo(sharp(x), heightMm);
  }
  for (let y = 0; y <= heightMm; y += stepMm) {
    context.moveTo(0, sharp(y));
    context.lineTo(widthMm, sharp(y));
  }
  context.lineWidth = pixelMm;
  context.strokeStyle = colour;
  context.stroke();
}
