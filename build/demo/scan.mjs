// What a flatbed scanner makes of a page: a little crooked, greyish paper, soft grain.
import sharp from 'sharp';

const ANGLES = [0.7, -0.9, 0.4, -0.5];

export async function scanPage(png, index) {
  const paper = { r: 238, g: 235, b: 226 };
  const turned = await sharp(png)
    .flatten({ background: '#ffffff' })
    .tint(paper)
    .rotate(ANGLES[index % ANGLES.length], { background: paper })
    .png()
    .toBuffer();
  const { width, height } = await sharp(turned).metadata();
  const grain = Buffer.from(
    Array.from(
      { length: (width >> 2) * (height >> 2) },
      (_, i) => 240 + (Math.imul(i ^ (i >>> 7), 0x9e3779b1) >>> 29) * 2,
    ),
  );
  const noise = await sharp(grain, { raw: { width: width >> 2, height: height >> 2, channels: 1 } })
    .resize(width, height, { fit: 'fill' })
    .png()
    .toBuffer();
  return sharp(turned)
    .composite([{ input: noise, blend: 'multiply' }])
    .jpeg({ quality: 62, mozjpeg: true })
    .toBuffer();
}
