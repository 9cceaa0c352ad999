import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LOSSLESS,
  partMark,
  StackReader,
  stackRequestSchema,
  writePartHeader,
  type StackPart,
} from './stackStream';

const aPart = (over: Partial<StackPart> = {}): StackPart => ({
  kind: 'rendition',
  want: 3,
  mark: partMark('1.2.3', 1),
  offset: 4897,
  total: 217_674,
  transferSyntaxUid: '',
  bytes: new Uint8Array([1, 2, 3]),
  ...over,
});
const written = (part: StackPart): Uint8Array =>
  new Uint8Array([...writePartHeader({ ...part, length: part.bytes.length }), ...part.bytes]);

describe('a stack stream', () => {
  it('gives the same parts however it is cut into chunks', () => {
    const parts = [
      aPart(),
      aPart({
        kind: 'stored',
        want: 0,
        offset: 0,
        total: 5,
        transferSyntaxUid: '1.2.840.10008.1.2.4.50',
        bytes: new Uint8Array([9, 8, 7, 6, 5]),
      }),
      aPart({ kind: 'failed', bytes: new Uint8Array(0) }),
    ];
    const stream = new Uint8Array(parts.flatMap((part) => [...written(part)]));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const reader = new StackReader();
        const read: StackPart[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          read.push(...reader.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(read).toEqual(parts);
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  it('knows when it ended in the middle of a part', () => {
    const reader = new StackReader();
    expect(reader.push(written(aPart()).subarray(0, 25))).toEqual([]);
    expect(reader.isAtEnd).toBe(false);
  });

  it('refuses what is no such stream', () => {
    const page = Uint8Array.from('<!doctype html><html></html>', (c) => c.charCodeAt(0));
    expect(() => new StackReader().push(page)).toThrow(RangeError);
  });

  it('marks every frame of a study differently', () => {
    const marks = new Set(
      Array.from({ length: 2000 }, (_, i) =>
        partMark(`1.2.840.113619.2.55.${i >> 1}`, (i & 1) + 1),
      ),
    );
    expect(marks.size).toBe(2000);
  });

  it('asks only for what can be there', () => {
    const request = { prefix: '1.2.', instances: ['3'], wants: [[0, 1, LOSSLESS, 0]] };
    expect(stackRequestSchema.safeParse(request).success).toBe(true);
    for (const want of [
      [0, 0, 0, 0],
      [0, 1, -2, 0],
      [-1, 1, 0, 0],
      [0, 1, 0, 0.5],
    ]) {
      expect(stackRequestSchema.safeParse({ ...request, wants: [want] }).success).toBe(false);
    }
  });
});
