// A sheet of film as a scanner sees it: six cropped slices, a 100 mm ruler at the edge, a printed legend.
// The slices come from the bundled public chest CT; the sheet says so.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** File number in the bundle; the nodule's upper and lower ends, where its section is smaller. */
const SLICES = [5, 8, 9, 10, 23, 26];
const CROP_PX = 256;
const TILE = 620;
const SPACING_MM = 0.78125;
const EDGE = 90;

const legend = (width, height, pxPerMm) => {
  const ruler = Array.from({ length: 11 }, (_, cm) => {
    const y = 300 + cm * 10 * pxPerMm;
    return `<line x1="${width - 60}" x2="${width - (cm % 5 === 0 ? 20 : 38)}" y1="${y}" y2="${y}"/>`;
  }).join('');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Noto Sans CJK SC">
    <g stroke="#d8d8d8" stroke-width="3">${ruler}<line x1="${width - 60}" x2="${width - 60}" y1="300" y2="${300 + 100 * pxPerMm}"/></g>
    <g fill="#cfcfcf" font-size="26">
    <text x="${width - 84}" y="285">10 cm</text>
    <text x="24" y="50">洛安市第三人民医院  CT  胶片扫描件</text>
    <text x="24" y="${height - 52}">王某芳  女  61岁  2026-03-12  胸部平扫 肺窗</text>
    <text x="24" y="${height - 18}" font-size="20">示例胶片：由公开 CT 数据（LIDC-IDRI，CC BY 3.0）制作，患者信息为虚构</text></g></svg>`,
  );
};

export async function filmPicture(tar, work) {
  execFileSync('tar', ['-xf', tar, '-C', work]);
  const tiles = SLICES.map((number) => {
    const file = path.join(work, `IM${String(number).padStart(4, '0')}.dcm`);
    const plain = path.join(work, 'plain.dcm');
    const png = path.join(work, `film-${number}.png`);
    execFileSync('dcmdjpls', [file, plain]);
    execFileSync('dcmj2pnm', [
      '--write-png',
      '+C',
      '60',
      '150',
      `${CROP_PX}`,
      `${CROP_PX}`,
      '+Ww',
      '-600',
      '1500',
      plain,
      png,
    ]);
    return readFileSync(png);
  });
  const width = TILE * 2 + EDGE * 2;
  const height = TILE * 3 + EDGE * 2;
  const pictures = await Promise.all(
    tiles.map(async (tile, i) => ({
      input: await sharp(tile)
        .resize(TILE - 8, TILE - 8)
        .png()
        .toBuffer(),
      left: EDGE / 2 + (i % 2) * TILE,
      top: EDGE + Math.floor(i / 2) * TILE,
    })),
  );
  const pxPerMm = (TILE - 8) / (CROP_PX * SPACING_MM);
  return sharp({ create: { width, height, channels: 3, background: '#0b0c10' } })
    .composite([...pictures, { input: legend(width, height, pxPerMm), left: 0, top: 0 }])
    .greyscale()
    .jpeg({ quality: 72, mozjpeg: true })
    .toBuffer();
}
