import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openWindowChannel } from './index';

const A = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';
const B = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a02';
const schema = z.strictObject({ kind: z.literal('hello'), caseId: z.string() });

/** Wires that hear each other and, unlike a browser's, themselves. */
function aLine() {
  type Wire = {
    postMessage: (data: unknown) => void;
    close: () => void;
    onmessage: ((event: MessageEvent) => void) | null;
  };
  const wires: Wire[] = [];
  const send = (data: unknown) =>
    wires.forEach((wire) => wire.onmessage?.({ data: structuredClone(data) } as MessageEvent));
  const open = () => {
    const wire: Wire = {
      postMessage: send,
      close: () => void wires.splice(wires.indexOf(wire), 1),
      onmessage: null,
    };
    wires.push(wire);
    return wire as unknown as BroadcastChannel;
  };
  return { open, send };
}

function aWindow(line: ReturnType<typeof aLine>, id: string) {
  const channel = openWindowChannel('test', schema, { id, open: line.open });
  const heard: [string, string][] = [];
  const stop = channel.listen(({ caseId }, from) => heard.push([caseId, from]));
  return { channel, heard, stop };
}

describe('a channel between windows', () => {
  it('carries a message to the others and not back to its sender', () => {
    const line = aLine();
    const [first, second] = [aWindow(line, A), aWindow(line, B)];
    first.channel.post({ kind: 'hello', caseId: '1' });
    expect([first.heard, second.heard]).toEqual([[], [['1', A]]]);
  });

  it.each([
    ['no envelope', { kind: 'hello', caseId: '1' }],
    ['no sender', { body: { kind: 'hello', caseId: '1' } }],
    ['another message', { from: A, body: { kind: 'bye' } }],
    ['something added', { from: A, body: { kind: 'hello', caseId: '1', name: '张' } }],
  ])('drops what is not a message of it: %s', (_what, data) => {
    const line = aLine();
    const { heard } = aWindow(line, B);
    line.send(data);
    expect(heard).toEqual([]);
    line.send({ from: A, body: { kind: 'hello', caseId: '1' } });
    expect(heard).toEqual([['1', A]]);
  });

  it('says and hears nothing after it was closed', () => {
    const line = aLine();
    const [first, second] = [aWindow(line, A), aWindow(line, B)];
    second.stop();
    first.channel.post({ kind: 'hello', caseId: '1' });
    first.channel.close();
    first.channel.post({ kind: 'hello', caseId: '2' });
    expect([first.heard, second.heard]).toEqual([[], []]);
  });
});
