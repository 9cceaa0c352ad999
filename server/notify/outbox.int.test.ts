import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError, type AppError } from '../../shared/domain/errors';
import { err, ok } from '../../shared/lib/result';
import { createClock } from '../testing/clock';
import { createTestDatabase, type TestDatabase } from '../testing/testDatabase';
import type { NotificationChannel, OutboundMessage } from './channels';
import { runOutbox } from './outboxWorker';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const clock = () => createClock('2026-11-24T02:00:00.000Z');

/** A carrier that answers as told, message by message; after that, it delivers. */
function createFakeCarrier(...answers: (AppError | 'crash')[]) {
  const received: OutboundMessage[] = [];
  const channel: NotificationChannel = {
    id: 'sms',
    async send(message) {
      received.push(message);
      const answer = answers.shift();
      if (answer === 'crash') throw new Error('the process dies');
      return answer ? err(answer) : ok({ providerId: `provider-${message.id}` });
    },
  };
  return { received, channels: new Map([['sms', channel]]) };
}

async function put(count = 1, channel = 'sms'): Promise<void> {
  const at = '2026-11-24T02:00:00.000Z';
  const rows = Array.from({ length: count }, (_, index) => ({
    channel,
    user_id: null,
    address: `000-${index}`,
    template: 'scheduled',
    text: `第 ${index} 条`,
    case_id: null,
    next_attempt_at: at,
    created_at: at,
    last_error: null,
    provider_id: null,
    handed_over_at: null,
  }));
  await database.db.insertInto('outbox').values(rows).execute();
}
const rows = () => database.db.selectFrom('outbox').selectAll().orderBy('id').execute();
const unreachable = appError('unavailable', 'notify.unreachable');
const rejected = appError('validation', 'notify.badAddress');
const interrupted = appError('timeout', 'notify.interrupted');

describe('the outbox', () => {
  it('hands a message over once and remembers the carrier’s number for it', async () => {
    await put();
    const { channels, received } = createFakeCarrier();
    expect(await runOutbox(database.db, channels, clock().now)).toBe(1);
    expect(await runOutbox(database.db, channels, clock().now)).toBe(0);
    const about = { event: 'scheduled', caseId: null, requestNo: null };
    expect(received).toEqual([{ id: '1', to: '000-0', text: '第 0 条', about }]);
    expect(await rows()).toMatchObject([
      {
        state: 'sent',
        attempts: 1,
        provider_id: 'provider-1',
        handed_over_at: '2026-11-24T02:00:00.000Z',
      },
    ]);
  });

  it('comes back to a carrier that was not there, later and later, with the same id, until it is', async () => {
    await put();
    const time = clock();
    const { channels, received } = createFakeCarrier(unreachable, unreachable);
    await runOutbox(database.db, channels, time.now);
    expect(await rows()).toMatchObject([
      { state: 'pending', attempts: 1, last_error: 'notify.unreachable' },
    ]);
    expect(await runOutbox(database.db, channels, time.now)).toBe(0); // not before its time
    time.advance({ seconds: 15 });
    await runOutbox(database.db, channels, time.now);
    time.advance({ seconds: 15 });
    expect(await runOutbox(database.db, channels, time.now)).toBe(0); // the second pause is longer
    time.advance({ seconds: 15 });
    await runOutbox(database.db, channels, time.now);
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 3, last_error: null }]);
    expect(received.map((message) => message.id)).toEqual(['1', '1', '1']);
  });

  it('gives up at once on an address that will never work, and shows why', async () => {
    await put();
    const { channels, received } = createFakeCarrier(rejected);
    await runOutbox(database.db, channels, clock().now);
    expect(await rows()).toMatchObject([
      { state: 'failed', attempts: 1, last_error: 'notify.badAddress' },
    ]);
    expect(received).toHaveLength(1);
  });

  it('asks a carrier that may have sent it only twice more', async () => {
    await put();
    const time = clock();
    const { channels, received } = createFakeCarrier(
      interrupted,
      interrupted,
      interrupted,
      interrupted,
    );
    for (let round = 0; round < 10; round += 1) {
      await runOutbox(database.db, channels, time.now);
      time.advance({ hours: 2 });
    }
    expect(received).toHaveLength(3);
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 3 }]);
  });

  it('says so when there is no carrier for a channel, instead of waiting for ever', async () => {
    await put(1, 'email');
    await runOutbox(database.db, createFakeCarrier().channels, clock().now);
    expect(await rows()).toMatchObject([{ state: 'failed', last_error: 'notify.noChannel' }]);
  });

  it('loses nothing when the process dies in the middle, and repeats at most the message it was at', async () => {
    await put(5);
    const { channels, received } = createFakeCarrier(rejected, unreachable, 'crash');
    await expect(runOutbox(database.db, channels, clock().now)).rejects.toThrow('the process dies');
    expect((await rows()).map((row) => row.state)).toEqual([
      'failed',
      'pending',
      'pending',
      'pending',
      'pending',
    ]);
    const later = createClock('2026-11-24T02:05:00.000Z');
    const afterRestart = createFakeCarrier();
    await runOutbox(database.db, afterRestart.channels, later.now);
    expect((await rows()).map((row) => row.state)).toEqual([
      'failed',
      'sent',
      'sent',
      'sent',
      'sent',
    ]);
    expect(received.map((message) => message.id)).toEqual(['1', '2', '3']);
    expect(afterRestart.received.map((message) => message.id).toSorted()).toEqual([
      '2',
      '3',
      '4',
      '5',
    ]);
  });

  it('is emptied by several nodes at once without a message going out twice', async () => {
    await put(30);
    const nodes = Array.from({ length: 4 }, () => createFakeCarrier());
    await Promise.all(nodes.map(({ channels }) => runOutbox(database.db, channels, clock().now)));
    const ids = nodes.flatMap(({ received }) => received.map((message) => message.id));
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });
});
