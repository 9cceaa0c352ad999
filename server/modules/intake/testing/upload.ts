import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { IntakeBatch } from '../../../../shared/api/intake';
import type { Actor } from '../../../../shared/domain/identity/actor';
import { asActor, type Stage } from './intakeStage';

export type UploadRequest = {
  readonly actor?: Actor;
  readonly name: string;
  readonly bytes: Buffer;
  readonly bundle?: 'none' | 'tar';
  readonly sha256?: string;
  readonly caseId?: string;
};

const TUS = { 'tus-resumable': '1.0.0' };

export const baseUrl = (stage: Stage): string => {
  const { port } = stage.app().server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

/** Starts an upload; the answer is the server's, whatever it is. */
export async function createUpload(stage: Stage, request: UploadRequest): Promise<Response> {
  const metadata = {
    caseId: request.caseId ?? stage.caseId,
    name: request.name,
    bundle: request.bundle ?? 'none',
  };
  const pairs = Object.entries(request.sha256 ? { ...metadata, sha256: request.sha256 } : metadata);
  return fetch(`${baseUrl(stage)}/v1/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      ...asActor(request.actor ?? stage.doctor),
      'upload-length': String(request.bytes.length),
      'upload-metadata': pairs
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(','),
    },
  });
}

export async function sendBytes(
  stage: Stage,
  location: string,
  bytes: Buffer,
  offset: number,
  actor: Actor = stage.doctor,
): Promise<Response> {
  return fetch(`${baseUrl(stage)}${location}`, {
    method: 'PATCH',
    headers: {
      ...TUS,
      ...asActor(actor),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
    body: new Uint8Array(bytes),
  });
}

export const headUpload = (
  stage: Stage,
  location: string,
  actor: Actor = stage.doctor,
): Promise<Response> =>
  fetch(`${baseUrl(stage)}${location}`, { method: 'HEAD', headers: { ...TUS, ...asActor(actor) } });

/** Uploads completely and waits until it is processed. */
export async function uploadAndProcess(stage: Stage, request: UploadRequest): Promise<IntakeBatch> {
  const created = await createUpload(stage, request);
  if (created.status !== 201)
    throw new Error(`upload refused: ${created.status} ${await created.text()}`);
  const location = created.headers.get('location') ?? '';
  const sent = await sendBytes(stage, location, request.bytes, 0, request.actor);
  if (sent.status !== 204) throw new Error(`bytes refused: ${sent.status} ${await sent.text()}`);
  await stage.intake().idle();
  return batchOf(stage, location);
}

export async function batchOf(stage: Stage, location: string): Promise<IntakeBatch> {
  const id = location.slice(location.lastIndexOf('/') + 1);
  const batch = (await listIntake(stage)).find((entry) => entry.id === id);
  if (!batch) throw new Error('the upload is not listed');
  return batch;
}

export async function listIntake(
  stage: Stage,
  actor: Actor = stage.doctor,
): Promise<IntakeBatch[]> {
  const response = await fetch(`${baseUrl(stage)}/v1/cases/${stage.caseId}/intake`, {
    headers: asActor(actor),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { items: IntakeBatch[] }).items;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
