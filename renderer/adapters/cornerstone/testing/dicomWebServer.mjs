import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const require = createRequire(import.meta.url);
const dicomParser = require('dicom-parser');
const dcmjs = require('dcmjs');
dcmjs.log.setLevel?.('silent');

const PIXEL_DATA = ['7FE00010', '7FE00008', '7FE00009'];
const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/**
 * A small read-only DICOMweb server over folders of DICOM files, for tests: one folder is one study `2.25.<n>`. It is written
 * apart from the product's server so that the viewer is tested against PS3.18 and not against our own reading of it.
 *
 * `faults` maps a path substring to `{ status }`, `{ hang: true }`, `{ cut: bytes }` or `{ delayMs }`.
 */
export function createDicomWebServer({ folders, pageFolder, faults = {} }) {
  const studies = new Map(
    folders.map((folder, i) => [`2.25.${i + 1}`, readStudy(folder, `2.25.${i + 1}`)]),
  );
  const requests = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const fault = Object.entries(faults).find(([part]) => url.pathname.includes(part))?.[1] ?? {};
    requests.push(url.pathname);
    if (fault.hang) return;
    const answer = () => {
      if (fault.status) return send(response, fault.status, 'application/json', Buffer.from('{}'));
      if (!url.pathname.startsWith('/dicom-web/'))
        return sendPage(response, pageFolder, url.pathname);
      return sendDicom(response, studies, url.pathname.slice('/dicom-web'.length), fault);
    };
    if (fault.delayMs) setTimeout(answer, fault.delayMs);
    else answer();
  });
  return { server, studies, requests, faults };
}

function readStudy(folder, studyUid) {
  const instances = new Map();
  for (const [k, file] of filesUnder(folder).entries()) {
    try {
      const bytes = readFileSync(file);
      const parsed = dcmjs.data.DicomMessage.readFile(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
        { ignoreErrors: true },
      );
      const json = plain(parsed.dict);
      for (const tag of PIXEL_DATA) delete json[tag];
      const syntax = parsed.meta['00020010']?.Value?.[0] ?? '1.2.840.10008.1.2.1';
      json['00083002'] = { vr: 'UI', Value: [syntax] };
      json['0020000D'] = { vr: 'UI', Value: [studyUid] };
      json['00080018'] ??= { vr: 'UI', Value: [`${studyUid}.${k + 1}`] };
      if (!json['00080018'].Value?.[0])
        json['00080018'] = { vr: 'UI', Value: [`${studyUid}.${k + 1}`] };
      if (!json['0020000E']?.Value?.[0])
        json['0020000E'] = { vr: 'UI', Value: [`${studyUid}.${k + 1}.1`] };
      instances.set(json['00080018'].Value[0], { file, json, syntax });
    } catch {
      continue;
    }
  }
  return instances;
}

function filesUnder(folder) {
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** dcmjs keeps binary values as buffers; DICOM JSON wants base64. */
function plain(dict) {
  const out = {};
  for (const [tag, element] of Object.entries(dict)) {
    const values = element.Value ?? [];
    if (values.some((v) => v instanceof ArrayBuffer || ArrayBuffer.isView(v))) {
      const bytes =
        values[0] instanceof ArrayBuffer ? Buffer.from(values[0]) : Buffer.from(values[0].buffer);
      out[tag] = { vr: element.vr, InlineBinary: bytes.toString('base64') };
    } else if (element.vr === 'SQ') {
      out[tag] = { vr: 'SQ', Value: [...values].map((item) => plain(item)) };
    } else if (element.vr === 'PN') {
      out[tag] = { vr: 'PN', Value: [...values].map((v) => ({ ...v })) };
    } else {
      out[tag] = { vr: element.vr, Value: [...values] };
    }
  }
  return out;
}

function sendDicom(response, studies, path, fault) {
  const frame = /^\/studies\/([^/]+)\/series\/[^/]+\/instances\/([^/]+)\/frames\/(\d+)$/.exec(path);
  if (frame) {
    const instance = studies.get(frame[1])?.get(frame[2]);
    if (!instance) return send(response, 404, 'application/json', Buffer.from('{}'));
    return sendFrame(response, instance, Number(frame[3]), fault);
  }
  const metadata = /^\/studies\/([^/]+)\/series\/([^/]+)\/metadata$/.exec(path);
  if (metadata) {
    const all = [...(studies.get(metadata[1])?.values() ?? [])].map(({ json }) => json);
    return sendJson(
      response,
      all.filter((json) => json['0020000E'].Value[0] === metadata[2]),
    );
  }
  const series = /^\/studies\/([^/]+)\/series$/.exec(path);
  if (series) return sendJson(response, seriesOf(studies.get(series[1]) ?? new Map()));
  return send(response, 404, 'application/json', Buffer.from('{}'));
}

function seriesOf(instances) {
  const bySeries = new Map();
  for (const { json } of instances.values()) {
    const uid = json['0020000E'].Value[0];
    const entry = bySeries.get(uid) ?? { json, count: 0 };
    bySeries.set(uid, { json: entry.json, count: entry.count + 1 });
  }
  return [...bySeries.values()].map(({ json, count }) => {
    const kept = ['0020000D', '0020000E', '00080060', '00200011', '0008103E'].filter(
      (tag) => json[tag],
    );
    return {
      ...Object.fromEntries(kept.map((tag) => [tag, json[tag]])),
      '00201209': { vr: 'IS', Value: [count] },
    };
  });
}

function sendFrame(response, { file, json, syntax }, frame, fault) {
  const bytes = readFileSync(file);
  const dataSet = dicomParser.parseDicom(bytes);
  const { x7fe00010, x7fe00008, x7fe00009 } = dataSet.elements;
  const element = x7fe00010 ?? x7fe00008 ?? x7fe00009;
  let pixels;
  if (!element) return send(response, 404, 'application/json', Buffer.from('{}'));
  if (element.encapsulatedPixelData) {
    const frames = json['00280008']?.Value?.[0] ?? 1;
    const table = element.basicOffsetTable.length
      ? element.basicOffsetTable
      : frames === element.fragments.length
        ? undefined
        : dicomParser.createJPEGBasicOffsetTable(dataSet, element);
    pixels =
      Number(frames) === 1
        ? dicomParser.readEncapsulatedPixelDataFromFragments(
            dataSet,
            element,
            0,
            element.fragments.length,
          )
        : table
          ? dicomParser.readEncapsulatedImageFrame(dataSet, element, frame - 1, table)
          : dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, frame - 1, 1);
  } else {
    const value = (tag) => json[tag]?.Value?.[0] ?? 1;
    const samples = json['00280004']?.Value?.[0] === 'YBR_FULL_422' ? 2 : value('00280002');
    const size = (value('00280010') * value('00280011') * samples * value('00280100')) / 8;
    pixels = dataSet.byteArray.subarray(
      element.dataOffset + size * (frame - 1),
      Math.min(element.dataOffset + element.length, element.dataOffset + size * frame),
    );
  }
  if (fault.cut) pixels = pixels.subarray(0, fault.cut);
  const told = fault.syntax ?? (syntax.endsWith('.1.99') ? '1.2.840.10008.1.2.1' : syntax);
  const body = Buffer.concat([
    Buffer.from(
      `--B0undary\r\nContent-Type: application/octet-stream; transfer-syntax=${told}\r\n\r\n`,
    ),
    Buffer.from(pixels),
    Buffer.from('\r\n--B0undary--\r\n'),
  ]);
  return send(
    response,
    200,
    'multipart/related; type="application/octet-stream"; boundary=B0undary',
    body,
  );
}

const sendJson = (response, value) =>
  send(response, 200, 'application/dicom+json', Buffer.from(JSON.stringify(value)));

function sendPage(response, folder, pathname) {
  try {
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    return send(
      response,
      200,
      TYPES[extname(path)] ?? 'application/octet-stream',
      readFileSync(path),
    );
  } catch {
    return send(response, 404, 'text/plain', Buffer.from('not found'));
  }
}

function send(response, status, type, body) {
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'content-security-policy': CSP,
  });
  response.end(body);
}
