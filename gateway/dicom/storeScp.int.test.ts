import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../testing/programs';
import { startReceiver, type ReceiverOptions, type TestReceiver } from '../testing/receiver';
import { dataPaths, dataSetOf } from '../testing/testData';
import { anObject, EXPLICIT, IMPLICIT, SECONDARY_CAPTURE } from './testing/objects';
import { connectRaw, isAbort, isAccept, rejectionOf, type RawPeer } from './testing/rawPeer';
import { encodeData, encodePdu, PDU } from './wire/pdu';

const opened: TestReceiver[] = [];
const peers: RawPeer[] = [];
async function receiver(options: ReceiverOptions = {}): Promise<TestReceiver> {
  const started = await startReceiver(options);
  opened.push(started);
  return started;
}
async function peer(port: number): Promise<RawPeer> {
  const connected = await connectRaw(port);
  peers.push(connected);
  return connected;
}
afterEach(async () => {
  for (const connected of peers.splice(0)) connected.close();
  for (const started of opened.splice(0)) await started.close();
});

const CAPTURE = { abstractSyntax: SECONDARY_CAPTURE, transferSyntaxes: [EXPLICIT] };
const object = (sop: string, payload?: Buffer) => ({
  sopClassUid: SECONDARY_CAPTURE,
  sopInstanceUid: sop,
  bytes: anObject(sop, payload),
});

describe('the DICOM door, for DCMTK', () => {
  it('answers an echo', async () => {
    const { port } = await receiver();
    expect(await run('echoscu', ['-aec', 'HUIZHEN', '127.0.0.1', String(port)])).toMatchObject({
      code: 0,
    });
  });

  it('keeps every byte of a CT series and has it in the queue when the sender hears Success', async () => {
    const { port, entries, bytesOf } = await receiver();
    const files = dataPaths('dicom/series-ct-lidc').slice(0, 12);
    // what the files are in; anything else and DCMTK would write them anew
    const sent = await run('storescu', [
      ...['-xi', '-aec', 'HUIZHEN', '127.0.0.1', String(port), ...files],
    ]);
    expect(sent).toMatchObject({ code: 0 });
    // DCMTK leaves out the group lengths of the header; the pixels are at the end
    const pixels = (file: Buffer) => digest(file.subarray(-512 * 512 * 2));
    const kept = await Promise.all(entries().map(bytesOf));
    expect(kept.map(pixels).sort()).toEqual(files.map((file) => pixels(readFileSync(file))).sort());
    expect(entries().every((entry) => entry.subject.kind === 'dicom')).toBe(true);
  });

  it('takes every transfer syntax that is offered', async () => {
    const { port, entries } = await receiver();
    const files = dataPaths('dicom/transfer-syntax-ct');
    const sent = await run('dcmsend', [
      ...['-aec', 'HUIZHEN', '--decompress-never', '127.0.0.1', String(port), ...files],
    ]);
    expect(sent.code).toBe(0);
    const syntaxes = new Set(files.map((file) => metaOf(readFileSync(file), 0x10)));
    // dcmsend sends those two as explicit little endian
    for (const rewritten of [IMPLICIT, '1.2.840.10008.1.2.2']) syntaxes.delete(rewritten);
    const kept = entries().map(({ subject }) => subject.kind === 'dicom' && subject.transferSyntax);
    expect(new Set(kept)).toEqual(syntaxes);
  });

  it('keeps one object when the same one is sent twice', async () => {
    const { port, entries, dir } = await receiver();
    const file = dataPaths('dicom/series-ct-lidc')[0] ?? '';
    const args = ['-aec', 'HUIZHEN', '127.0.0.1', String(port), file];
    expect([(await run('storescu', args)).code, (await run('storescu', args)).code]).toEqual([
      0, 0,
    ]);
    expect(entries()).toHaveLength(1);
    expect(await stat(path.join(dir, entries()[0]?.file ?? ''))).toMatchObject({});
  });

  it('speaks TLS', async () => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-tls-'));
    try {
      const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')];
      await run('openssl', [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=gateway'],
        ...['-keyout', key, '-out', cert],
      ]);
      const tls = {
        cert: await readFile(cert, 'utf8'),
        key: await readFile(key, 'utf8'),
        ca: null,
      };
      const { port, entries } = await receiver({ tls });
      const trust = ['+tla', '-aec', 'HUIZHEN', '+cf', cert];
      const where = ['127.0.0.1', String(port)];
      const echo = await run('echoscu', [...trust, ...where]);
      const file = dataPaths('dicom/series-ct-lidc')[0] ?? '';
      const store = await run('storescu', [...trust, ...where, file]);
      const plain = await run('echoscu', ['-aec', 'HUIZHEN', '-to', '2', ...where]);
      expect([echo.code, store.code, plain.code === 0]).toEqual([0, 0, false]);
      expect(entries()).toHaveLength(1);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

describe('the DICOM door, for real files sent as they are', () => {
  const folders = [
    'dicom/transfer-syntax-ct',
    'dicom/charset',
    'dicom/us',
    'dicom/gsps',
    'malformed',
  ];
  it.each(folders)('keeps every byte of %s, in the queue or apart', async (folder) => {
    const { port, entries, quarantine, bytesOf } = await receiver();
    const files = dataPaths(folder).filter((file) => isPart10(readFileSync(file)));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const bytes = readFileSync(file);
      const [sopClassUid, sopInstanceUid] = [metaOf(bytes, 2), metaOf(bytes, 3)];
      const transferSyntaxes = [metaOf(bytes, 0x10) || EXPLICIT];
      const sender = await peer(port);
      const abstractSyntax = sopClassUid || SECONDARY_CAPTURE;
      await sender.associate({ abstractSyntax, transferSyntaxes });
      const before = entries().length;
      const sent = dataSetOf(bytes);
      const answer = await sender.store({ sopClassUid, sopInstanceUid, bytes: sent });
      if (answer === null) continue; // a directory of a medium is no object that can be sent
      const kept = entries().length > before ? entries().at(-1) : (await quarantine.list()).at(-1);
      if (answer?.status === 0 && entries().length === before) continue; // the same object again
      expect(dataSetOf(await bytesOf(kept ?? { file: '' })).equals(sent)).toBe(true);
    }
    for (const { reason } of await quarantine.list()) expect(reason).not.toBe('');
    expect((await run('echoscu', ['-aec', 'HUIZHEN', '127.0.0.1', String(port)])).code).toBe(0);
  });
});

describe('the DICOM door, for peers that are not welcome', () => {
  it.each([
    ['a wrong called AE title', { called: 'OTHER' }, [1, 1, 7]],
    ['a calling AE title that is not on the list', { calling: 'STRANGER' }, [1, 1, 3]],
  ])('refuses %s', async (_, titles, reason) => {
    const peers = [{ aeTitle: 'PACS', addresses: [] }];
    const { port } = await receiver({ policy: { aeTitle: 'HUIZHEN', peers } });
    const asking = await peer(port);
    expect(rejectionOf(await asking.associate({ ...CAPTURE, ...titles }))).toEqual(reason);
  });

  it('refuses a known AE title from an unknown address', async () => {
    const peers = [{ aeTitle: 'PACS', addresses: ['10.1.2.3'] }];
    const { port } = await receiver({ policy: { aeTitle: 'HUIZHEN', peers } });
    const asking = await peer(port);
    expect(rejectionOf(await asking.associate({ ...CAPTURE, calling: 'PACS' }))).toEqual([1, 1, 3]);
  });

  it('refuses the association beyond the limit as a passing state, and takes it when there is room', async () => {
    const { port } = await receiver({ maxAssociations: 2 });
    const first = await peer(port);
    expect(isAccept(await first.associate(CAPTURE))).toBe(true);
    expect(isAccept(await (await peer(port)).associate(CAPTURE))).toBe(true);
    expect(rejectionOf(await (await peer(port)).associate(CAPTURE))).toEqual([2, 3, 2]);
    first.close();
    await expect.poll(async () => isAccept(await (await peer(port)).associate(CAPTURE))).toBe(true);
  });

  it('serves a hundred associations at once', async () => {
    const { port, entries } = await receiver();
    const all = await Promise.all(Array.from({ length: 100 }, () => peer(port)));
    const answers = await Promise.all(
      all.map(async (connected, at) => {
        await connected.associate(CAPTURE);
        return connected.store(object(`2.25.${at + 1}`));
      }),
    );
    expect(answers.filter((answer) => answer?.status === 0)).toHaveLength(100);
    expect(entries()).toHaveLength(100);
  });

  it('ends a connection that is idle', async () => {
    const { port } = await receiver({ idleTimeoutMs: 200 });
    const idle = await peer(port);
    await idle.associate(CAPTURE);
    expect(isAbort(await idle.next())).toBe(true);
    expect(await idle.next()).toBe(null);
  });
});

describe('the DICOM door, for bytes that make no sense', () => {
  const data = (bytes: Buffer) => encodeData(1, { isCommand: true, isLast: true }, bytes);
  const head = (type: number, length: number) => {
    const bytes = Buffer.alloc(6);
    bytes.writeUInt8(type, 0);
    bytes.writeUInt32BE(length, 2);
    return bytes;
  };

  it.each([
    ['a PDU type that does not exist', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['an association request of 4 GB', head(PDU.associateRequest, 0xffffffff)],
    ['a data PDU longer than announced', head(PDU.data, 1_000_000)],
    ['data before an association', data(Buffer.alloc(8))],
    ['an association request of nothing', encodePdu(PDU.associateRequest, Buffer.alloc(2))],
  ])('aborts on %s', async (_, bytes) => {
    const { port } = await receiver();
    const rude = await peer(port);
    await rude.send(bytes);
    expect(isAbort(await rude.next())).toBe(true);
    expect((await run('echoscu', ['-aec', 'HUIZHEN', '127.0.0.1', String(port)])).code).toBe(0);
  });

  it.each([
    ['a command set of noise', data(Buffer.alloc(32, 0x41))],
    ['a data item longer than its PDU', encodePdu(PDU.data, Buffer.from([0, 0, 0xff, 0, 1, 3, 0]))],
    [
      'a context that was not proposed',
      encodeData(9, { isCommand: true, isLast: true }, Buffer.alloc(8)),
    ],
    [
      'a data set nobody announced',
      encodeData(1, { isCommand: false, isLast: true }, Buffer.alloc(8)),
    ],
  ])('aborts an association on %s', async (_, bytes) => {
    const { port } = await receiver();
    const rude = await peer(port);
    await rude.associate(CAPTURE);
    await rude.send(bytes);
    expect(isAbort(await rude.next())).toBe(true);
  });

  it('does not gather a command that never ends', async () => {
    const { port } = await receiver();
    const flood = await peer(port);
    await flood.associate(CAPTURE);
    const part = encodeData(1, { isCommand: true, isLast: false }, Buffer.alloc(30_000));
    for (let i = 0; i < 4; i++) await flood.send(part);
    expect(isAbort(await flood.next())).toBe(true);
  });

  it('reads what comes byte by byte', async () => {
    const { port, entries } = await receiver();
    const slow = await peer(port);
    await slow.associate(CAPTURE);
    const answer = await slow.store({ ...object('2.25.7'), fragmentBytes: 1 });
    expect(answer?.status).toBe(0);
    expect(entries()).toHaveLength(1);
  });

  it('leaves nothing of an object whose sender goes away in the middle', async () => {
    const { port, entries, dir } = await receiver();
    const gone = await peer(port);
    await gone.associate(CAPTURE);
    const incoming = () => readdir(path.join(dir, 'incoming'));
    await gone.begin({ ...object('2.25.8', Buffer.alloc(3_000_000)), sentBytes: 2_500_000 });
    await expect.poll(incoming).toHaveLength(1);
    gone.close();
    await expect.poll(incoming).toEqual([]);
    expect(entries()).toEqual([]);
  });
});

describe('the DICOM door, for objects that are not what they claim', () => {
  it.each([
    ['an instance UID that is none', { sopInstanceUid: '../../etc/passwd' }, 0x0117],
    [
      'a class that is not that of the context',
      { sopClassUid: '1.2.840.10008.5.1.4.1.1.2' },
      0x0122,
    ],
    ['another instance than announced', { sopInstanceUid: '2.25.999' }, 0xa900],
    ['a data set that is noise', { bytes: Buffer.alloc(5000, 0x5a) }, 0xc000],
    ['an empty data set', { bytes: Buffer.alloc(0) }, 0xc000],
    ['a data set without study', { bytes: anObject('2.25.9').subarray(0, 60) }, 0xc000],
  ])('answers %s with its status and keeps the bytes', async (_, wrong, status) => {
    const { port, entries, quarantine, bytesOf } = await receiver();
    const sender = await peer(port);
    await sender.associate(CAPTURE);
    const sent = { ...object('2.25.9'), ...wrong };
    expect((await sender.store(sent))?.status).toBe(status);
    const [kept] = await quarantine.list();
    expect(dataSetOf(await bytesOf(kept ?? { file: '' })).equals(sent.bytes)).toBe(true);
    expect(entries()).toEqual([]);
    expect((await sender.store(object('2.25.10')))?.status).toBe(0);
  });

  it('does not accept a class that is not for storing', async () => {
    const { port } = await receiver();
    const asking = await peer(port);
    const findClass = '1.2.840.10008.5.1.4.1.2.2.1';
    const accepted = await asking.associate({
      abstractSyntax: findClass,
      transferSyntaxes: [IMPLICIT],
    });
    expect(isAccept(accepted)).toBe(true);
    await asking.send(encodeData(1, { isCommand: true, isLast: true }, Buffer.alloc(8)));
    expect(isAbort(await asking.next())).toBe(true);
  });

  it('writes neither name nor number of a patient into its log', async () => {
    const { port, logLines } = await receiver();
    const sender = await peer(port);
    await sender.associate(CAPTURE);
    await sender.store({
      ...object('2.25.11'),
      bytes: anObject('2.25.12', Buffer.alloc(8), [['00100010', 'PN', 'ZHANG^SAN']]),
    });
    expect(logLines.length).toBeGreaterThan(0);
    expect(logLines.join('\n')).not.toMatch(/ZHANG|"P1"/u);
  });
});

describe('the DICOM door, when the disk is full', () => {
  it('says 0xA700, keeps the association, and takes objects again when there is room', async () => {
    let isFull = false;
    const { port, entries } = await receiver({
      spool: (real) => ({
        ...real,
        begin: async () => {
          const draft = await real.begin();
          const write = async (bytes: Buffer) => {
            if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
            await draft.write(bytes);
          };
          return { ...draft, write };
        },
      }),
    });
    const sender = await peer(port);
    await sender.associate(CAPTURE);
    expect((await sender.store(object('2.25.1')))?.status).toBe(0);
    isFull = true;
    expect((await sender.store(object('2.25.2')))?.status).toBe(0xa700);
    isFull = false;
    expect((await sender.store(object('2.25.2')))?.status).toBe(0);
    expect(entries()).toHaveLength(2);
  });

  it('refuses below its reserve, before the last byte is gone', async () => {
    const { port, entries } = await receiver({ reserveBytes: 2 ** 52 });
    const sender = await peer(port);
    await sender.associate(CAPTURE);
    expect((await sender.store(object('2.25.1')))?.status).toBe(0xa700);
    expect(entries()).toEqual([]);
  });
});

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const isPart10 = (file: Buffer): boolean =>
  file.toString('latin1', 128, 132) === 'DICM' && file.readUInt32LE(132) === 2;

/** A UI of the file meta information, which is in explicit little endian always; empty where it is missing. */
function metaOf(file: Buffer, element: number): string {
  const meta = file.subarray(132, file.length - dataSetOf(file).length);
  const at = meta.indexOf(Buffer.from([2, 0, element, 0, 0x55, 0x49]));
  if (at < 0) return '';
  return meta.toString('latin1', at + 8, at + 8 + meta.readUInt16LE(at + 6)).replace(/\0$/u, '');
}
