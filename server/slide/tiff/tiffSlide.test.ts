import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../dicom/codec/decodeFrame';
import { bufferSource } from '../../dicom/parse/byteSource';
import { dataFile } from '../../dicom/testing/testData';
import type { Slide } from '../slide';
import { buildTiff, linkTo, tiledPage, type TestTag } from '../testing/tiffBuilder';
import { decodeLzw } from './lzw';
import { inspectTiff, tiffSlide } from './tiffSlide';

const svs = dataFile('pathology/CMU-1-Small-Region.svs');

async function open(bytes: Buffer): Promise<Slide> {
  const source = bufferSource(bytes);
  const found = await inspectTiff(source);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  if (found.value.kind !== 'slide') throw new Error('a picture');
  return tiffSlide((use) => use(source), decodeFrame, found.value.pages);
}

const failure = async (bytes: Buffer) => {
  const found = await inspectTiff(bufferSource(bytes));
  return found.ok ? found.value.kind : [found.error.code, found.error.params?.['what']];
};

const grey = (width: number, height: number, value: number) =>
  Buffer.alloc(width * height * 3, value);

describe('an Aperio slide', () => {
  it('says what the scanner wrote about it', async () => {
    const { facts } = await open(svs);
    expect(facts).toMatchObject({
      format: 'Aperio SVS',
      width: 2220,
      height: 2967,
      micronsPerPixel: { x: 0.499, y: 0.499 },
      objectivePower: 20,
      levels: [{ width: 2220, height: 2967, tileWidth: 240, tileHeight: 240, made: 'file' }],
      transcoded: false,
      associated: ['label', 'macro'],
    });
  });

  it('gives out tiles whose colours are those another decoder of the whole file sees', async () => {
    const slide = await open(svs);
    const whole = await sharp(svs).removeAlpha().raw().toBuffer();
    for (const [x, y] of [
      [3, 4],
      [8, 11],
      [0, 11],
    ] as const) {
      const tile = await slide.tile({ level: 0, x, y });
      if (!tile.ok || !tile.value) throw new Error('no tile');
      expect(tile.value.mime).toBe('image/jpeg');
      const { data, info } = await sharp(tile.value.bytes)
        .raw()
        .toBuffer({ resolveWithObject: true });
      const at = 100;
      for (let row = 0; row < 100; row += 7) {
        const here = data.subarray((row * info.width + at) * 3, (row * info.width + at + 1) * 3);
        const there = ((y * 240 + row) * 2220 + x * 240 + at) * 3;
        for (let c = 0; c < 3; c++)
          expect(Math.abs((here[c] ?? 0) - (whole[there + c] ?? 0))).toBeLessThanOrEqual(3);
      }
    }
  });

  it('passes the scanner’s coefficients on: no byte of the compressed picture is made anew', async () => {
    const slide = await open(svs);
    const tile = await slide.tile({ level: 0, x: 1, y: 0 });
    if (!tile.ok || !tile.value) throw new Error('no tile');
    const scan = svs.subarray(3700 + 2, 3700 + 2345);
    expect(tile.value.bytes.subarray(-scan.length).equals(scan)).toBe(true);
  });

  it('shows label and photograph when asked, also those in strips', async () => {
    const slide = await open(svs);
    const label = await slide.associated('label');
    if (!label.ok) throw new Error('no label');
    expect(await sharp(label.value.bytes).metadata()).toMatchObject({ width: 387, height: 463 });
    const macro = await slide.associated('macro');
    expect(macro.ok && (await sharp(macro.value.bytes).metadata()).width).toBe(1280);
  });

  it('has no tile beyond its edge', async () => {
    const slide = await open(svs);
    expect(await slide.tile({ level: 0, x: 10, y: 0 })).toMatchObject({
      error: { code: 'request.notFound' },
    });
    expect(await slide.tile({ level: 1, x: 0, y: 0 })).toMatchObject({
      error: { code: 'request.notFound' },
    });
  });
});

describe('levels of a tiled file', () => {
  const page = (side: number, more: readonly TestTag[] = []) => ({
    tags: tiledPage({ width: side, height: side, tile: 256, more }),
    blocks: Array.from({ length: Math.ceil(side / 256) ** 2 }, (_, n) => grey(256, 256, n)),
  });

  it.each([false, true])('are the pages of its shape, finest first (BigTIFF %s)', async (isBig) => {
    const { facts, tile } = await open(buildTiff([page(512), page(1024), page(256)], isBig));
    expect(facts.levels.map(({ width }) => width)).toEqual([1024, 512, 256]);
    const read = await tile({ level: 1, x: 1, y: 1 });
    if (!read.ok || !read.value) throw new Error('no tile');
    const { data } = await sharp(read.value.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(Math.abs((data[0] ?? 0) - 3)).toBeLessThanOrEqual(1);
  });

  it('leave out what has another shape', async () => {
    const wide = {
      tags: tiledPage({ width: 512, height: 256, tile: 256 }),
      blocks: [grey(256, 256, 1), grey(256, 256, 2)],
    };
    const { facts } = await open(buildTiff([page(1024), wide]));
    expect(facts.levels).toHaveLength(1);
  });

  it('have a scale only where the file states one that a scanner can have', async () => {
    const withResolution = (perCm: number) =>
      [
        [282, 5, [perCm]],
        [283, 5, [perCm]],
        [296, 3, [3]],
      ] as const;
    const scaled = await open(buildTiff([page(1024, withResolution(40_000))]));
    expect(scaled.facts.micronsPerPixel).toEqual({ x: 0.25, y: 0.25 });
    const screen = await open(buildTiff([page(1024, withResolution(28.346))]));
    expect(screen.facts.micronsPerPixel).toBeNull();
  });

  it('read differenced deflate and LZW as well as plain samples', async () => {
    const row = Buffer.from(Array.from({ length: 256 }, (_, x) => [x, 255 - x, 7]).flat());
    const plain = Buffer.concat(Array.from({ length: 256 }, () => row));
    const differenced = Buffer.from(plain);
    for (let y = 0; y < 256; y++)
      for (let at = 767; at >= 3; at--) {
        const here = y * 768 + at;
        differenced[here] = ((plain[here] ?? 0) - (plain[here - 3] ?? 0)) & 255;
      }
    const whole = await sharp(plain, { raw: { width: 256, height: 256, channels: 3 } })
      .tiff({
        compression: 'lzw',
        tile: true,
        tileWidth: 256,
        tileHeight: 256,
        predictor: 'horizontal',
      })
      .toBuffer();
    const deflated = (predictor: number, bytes: Buffer) =>
      buildTiff([
        {
          tags: tiledPage({
            width: 1024,
            height: 1024,
            tile: 256,
            compression: 8,
            more: [[317, 3, [predictor]]],
          }),
          blocks: Array.from({ length: 16 }, () => deflateSync(bytes)),
        },
      ]);
    for (const file of [deflated(2, differenced), deflated(1, plain), whole]) {
      const source = bufferSource(file);
      const found = await inspectTiff(source);
      if (!found.ok) throw new Error('not read');
      // too small for a slide by itself: what matters is how its blocks are read
      if (found.value.kind === 'picture') continue;
      const pixels = await tiffSlide((use) => use(source), decodeFrame, found.value.pages).pixels({
        level: 0,
        x: 0,
        y: 0,
      });
      expect(pixels?.bytes.equals(plain)).toBe(true);
    }
  });

  it('unpack LZW as another implementation packed it', async () => {
    const noise = Buffer.from(
      Array.from({ length: 1200 * 1000 * 3 }, (_, n) => ((n * 7919) >> 5) & 63),
    );
    const file = await sharp(noise, { raw: { width: 1200, height: 1000, channels: 3 } })
      .tiff({
        compression: 'lzw',
        predictor: 'none',
        tile: true,
        tileWidth: 1200,
        tileHeight: 1008,
      })
      .toBuffer();
    const pixels = await (await open(file)).pixels({ level: 0, x: 0, y: 0 });
    expect(pixels?.bytes.subarray(0, noise.length).equals(noise)).toBe(true);
  });

  it('in JPEG 2000 are decoded', async () => {
    const dicom = dataFile('dicom/pydicom/GDCMJ2K_TextGBR.dcm');
    const at = dicom.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
    const codestream = dicom.subarray(at);
    const tags = tiledPage({ width: 1600, height: 800, tile: 400, compression: 33005 });
    const slide = await open(
      buildTiff([{ tags, blocks: Array.from({ length: 8 }, () => codestream) }]),
    );
    const pixels = await slide.pixels({ level: 0, x: 0, y: 0 });
    expect(pixels).toMatchObject({ width: 400, height: 400 });
    expect(new Set(pixels?.bytes).size).toBeGreaterThan(3);
  });

  it('are empty where a sparse file has nothing', async () => {
    const blocks = Array.from({ length: 16 }, (_, n) =>
      n === 5 ? Buffer.alloc(0) : grey(256, 256, 9),
    );
    const slide = await open(
      buildTiff([{ tags: tiledPage({ width: 1024, height: 1024, tile: 256 }), blocks }]),
    );
    expect(await slide.tile({ level: 0, x: 1, y: 1 })).toEqual({ ok: true, value: null });
  });
});

describe('files that are not what they say', () => {
  const sound = () =>
    buildTiff([
      {
        tags: tiledPage({ width: 1024, height: 1024, tile: 512 }),
        blocks: Array.from({ length: 4 }, () => grey(512, 512, 1)),
      },
    ]);

  it('end at a directory that leads back to itself', async () => {
    const file = buildTiff([
      { tags: tiledPage({ width: 1024, height: 1024, tile: 1024 }), blocks: [Buffer.alloc(9)] },
      { tags: tiledPage({ width: 1024, height: 1024, tile: 1024 }), blocks: [Buffer.alloc(9)] },
    ]);
    const first = file.readUInt32LE(4);
    const entries = (at: number) => file.readUInt16LE(at);
    const second = file.readUInt32LE(first + 2 + entries(first) * 12);
    linkTo(file, second + 2 + entries(second) * 12, first);
    expect(await failure(file)).toEqual(['slide.damaged', 'directoryLoop']);
  });

  it.each([
    [
      'a giant size',
      [
        [256, 4, [4_000_000_000]],
        [257, 4, [4_000_000_000]],
      ],
      'dimensions',
    ],
    [
      'tiles of nothing',
      [
        [322, 4, [0]],
        [323, 4, [0]],
      ],
      'blockSize',
    ],
    [
      'more tiles than any file holds',
      [
        [256, 4, [9_000_000]],
        [257, 4, [9_000_000]],
        [322, 4, [16]],
        [323, 4, [16]],
      ],
      'blockCount',
    ],
    [
      'fewer offsets than tiles',
      [
        [256, 4, [100_000]],
        [257, 4, [80_000]],
      ],
      'blockCount',
    ],
  ] as const)('are refused for %s', async (_what, changed, what) => {
    const tags = tiledPage({ width: 1024, height: 1024, tile: 512 }).map(
      (tag) => changed.find(([number]) => number === tag[0]) ?? tag,
    );
    const file = buildTiff([{ tags: tags, blocks: [Buffer.alloc(4)] }]);
    expect(await failure(file)).toEqual(['slide.damaged', what]);
  });

  it('are refused for offsets outside of the file', async () => {
    const file = sound();
    expect(await failure(file.subarray(0, file.length - 40))).toEqual(['slide.damaged', 'offset']);
  });

  it.each([
    ['JPEG in the old way', 6],
    ['zstd', 50000],
  ])('name a compression nobody reads: %s', async (_what, compression) => {
    const file = buildTiff([
      {
        tags: tiledPage({ width: 1024, height: 1024, tile: 1024, compression }),
        blocks: [Buffer.alloc(8)],
      },
    ]);
    expect(await failure(file)).toEqual(['slide.unsupported', `compression ${compression}`]);
  });

  it('name scanners whose pixels only look like TIFF', async () => {
    const more: TestTag[] = [[65420, 4, [1]]];
    const file = buildTiff([
      {
        tags: tiledPage({ width: 1024, height: 1024, tile: 1024, compression: 7, more }),
        blocks: [Buffer.alloc(8)],
      },
    ]);
    expect(await failure(file)).toEqual(['slide.unsupported', 'Hamamatsu NDPI']);
  });

  it('never hand a browser a tile that announces more than the tile’s size', async () => {
    const bomb = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const at = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(65_000, at + 5);
    bomb.writeUInt16BE(65_000, at + 7);
    const file = buildTiff([
      {
        tags: tiledPage({ width: 1024, height: 1024, tile: 1024, compression: 7, photometric: 6 }),
        blocks: [bomb],
      },
    ]);
    expect(await (await open(file)).tile({ level: 0, x: 0, y: 0 })).toMatchObject({
      ok: false,
      error: { code: 'slide.damaged' },
    });
  });

  it('answer whatever bytes they are made of, in little time', async () => {
    const file = sound();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(399), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (changes) => {
          const changed = Buffer.from(file);
          // directories lie at the end: that is where a change can hurt
          for (const [at, value] of changes) changed[changed.length - 1 - at] = value;
          const found = await inspectTiff(bufferSource(changed));
          if (found.ok && found.value.kind === 'slide') {
            const slide = tiffSlide(
              (use) => use(bufferSource(changed)),
              decodeFrame,
              found.value.pages,
            );
            await slide.tile({ level: 0, x: 0, y: 0 });
          }
        },
      ),
      { numRuns: 300 },
    );
  }, 30_000);
});

describe('LZW', () => {
  it('ends at codes no stream can hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeLzw(Buffer.from(bytes), 1000).length).toBeLessThanOrEqual(1000);
      }),
    );
  });
});
