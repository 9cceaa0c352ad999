import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDicomWebApp, type DicomWebApp } from '../testing/dicomWebApp';
import { parseMultipart, STOW_TYPE, stowBody } from '../testing/multipart';
import { dataFile, dataFiles } from '../testing/testData';

let web: DicomWebApp;
beforeAll(async () => {
  web = await createDicomWebApp();
});
afterAll(() => web.close());
beforeEach(async () => {
  await web.reset();
});

const stow = (files: Buffer[], path = '/dicom-web/studies') =>
  web.app.inject({ method: 'POST', url: path, headers: { 'content-type': STOW_TYPE }, payload: stowBody(files) });

it('x', async () => {
  for (const f of dataFiles('dicom')) {
    if (/series-ct|mr-ihe/.test(f)) continue;
    await web.reset();
    const r = await stow([dataFile(f)]);
    const j = r.json();
    if (r.statusCode !== 200) { process.stdout.write(`${f} ${r.statusCode} ${r.body}\n`); continue; }
    const url = new URL(j['00081199'].Value[0]['00081190'].Value[0]).pathname;
    const raw = await web.app.inject({ url, headers: { accept: 'application/dicom; transfer-syntax=*' } });
    expect(raw.rawPayload.equals(dataFile(f))).toBe(true);
    const ex = await web.app.inject({ url });
    const fr = await web.app.inject({ url: url + '/frames/1' });
    const re = await web.app.inject({ url: url + '/rendered' });
    const me = await web.app.inject({ url: url + '/metadata' });
    process.stdout.write(`${f} explicit=${ex.statusCode}/${ex.rawPayload.length} frames=${fr.statusCode}/${fr.rawPayload.length} rendered=${re.statusCode}/${re.rawPayload.length} meta=${me.statusCode} ${fr.statusCode >= 400 ? fr.body.slice(0, 160) : ''} ${re.statusCode >= 400 ? re.body.slice(0, 160) : ''} ${ex.statusCode >= 400 ? ex.body.slice(0, 200) : ''}\n`);
    if (ex.statusCode === 200) {
      const [p] = parseMultipart(ex.headers['content-type'] as string, ex.rawPayload);
      const { writeFileSync, mkdirSync } = await import('node:fs');
      mkdirSync('/tmp/explicit', { recursive: true });
      writeFileSync('/tmp/explicit/' + f.replaceAll('/', '_'), p!.body);
      const [q] = fr.statusCode === 200 ? parseMultipart(fr.headers['content-type'] as string, fr.rawPayload) : [];
      if (q) writeFileSync('/tmp/explicit/' + f.replaceAll('/', '_') + '.f1', q.body);
      if (re.statusCode === 200) writeFileSync('/tmp/explicit/' + f.replaceAll('/', '_') + '.jpg', re.rawPayload);
      writeFileSync('/tmp/explicit/' + f.replaceAll('/', '_') + '.json', me.body);
    }
  }
}, 300000);
