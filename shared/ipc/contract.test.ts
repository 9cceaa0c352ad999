import { describe, expect, it } from 'vitest';
import { caseIdSchema } from '../domain/identity/actor';
import { IPC_CHANNELS, IPC_EVENTS } from './channels';
import { ipcContract } from './contract';
import { ipcEvents } from './events';
import { MAX_PDF_BYTES, fileNameSchema, requestNumberSchema } from './fields';
import { secondScreenCaseIn, secondScreenPath } from './secondScreen';

const CASE = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');

describe('IPC contract', () => {
  it('names exactly the channels and events the preload is built from', () => {
    expect(Object.keys(ipcContract)).toEqual([...IPC_CHANNELS]);
    expect(Object.keys(ipcEvents)).toEqual([...IPC_EVENTS]);
  });

  it('refuses any field a call does not know', () => {
    const input = { template: 'invitation', requestNumber: 'HZ20260301-0007' };
    const schema = ipcContract['notify.show'].input;
    expect([
      schema.safeParse(input).success,
      schema.safeParse({ ...input, title: '张某某 室速' }).success,
    ]).toEqual([true, false]);
  });

  it.each([
    ['HZ20260301-0007', true],
    ['2026030100071', true],
    ['ZHANG-SAN', false],
    ['张某某', false],
    ['hz20260301', false],
    ['99999919900307123X', false],
    ['999999199003071234', false],
    ['999999900307123', false],
    ['13800000000', false],
    ['HZ1', false],
    [`A1234${'0'.repeat(40)}`, false],
  ])('takes %s for a request number: %s', (text, isTaken) => {
    expect(requestNumberSchema.safeParse(text).success).toBe(isTaken);
  });

  it.each([
    ['会诊报告 HZ-0007.pdf', true],
    ['../report.pdf', false],
    ['C:report.pdf', false],
    ['a\\b.pdf', false],
    ['..', false],
    ['a\u0000.pdf', false],
    ['', false],
  ])('takes %j for a file name: %s', (name, isTaken) => {
    expect(fileNameSchema.safeParse(name).success).toBe(isTaken);
  });

  it('refuses a PDF above the limit and bytes that are no byte array', () => {
    const schema = ipcContract['report.savePdf'].input;
    const withBytes = (bytes: unknown) =>
      schema.safeParse({ suggestedName: 'a.pdf', bytes }).success;
    expect([
      withBytes(new Uint8Array(4)),
      withBytes(new Uint8Array(MAX_PDF_BYTES + 1)),
      withBytes([1, 2]),
      withBytes('%PDF'),
    ]).toEqual([true, false, false, false]);
  });

  it('finds the case again in the address of the second screen', () => {
    const { hash } = { hash: secondScreenPath(CASE).replace('/index.html', '') };
    expect([secondScreenCaseIn(hash), secondScreenCaseIn('#/cases')]).toEqual([CASE, null]);
  });
});
