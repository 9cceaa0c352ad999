// Kills the server with SIGKILL at random moments while people work and images arrive, starts it again, and counts:
// whatever was acknowledged must be there, nothing may be there by half, and a request sent again must not count twice.
// KILLS (default 5) says how often.
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readSeries, renumber, stow } from './harness/ctSeries.mjs';
import { expertId, seedPeople, signIn } from './harness/people.mjs';
import { requestForm } from './harness/request.mjs';
import {
  bundle,
  makeDataDir,
  startDatabase,
  startServer,
  verifyAuditChain,
} from './harness/server.mjs';

const KILLS = Number(process.env.KILLS ?? 5);
const WORKERS = 4;
const SENDERS = 2;
const PER_BATCH = 3;

/** The connection broke: expected here, unlike every other failure. */
class Cut extends Error {}

await bundle();
const database = await startDatabase();
const dataDir = await makeDataDir();
const client = new pg.Pool({ connectionString: database.url, max: 5 });
let server = await startServer({ databaseUrl: database.url, dataDir });
/** What the server has said yes to. */
const acknowledged = { commands: [], instances: new Map() };
let unanswered = [];
let replayed = 0;
try {
  await seedPeople(client);
  const tokens = await signInAll();
  const series = readSeries();
  const workers = Array.from({ length: WORKERS }, (_, n) => createWorker(n, tokens));
  const problems = [];
  for (let round = 1; round <= KILLS; round += 1) {
    const stop = { now: false };
    const lanes = Promise.all([
      ...workers.map((worker) => runUntilCut(stop, worker)),
      ...Array.from({ length: SENDERS }, () =>
        runUntilCut(stop, () => sendImages(series, tokens.doctor)),
      ),
    ]);
    lanes.catch(() => undefined); // a failure is thrown below; it must not end the process before the server is stopped
    await Promise.race([sleep(randomInt(300, 2500)), lanes]);
    await server.kill();
    stop.now = true;
    await lanes;
    server = await startServer({ databaseUrl: database.url, dataDir });
    await sendAgain();
    problems.push(...(await check()).map((problem) => `after kill ${round}: ${problem}`));
  }
  const summary = {
    kills: KILLS,
    acknowledgedCommands: acknowledged.commands.length,
    acknowledgedInstances: acknowledged.instances.size,
    requestsSentAgain: replayed,
    problems,
  };
  process.stdout.write(`${JSON.stringify(summary, null, 1)}\n`);
  process.exitCode =
    problems.length === 0 && acknowledged.commands.length > 0 && acknowledged.instances.size > 0
      ? 0
      : 1;
} finally {
  await client.end();
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function signInAll() {
  const accounts = { doctor: 'doctor0', triage: 'triage', expert: 'expert0' };
  const entries = await Promise.all(
    Object.entries(accounts).map(async ([who, account]) => [
      who,
      await signIn(server.url, account),
    ]),
  );
  return Object.fromEntries(entries);
}

/** Works until the connection breaks. What broke it is kept by `send`. */
async function runUntilCut(stop, step) {
  while (!stop.now) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      return;
    }
  }
}

/** One person's way through case after case: draft, submit, claim, accept, invite, accept. */
function createWorker(n, tokens) {
  let steps = [];
  let caseId = null;
  let version = 0;
  const experts = [{ expertId: expertId(0), role: 'chief', required: true }];
  const COMMANDS = [
    ['doctor', { type: 'submit' }],
    ['triage', { type: 'claim' }],
    ['triage', { type: 'accept', waiverNote: null }],
    ['triage', { type: 'inviteExperts', experts }],
    ['expert', { type: 'acceptInvitation' }],
  ];
  return async () => {
    if (caseId === null || steps.length === 0) {
      const form = requestForm(`断电${n}`);
      const created = await send(
        '/v1/cases',
        tokens.doctor,
        { idempotencyKey: randomUUID(), form },
        (body) => {
          ({ id: caseId, version } = body.case);
          acknowledged.commands.push({ caseId, version, type: 'create' });
          steps = [...COMMANDS];
        },
      );
      if (created) await addMaterial(caseId);
      return;
    }
    const [who, command] = steps[0];
    const body = { command, expectedVersion: version, idempotencyKey: randomUUID() };
    await send(`/v1/cases/${caseId}/commands`, tokens[who], body, (answer) => {
      steps.shift();
      version = answer.case.version;
      acknowledged.commands.push({ caseId, version, type: command.type });
    });
  };
}

/** A request whose answer never came is remembered with its key, to be sent again by `sendAgain`. */
async function send(url, token, body, onAnswer) {
  const attempt = async () => {
    const response = await fetch(`${server.url}${url}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok)
      throw new Error(`${body.command?.type ?? 'create'}: ${JSON.stringify(answer.error)}`);
    onAnswer(answer);
    return answer;
  };
  try {
    return await attempt();
  } catch (error) {
    if (!isCut(error)) throw error;
    unanswered.push(attempt);
    throw new Cut();
  }
}

/** fetch says TypeError when the connection breaks, the parser SyntaxError when an answer ends in the middle. */
function isCut(error) {
  return error instanceof TypeError || error instanceof SyntaxError;
}

async function sendAgain() {
  const waiting = unanswered;
  unanswered = [];
  for (const attempt of waiting) {
    const first = await attempt();
    replayed += 1;
    if (first.case.version === 0) await addMaterial(first.case.id);
  }
}

/** Straight into the table, as the intake would: this test is about commands. */
async function addMaterial(caseId) {
  await client.query(
    `insert into case_record (id, case_id, kind, category, title, source, added_at, added_by, item_count)
       select gen_random_uuid(), $1, kind, category, kind, 'manual', now(), requester_id, 1
       from consultation, (values ('document', 'consent'), ('study', 'imaging')) m(kind, category) where consultation.id = $1`,
    [caseId],
  );
}

async function sendImages(series, token) {
  const start = randomInt(0, series.length - PER_BATCH);
  const batch = renumber(series.slice(start, start + PER_BATCH));
  try {
    const uids = await stow(`${server.url}/dicom-web`, { authorization: `Bearer ${token}` }, batch);
    uids.forEach((uid, index) => acknowledged.instances.set(uid, sha256(batch[index])));
  } catch (error) {
    if (isCut(error)) throw new Cut();
    throw error;
  }
}

async function check() {
  return (
    await Promise.all([checkCommands(), checkCases(), checkInstances(), checkBlobs(), checkAudit()])
  ).flat();
}

async function checkCommands() {
  const { rows } = await client.query('select case_id, case_version, type from consultation_event');
  const events = new Map(rows.map((row) => [`${row.case_id} ${row.case_version}`, row.type]));
  return acknowledged.commands
    .filter(
      ({ caseId, version, type }) =>
        type !== 'create' && events.get(`${caseId} ${version}`) !== type,
    )
    .map(({ type }) => `an acknowledged ${type} is gone`);
}

/** A command is one transaction: version, events, answers for replay and audit rows agree or it was stored by half. */
async function checkCases() {
  const { rows } = await client.query(`
    select c.id, c.version, (c.body->>'version')::int as body_version, c.state, c.body->>'state' as body_state,
      (select count(*)::int from consultation_event e where e.case_id = c.id) as events,
      (select count(distinct e.type)::int from consultation_event e where e.case_id = c.id) as types,
      (select count(*)::int from idempotency i where i.route = 'applyCommand' and i.response->'case'->>'id' = c.id::text) as answers,
      (select count(*)::int from audit_log a where a.case_id = c.id and a.action like 'command.%') as audited,
      (select count(*)::int from form_snapshot f where f.case_id = c.id) as snapshots
    from consultation c`);
  const created = new Set(rows.map((row) => row.id));
  const lost = acknowledged.commands.filter(
    ({ type, caseId }) => type === 'create' && !created.has(caseId),
  );
  const half = rows.filter(
    (row) =>
      row.version !== row.events ||
      row.version !== row.body_version ||
      row.state !== row.body_state ||
      row.events !== row.types ||
      row.events !== row.answers ||
      row.events !== row.audited ||
      row.snapshots !== (row.state === 'draft' ? 0 : 1),
  );
  return [
    ...lost.map(() => 'an acknowledged request is gone'),
    ...half.map((row) => `stored by half: ${JSON.stringify(row)}`),
  ];
}

async function checkInstances() {
  const { rows } = await client.query('select sop_instance_uid, blob_sha256 from dicom_instance');
  const stored = new Map(rows.map((row) => [row.sop_instance_uid, row.blob_sha256]));
  return [...acknowledged.instances]
    .filter(([uid, sha]) => stored.get(uid) !== sha)
    .map(([uid]) =>
      stored.has(uid) ? 'an instance has other bytes' : 'an acknowledged instance is gone',
    );
}

/** Every file is what its name says, and every row has its file. */
async function checkBlobs() {
  const blobs = path.join(dataDir, 'blobs');
  const onDisk = new Set();
  const problems = [];
  for (const folder of (await readdir(blobs)).filter((name) => name !== 'incoming')) {
    for (const name of await readdir(path.join(blobs, folder))) {
      onDisk.add(name);
      if (sha256(await readFile(path.join(blobs, folder, name))) !== name)
        problems.push('a blob is not what its name says');
    }
  }
  const { rows } = await client.query('select distinct blob_sha256 as name from dicom_instance');
  return [
    ...problems,
    ...rows.filter(({ name }) => !onDisk.has(name)).map(() => 'a row has no blob'),
  ];
}

async function checkAudit() {
  const { intact, firstBrokenSeq } = await verifyAuditChain(database.url);
  return intact ? [] : [`the audit chain breaks at ${firstBrokenSeq}`];
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
