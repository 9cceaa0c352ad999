import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchLock } from './lockState';

const AT = '2026-03-01T02:00:00.000Z';

function watching() {
  const power = new EventEmitter();
  const told: unknown[] = [];
  const state = watchLock({
    power,
    now: () => new Date(AT),
    onLocked: (payload) => told.push(payload),
  });
  return { power, told, state: () => state(undefined, { senderId: 1 }) };
}

describe('the screen lock', () => {
  it('is told to the pages at once and to later pages on request', async () => {
    const { power, told, state } = watching();
    expect(await state()).toEqual({
      ok: true,
      value: { isScreenLocked: false, lastLockedAt: null },
    });
    power.emit('lock-screen');
    expect(told).toEqual([{ reason: 'screenLock', at: AT }]);
    expect(await state()).toMatchObject({ value: { isScreenLocked: true, lastLockedAt: AT } });
    power.emit('unlock-screen');
    expect(await state()).toMatchObject({ value: { isScreenLocked: false, lastLockedAt: AT } });
  });

  it('is also taken from a machine that goes to sleep', async () => {
    const { power, told } = watching();
    power.emit('suspend');
    expect(told).toEqual([{ reason: 'suspend', at: AT }]);
  });
});
