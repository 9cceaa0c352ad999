import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStory } from '../testing/story';
import { createTestServer, START, type TestServer } from '../testing/testServer';
import { createTestDatabase } from '../testing/testDatabase';
import { idOf, type PersonKey } from '../testing/world';
import { appendAudit, createAudit, hashOf, verifyAudit, type Verification } from './auditLog';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
});
afterAll(() => stage.close());

const rowsSince = (seq: number) =>
  stage.database.db
    .selectFrom('audit_log')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
const head = async () => (await verifyAudit(stage.database.db)).entries;

describe('the audit log', () => {
  it('has a row for every view, list, export and command, with who and which case, and no clinical word', async () => {
    const story = createStory(stage);
    const start = await head();
    const caseId = await story.published();
    const asked: [PersonKey, string][] = [
      ['requester', '/v1/cases'],
      ['requester', `/v1/cases/${caseId}/reports/1`],
      ['requester', `/v1/cases/${caseId}/submissions`],
      ['coordinator', '/v1/statistics?from=2026-01-01&to=2026-12-31'],
      ['coordinator', '/v1/statistics/sex/csv?from=2026-01-01&to=2026-12-31'],
      ['auditor', '/v1/audit'],
      ['auditor', '/v1/audit/verification'],
    ];
    for (const [key, url] of asked)
      expect([url, (await (await stage.clientAs(key)).get(url)).status]).toEqual([url, 200]);
    const rows = await rowsSince(start);
    const seen = rows.map((row) => `${row.actor_role} ${row.action} ${row.entity}`);
    for (const expected of [
      'requester case.create case',
      'requester command.submit case',
      'triage command.accept case',
      'triage command.inviteExperts case',
      'expert command.acceptInvitation case',
      'coordinator command.schedule case',
      'expert command.publishReport case',
      'requester view case',
      'requester list cases',
      'requester view report',
      'requester view submissions',
      'coordinator view statistics',
      'coordinator export statistics',
      'auditor view audit',
      'auditor verify audit',
    ]) {
      expect(seen).toContain(expected);
    }
    const commands = rows.filter((row) => row.action.startsWith('command.'));
    expect(commands.every((row) => row.case_id === caseId && row.actor_id !== null)).toBe(true);
    expect(commands.at(-1)).toMatchObject({
      actor_id: idOf('chief'),
      details: { from: 'reporting', to: 'published' },
    });
    expect(JSON.stringify(rows)).not.toMatch(/王某芳|结节|R91|手术/);
  });

  it('notes an attempt on a case that is not one’s own', async () => {
    const caseId = await createStory(stage).submitted();
    const start = await head();
    const stranger = await stage.clientAs('stranger');
    await stranger.caseOf(caseId);
    await stranger.command(caseId, { type: 'cancel', reason: '与我无关' }, { version: 1 });
    const rows = await rowsSince(start);
    expect(
      rows.map((row) => [row.actor_id, row.action, row.entity_id, row.outcome, row.details]),
    ).toEqual([
      [idOf('stranger'), 'view', caseId, 'refused', { code: 'case.notFound' }],
      [idOf('stranger'), 'command.cancel', caseId, 'refused', { code: 'case.notFound' }],
    ]);
  });

  it('notes who signed in and who tried', async () => {
    const start = await head();
    await stage
      .anonymous()
      .call('POST', '/v1/sessions', { account: 'triage', password: 'wrong password' });
    expect(await rowsSince(start)).toMatchObject([
      {
        action: 'signIn',
        entity_id: 'triage',
        outcome: 'refused',
        details: { code: 'auth.badCredentials' },
      },
    ]);
  });

  it('holds together, also when many write at once', async () => {
    const audit = createAudit(stage.database.db, stage.clock.now);
    const start = await head();
    const entry = (n: number) => ({
      actorId: null,
      actorRole: 'system',
      action: 'test',
      entity: 'n',
      entityId: String(n),
    });
    await Promise.all(Array.from({ length: 60 }, (_, n) => audit(entry(n))));
    const rows = await rowsSince(start);
    expect(rows.map((row) => row.seq)).toEqual(
      Array.from({ length: 60 }, (_, index) => start + 1 + index),
    );
    expect(new Set(rows.map((row) => row.entity_id)).size).toBe(60);
    expect(await verifyAudit(stage.database.db)).toMatchObject({
      intact: true,
      entries: start + 60,
      firstBrokenSeq: null,
    });
  });

  it('leaves no gap when a transaction that wrote to it rolls back', async () => {
    const { db } = stage.database;
    const start = await head();
    const entry = {
      actorId: null,
      actorRole: 'system',
      action: 'test',
      entity: 'n',
      entityId: 'lost',
    };
    const lost = db.transaction().execute(async (tx) => {
      await appendAudit(tx, START, [entry]);
      throw new Error('undone');
    });
    await expect(lost).rejects.toThrow('undone');
    await createAudit(db, stage.clock.now)({ ...entry, entityId: 'kept' });
    expect((await rowsSince(start)).map((row) => [row.seq, row.entity_id])).toEqual([
      [start + 1, 'kept'],
    ]);
  });

  it.each([
    ['changed', sql`update audit_log set action = 'view' where seq = 1`],
    ['removed', sql`delete from audit_log where seq = 1`],
    ['emptied', sql`truncate audit_log`],
  ] as const)('cannot be %s through the database’s front door', async (_, statement) => {
    await expect(statement.execute(stage.database.db)).rejects.toThrow('append-only');
  });
});

describe('somebody who switches the trigger off', () => {
  const edits = [
    ['rewrites a word', 7, sql`update audit_log set action = 'nothing' where seq = 7`],
    ['rewrites a detail', 7, sql`update audit_log set details = '{"n": 8}' where seq = 7`],
    [
      'moves the time by a millisecond',
      7,
      sql`update audit_log set at = at + interval '1 millisecond' where seq = 7`,
    ],
    ['rewrites a row with its own hash', 8, null],
    ['takes a row out', 8, sql`delete from audit_log where seq = 7`],
    ['takes the first row out', 2, sql`delete from audit_log where seq = 1`],
    [
      'swaps two rows',
      7,
      sql`update audit_log set entity_id = case seq when 7 then '8' else '7' end where seq in (7, 8)`,
    ],
  ] as const;

  it.each(edits)('and %s is found out at row %i', async (_, firstBrokenSeq, statement) => {
    const broken = await tamper(async (db) => {
      if (statement) await statement.execute(db);
      else await forge(db);
    });
    expect(broken).toMatchObject({ intact: false, firstBrokenSeq });
  });

  async function tamper(
    edit: (db: TestServer['database']['db']) => Promise<void>,
  ): Promise<Verification> {
    const { db, close } = await createTestDatabase();
    try {
      const entries = Array.from({ length: 12 }, (_, index) => ({
        actorId: null,
        actorRole: 'system',
        action: 'test',
        entity: 'n',
        entityId: String(index + 1),
        details: { n: index + 1 },
      }));
      await db.transaction().execute((tx) => appendAudit(tx, START, entries));
      expect((await verifyAudit(db)).intact).toBe(true);
      await sql`alter table audit_log disable trigger audit_log_immutable`.execute(db);
      await edit(db);
      return await verifyAudit(db);
    } finally {
      await close();
    }
  }

  /** Knows the recipe: changes row 7 and computes its hash anew. Row 8 gives it away. */
  async function forge(db: TestServer['database']['db']): Promise<void> {
    const row = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('seq', '=', 7)
      .executeTakeFirstOrThrow();
    const forged = { ...row, action: 'nothing' };
    await sql`update audit_log set action = 'nothing', hash = ${hashOf(forged, row.previous_hash)} where seq = 7`.execute(
      db,
    );
  }
});
