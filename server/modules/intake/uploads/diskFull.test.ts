import { describe, expect, it } from 'vitest';
import { newCase } from '../../../../shared/domain/consultation/case';
import { emptyForm } from '../../../../shared/domain/consultation/form';
import { AppFailure } from '../../../../shared/domain/errors';
import type { Actor, CaseId } from '../../../../shared/domain/identity/actor';
import { ok } from '../../../../shared/lib/result';
import type { Batches } from '../batches';
import { judgeCreation } from './creation';
import { createTusStore } from './tusStore';
import type { UploadFiles } from './uploadFiles';

const actor = { userId: 'u', role: 'requester', hospitalId: 'h' } as unknown as Actor;
const caseId = '0b1d8a3e-3c56-4a83-9c4c-6a0b4a7f5a11' as CaseId;

const filesWith = (parts: Partial<UploadFiles>): UploadFiles => ({
  pathOf: (id) => id,
  create: async () => undefined,
  sizeOf: async () => 0,
  append: async () => 0,
  remove: async () => undefined,
  ids: async () => [],
  freeBytes: async () => Number.MAX_SAFE_INTEGER,
  ...parts,
});

describe('a full disk', () => {
  it('is said before an upload starts', async () => {
    const caseAccess = {
      forUpload: async () =>
        ok(
          newCase(
            {
              id: caseId,
              requesterId: actor.userId,
              hospitalId: actor.hospitalId!,
              parentId: null,
              form: emptyForm(),
            },
            '2026-03-01T00:00:00Z',
          ),
        ),
      forView: async () => Promise.reject(new Error('not asked')),
      touch: async () => undefined,
    };
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const headers = { length: '1000', metadata: `caseId ${encode(caseId)},name ${encode('x')}` };
    const judge = (free: number) =>
      judgeCreation(
        { caseAccess, files: filesWith({ freeBytes: async () => free }), maxBytes: 1e9 },
        actor,
        'id',
        headers,
      );
    expect(await judge(1024 ** 3)).toMatchObject({
      ok: false,
      error: { code: 'device.diskFull', retry: 'safe' },
    });
    expect(await judge(1024 ** 3 + 1000)).toMatchObject({
      ok: true,
      value: { sizeBytes: 1000, name: 'x' },
    });
  });

  it('is said when it happens while bytes arrive, and other trouble is not mistaken for it', async () => {
    const failing = (code: string) =>
      filesWith({ append: async () => Promise.reject(Object.assign(new Error(code), { code })) });
    const store = (code: string) =>
      createTusStore(failing(code), {} as Batches, async () => undefined);
    const thrown = async (code: string) =>
      store(code)
        .write(process.stdin, 'id', 0)
        .catch((error: unknown) => error);
    const full = await thrown('ENOSPC');
    expect(full instanceof AppFailure && full.error.code).toBe('device.diskFull');
    expect(await thrown('EIO')).toMatchObject({ code: 'EIO' });
  });
});
