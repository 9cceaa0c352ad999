import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { openPage } from './browser.mjs';

/**
 * Holds the built viewer in a real browser against numbers computed here from the raw files, by both drawing paths:
 * `node bench/viewerPage/check.mjs [cpu|gpu]` after `vite build --config bench/viewerPage/vite.config.ts`.
 */
const require = createRequire(import.meta.url);
const dicomParser = require('dicom-parser');
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const data = here('../../../shared/data/dicom/');
const names = [
  'series-ct-lidc',
  'dicomdir/98892001/CT5N',
  'xa',
  'us',
  'cr-dx',
  'pdf',
  'study-mr-ihe',
  'transfer-syntax-ct',
  'codec',
  'pydicom',
  'testpattern',
];
const study = (name) => `2.25.${names.indexOf(name) + 1}`;
const path = process.argv[2] ?? 'cpu';
const pageFolder = here('../../dist/viewerPage');
const folders = names.map((name) => data + name);
const faults = {};
const app = await openPage({
  folders,
  pageFolder,
  faults,
  graphics: path === 'cpu' ? 'cpu' : 'swiftshader',
});
const { page, studies } = app;
const state = () => page.evaluate(() => window.bench.handle.getState());
const settle = () =>
  page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))),
      ),
  );
const open = (name, set = 0, start = 0) =>
  page.evaluate(([s, i, k]) => window.bench.open(s, i, k), [study(name), set, start]);
const close = (actual, expected, tolerance, what) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${what}: ${actual} is not ${expected} (± ${tolerance})`,
  );
const failures = [];
async function check(what, work) {
  try {
    await work();
    process.stdout.write(`ok   ${what}\n`);
  } catch (error) {
    failures.push(what);
    process.stdout.write(`FAIL ${what}\n     ${error.message}\n`);
  }
}

/** Values after rescale of an uncompressed 16-bit picture, read without any of the viewer's code. */
function rawValues(file) {
  const set = dicomParser.parseDicom(readFileSync(file));
  const { dataOffset, length } = set.elements.x7fe00010;
  const bytes = set.byteArray.slice(dataOffset, dataOffset + length);
  const signed = set.uint16('x00280103') === 1;
  const words = signed
    ? new Int16Array(bytes.buffer, bytes.byteOffset, length / 2)
    : new Uint16Array(bytes.buffer, bytes.byteOffset, length / 2);
  const [slope, intercept] = [set.floatString('x00281053') ?? 1, set.floatString('x00281052') ?? 0];
  return {
    columns: set.uint16('x00280011'),
    rows: set.uint16('x00280010'),
    values: Array.from(words, (v) => v * slope + intercept),
  };
}

await page.waitForFunction(() => window.bench?.start);
const started = await page.evaluate((p) => window.bench.start(p, 5000), path);
assert.equal(started.path, path);

await check('an ellipse, a rectangle and a probe on CT give the HU of the raw file', async () => {
  await open('series-ct-lidc', 0, 40);
  const { sopInstanceUid } = await state();
  const { columns, values } = rawValues(
    studies.get(study('series-ct-lidc')).get(sopInstanceUid).file,
  );
  const base = { sopInstanceUid, frameNumber: 1 };
  const list = [
    {
      ...base,
      id: 'e',
      kind: 'ellipseRoi',
      points: [
        [256, 330],
        [256, 290],
        [226, 310],
        [286, 310],
      ],
    },
    {
      ...base,
      id: 'r',
      kind: 'rectangleRoi',
      points: [
        [150, 200],
        [190, 200],
        [150, 240],
        [190, 240],
      ],
    },
    { ...base, id: 'p', kind: 'probe', points: [[256, 256]] },
    {
      ...base,
      id: 'l',
      kind: 'length',
      points: [
        [100, 100],
        [200, 100],
      ],
    },
  ];
  const measured = await page.evaluate((l) => {
    window.bench.handle.restoreMeasurements(l);
    return window.bench.handle.getMeasurements();
  }, list);
  const value = (id) => measured.find(({ measurement }) => measurement.id === id).value;
  const inside = (test) => {
    const taken = [];
    for (let y = 0; y < 512; y += 1)
      for (let x = 0; x < 512; x += 1) if (test(x, y)) taken.push(values[y * columns + x]);
    return taken;
  };
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  const ellipse = inside((x, y) => ((x - 256) / 30) ** 2 + ((y - 310) / 20) ** 2 <= 1);
  const rectangle = inside((x, y) => x >= 150 && x <= 190 && y >= 200 && y <= 240);
  // The points travel through patient coordinates, so a pixel exactly on the line may fall either way.
  close(value('e').statistics.mean, mean(ellipse), 0.5, 'ellipse mean');
  close(value('e').statistics.count, ellipse.length, 6, 'ellipse count');
  close(value('r').statistics.mean, mean(rectangle), 2, 'rectangle mean');
  close(value('e').area, Math.PI * 30 * 20 * 0.78125 ** 2, 0.01, 'ellipse area');
  close(value('l').length, 78.125, 0.001, 'length');
  assert.equal(value('p').value, values[256 * columns + 256]);
  assert.equal(value('p').unit, 'HU');
});

await check('a click anywhere on a magnified pixel probes that very pixel', async () => {
  await open('dicomdir/98892001/CT5N');
  const { sopInstanceUid } = await state();
  const { columns, values } = rawValues(
    studies.get(study('dicomdir/98892001/CT5N')).get(sopInstanceUid).file,
  );
  await page.evaluate(() => window.bench.handle.setTool('probe'));
  const side = 800 / 16;
  for (const [column, row, share] of [
    [0, 0, 0.15],
    [0, 0, 0.85],
    [7, 9, 0.15],
    [7, 9, 0.85],
    [15, 15, 0.5],
    [15, 15, 0.85],
  ]) {
    await page.evaluate(() => window.bench.handle.restoreMeasurements([]));
    await page.mouse.click(240 + (column + share) * side, (row + share) * side);
    // The library waits for a second click before it takes the first as one.
    await page.waitForFunction(() => window.bench.handle.getMeasurements().length === 1, null, {
      timeout: 3000,
    });
    const [first] = await page.evaluate(() => window.bench.handle.getMeasurements());
    assert.deepEqual(first?.value.at, [column, row], `pixel ${column},${row} at ${share}`);
    assert.equal(first.value.value, values[row * columns + column]);
  }
  await page.evaluate(() => window.bench.handle.setTool('scroll'));
});

await check(
  'the middle of the view is the middle of the picture in patient coordinates',
  async () => {
    await open('series-ct-lidc', 0, 40);
    await settle();
    const { sopInstanceUid, field } = await state();
    const { json } = studies.get(study('series-ct-lidc')).get(sopInstanceUid);
    const [x, y] = json['00200032'].Value.map(Number);
    close(field.centre[0], x + 255.5 * 0.78125, 0.02, 'x');
    close(field.centre[1], y + 255.5 * 0.78125, 0.02, 'y');
    close(field.height, 400, 0.01, 'height');
  },
);

await check(
  'a shared field lands on the same place and magnification, and reset undoes it',
  async () => {
    const { field } = await state();
    const wanted = {
      centre: [field.centre[0] + 40, field.centre[1] - 25, field.centre[2]],
      height: 200,
    };
    await page.evaluate((f) => window.bench.handle.setField(f), wanted);
    await settle();
    const moved = await state();
    close(moved.field.height, 200, 0.01, 'height');
    for (const axis of [0, 1, 2])
      close(moved.field.centre[axis], wanted.centre[axis], 0.02, `axis ${axis}`);
    close(moved.zoom, (800 / 200) * 0.78125, 0.001, 'zoom');
    await page.evaluate(() => window.bench.handle.setIndex(45));
    await settle();
    close((await state()).field.height, 200, 0.01, 'height on the next picture');
    await page.evaluate(() => window.bench.handle.reset());
    await settle();
    const back = await state();
    close(back.field.height, 400, 0.01, 'height after reset');
    close(back.field.centre[0], field.centre[0], 0.02, 'x after reset');
  },
);

await check('edge letters follow rotation and mirroring as seen on screen', async () => {
  const edges = async () =>
    Object.values(
      (({ top, right, bottom, left }) => ({ top, right, bottom, left }))((await state()).edges),
    ).join('');
  const run = async (...calls) => {
    for (const [name, arg] of calls)
      await page.evaluate(([n, a]) => window.bench.handle[n](a), [name, arg]);
    await settle();
  };
  assert.equal(await edges(), 'ALPR');
  await run(['rotate', 1]);
  assert.equal(await edges(), 'RALP', 'a quarter turn clockwise');
  await run(['flip']);
  assert.equal(await edges(), 'RPLA', 'then mirrored left to right');
  await run(['rotate', 1]);
  assert.equal(await edges(), 'ARPL', 'then another quarter turn');
  await run(['flip'], ['rotate', 2]);
  assert.equal(await edges(), 'PRAL', 'mirrored back and turned upside down');
  await run(['reset']);
  assert.equal(await edges(), 'ALPR', 'reset');
  await run(['flip']);
  await page.evaluate(() => window.bench.handle.setIndex(50));
  await settle();
  assert.equal(await edges(), 'ARPL', 'mirroring stays on the next picture');
  await run(['reset']);
});

/** Grey levels on screen at a picture position of the 512 square shown 800 high. */
const greyAt = (column, row) =>
  page.evaluate(
    ([x, y]) => {
      const canvas = document.querySelector('canvas.cornerstone-canvas');
      return canvas.getContext('2d').getImageData(x, y, 1, 1).data[0];
    },
    [Math.round(240 + ((column + 0.5) * 800) / 512), Math.round(((row + 0.5) * 800) / 512)],
  );

await check('the window decides the grey level, and inversion turns it round', async () => {
  await open('series-ct-lidc', 0, 40);
  const { sopInstanceUid } = await state();
  const { columns, values } = rawValues(
    studies.get(study('series-ct-lidc')).get(sopInstanceUid).file,
  );
  await page.evaluate(() => window.bench.handle.setWindow({ centre: -600, width: 1500 }));
  await settle();
  // A flat place: the middle of a 5 x 5 patch whose values differ little.
  const flat = [];
  for (let y = 20; y < 490; y += 7)
    for (let x = 20; x < 490; x += 7) {
      const patch = [];
      for (let dy = -2; dy <= 2; dy += 1)
        for (let dx = -2; dx <= 2; dx += 1) patch.push(values[(y + dy) * columns + x + dx]);
      if (Math.max(...patch) - Math.min(...patch) < 30)
        flat.push([x, y, patch.reduce((a, b) => a + b) / 25]);
    }
  const expected = (hu) => Math.min(255, Math.max(0, ((hu + 600) / 1500 + 0.5) * 255));
  assert.ok(flat.length >= 5, 'flat places');
  for (const [x, y, hu] of flat.slice(0, 20))
    close(await greyAt(x, y), expected(hu), 8, `grey of ${hu} HU`);
  await page.evaluate(() => window.bench.handle.invert());
  await settle();
  const [x, y, hu] = flat[0];
  close(await greyAt(x, y), 255 - expected(hu), 8, 'inverted');
});

await check('an XA run plays at the rate of its file and never names a wrong picture', async () => {
  await open('xa');
  const from = (await state()).count;
  assert.equal(from, 96);
  await page.waitForFunction(
    () => window.bench.events.filter((e) => e.name === 'progress').at(-1)?.value.loaded === 96,
    null,
    { timeout: 30_000 },
  );
  const { wrong } = await page.evaluate(() => window.bench.scrollFps(96));
  assert.equal(wrong, 0);
  const seen = await page.evaluate(async () => {
    const { handle } = window.bench;
    const shown = [];
    handle.on('imageLoaded', ({ index }) => shown.push(index));
    handle.setCine(10);
    await new Promise((done) => setTimeout(done, 2050));
    handle.setCine(null);
    return shown;
  });
  assert.ok(
    seen.length >= (path === 'cpu' ? 18 : 8) && seen.length <= 22,
    `${seen.length} pictures in 2 s at 10/s`,
  );
  seen.slice(1).forEach((index, i) => assert.equal(index, (seen[i] + 1) % 96));
});

await check('an RGB JPEG without a colour marker keeps its colours', async () => {
  const sops = [...studies.get(study('pydicom')).values()];
  const file = sops.find(({ file: path }) => path.endsWith('SC_jpeg_no_color_transform.dcm'));
  const sets = await page.evaluate((s) => window.bench.sets(s), study('pydicom'));
  const sop = file.json['00080018'].Value[0];
  await open(
    'pydicom',
    sets.findIndex(({ frames }) => frames[0]?.sopInstanceUid === sop),
  );
  await settle();
  const rgb = await page.evaluate(() => [
    ...document
      .querySelector('canvas.cornerstone-canvas')
      .getContext('2d')
      .getImageData(640, 400, 1, 1)
      .data.slice(0, 3),
  ]);
  for (const channel of rgb) close(channel, 243, 6, 'near white');
});

await check('a PDF is named, not left blank', async () => {
  const { errors } = await open('pdf');
  assert.equal(errors[0].error.code, 'dicom.notImage');
  assert.equal(errors[0].error.params.kind, 'document');
  const opacity = await page.evaluate(() => document.getElementById('root').style.opacity);
  assert.equal(opacity, '0', 'the picture shown before is gone');
});

await check('each fault is said by its own name', async () => {
  const code = async (fault) => {
    faults['/frames/'] = fault;
    // Not looked at before, so nothing is in memory.
    const set = (code.next += 1);
    const { errors } = await open('dicomdir/98892001/CT5N', 0, set).finally(
      () => delete faults['/frames/'],
    );
    return errors[0]?.error.code;
  };
  code.next = -1;
  await page.evaluate(() => window.bench.restart());
  assert.equal(await code({ status: 404 }), 'dicom.notFound');
  assert.equal(await code({ status: 401 }), 'auth.expired');
  assert.equal(await code({ status: 503 }), 'server.internal');
  assert.equal(await code({ cut: 100 }), 'dicom.truncated');
  assert.equal(await code({ syntax: '1.2.840.10008.1.2.4.102' }), 'dicom.transferSyntax');
});

await check(
  'a server that never answers ends in a timeout, and trying again succeeds',
  async () => {
    await page.evaluate(() => window.bench.restart());
    faults['/frames/'] = { hang: true };
    const { errors } = await open('study-mr-ihe');
    delete faults['/frames/'];
    assert.equal(errors[0].error.code, 'viewer.loadTimeout');
    await page.evaluate(() => window.bench.handle.setIndex(0));
    await page.waitForFunction(() => window.bench.handle.getState()?.index === 0, null, {
      timeout: 10_000,
    });
  },
);

await check(
  'fast scrolling over pictures not loaded yet ends on the one asked for last',
  async () => {
    await page.evaluate(() => window.bench.restart());
    faults['/frames/'] = { delayMs: 120 };
    await open('series-ct-lidc');
    await page.evaluate(() => {
      for (let i = 0; i < 60; i += 1) window.bench.handle.scroll(1);
    });
    await page.waitForFunction(() => window.bench.handle.getState()?.index === 60, null, {
      timeout: 5000,
    });
    delete faults['/frames/'];
    const shown = await state();
    const all = [...studies.get(study('series-ct-lidc')).values()].sort(
      (a, b) => Number(a.json['00200013'].Value[0]) - Number(b.json['00200013'].Value[0]),
    );
    assert.equal(shown.sopInstanceUid, all[60].json['00080018'].Value[0]);
  },
);

await check('every picture file of the test data is drawn or named', async () => {
  await page.evaluate(() => window.bench.restart());
  const outcome = {};
  for (const name of ['us', 'cr-dx', 'transfer-syntax-ct', 'codec', 'pydicom', 'testpattern']) {
    const sets = await page.evaluate(
      async (s) =>
        (await window.bench.sets(s)).map(({ frames, kind }) => ({
          kind,
          count: frames.length,
          sop: frames[0]?.sopInstanceUid,
        })),
      study(name),
    );
    for (const [i, { kind, sop }] of sets.entries()) {
      const { errors } = await open(name, i);
      const now = await state();
      const result = errors[0]?.error.code ?? (now === null ? 'blank' : 'drawn');
      const file = sop ? studies.get(study(name)).get(sop).file.split('/').at(-1) : kind;
      outcome[result] = [...(outcome[result] ?? []), file];
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${path}-${name}-${i}-${file}.png` });
    }
  }
  for (const [result, files] of Object.entries(outcome))
    process.stdout.write(
      `     ${result}: ${files.length}${result === 'drawn' ? '' : ` ${files.join(' ')}`}\n`,
    );
  assert.equal(outcome.blank, undefined);
});

await page.evaluate(() => window.bench.restart());
const first = await open('series-ct-lidc', 0, 0);
await page.waitForFunction(
  () => window.bench.events.filter((e) => e.name === 'progress').at(-1)?.value.loaded === 80,
  null,
  { timeout: 60_000 },
);
const fluent = await page.evaluate(() => window.bench.scrollFps(160));
process.stdout.write(
  `${path}: library ${started.ms.toFixed(0)} ms, first picture ${first.ms.toFixed(0)} ms, scroll ${fluent.fps.toFixed(1)} pictures/s, p95 ${fluent.p95.toFixed(1)} ms, wrong ${fluent.wrong}\n`,
);
if (app.crashes.length > 0) failures.push(`page errors: ${[...new Set(app.crashes)].join(' | ')}`);
process.stdout.write(failures.length === 0 ? 'all checks passed\n' : `${failures.join('\n')}\n`);
await app.close();
process.exitCode = failures.length === 0 ? 0 : 1;
