import { DetailedError } from 'tus-js-client';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/domain/errors';
import { isPassing, toUploadError } from './failure';

const answered = (status: number, body = ''): Error => {
  const response = {
    getStatus: () => status,
    getBody: () => body,
    getHeader: () => undefined,
    getUnderlyingObject: () => null,
  };
  return Object.assign(new DetailedError('refused'), { originalResponse: response });
};

describe('what an upload error means', () => {
  it('is what the server said, when it said it as a problem', () => {
    const error = appError('tooLarge', 'upload.tooLarge', { params: { maxBytes: 5 } });
    expect(toUploadError(answered(413, JSON.stringify({ error })))).toEqual(error);
    expect(toUploadError(answered(507, JSON.stringify(error)))).toEqual(error);
  });

  it.each([
    [401, 'auth.expired', false],
    [404, 'upload.notFound', false],
    [410, 'upload.notFound', false],
    [503, 'server.notReady', true],
    [507, 'device.diskFull', false],
    [500, 'server.internal', false],
  ])('goes by the status %i otherwise', (status, code, passes) => {
    const error = answered(status, 'plain text');
    expect([toUploadError(error).code, isPassing(error)]).toEqual([code, passes]);
  });

  it('tells a broken line, which passes, from a file that cannot be read, which does not', () => {
    const broken = new DetailedError('no response');
    const unreadable = new DOMException('gone', 'NotReadableError');
    expect([toUploadError(broken).code, isPassing(broken)]).toEqual(['net.offline', true]);
    expect([toUploadError(unreadable).code, isPassing(unreadable)]).toEqual([
      'desktop.cannotReadFile',
      false,
    ]);
  });
});
