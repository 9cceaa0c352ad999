import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readQrCode from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportVerification } from '../../../shared/api/verification';
import {
  formatVerificationCode,
  newVerificationCode,
} from '../../../shared/domain/report/verificationCode';
import { insertCase } from '../../testing/caseFixtures';
import type { Client } from '../../testing/client';
import { aReport, createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf, PEOPLE } from '../../testing/world';

let stage: TestServer;
let stranger: Client;
let chief: Client;
const folder = mkdtempSync(path.join(tmpdir(), 'huizhen-verify-'));
/** One published case; the tests take its report through its life. */
let caseId = '';
beforeAll(async () => {
  stage = await createTestServer({ env: { HUIZHEN_PUBLIC_URL: 'https://hz.example.cn' } });
  stranger = stage.anonymous();
  chief = await stage.clientAs('chief');
  caseId = await createStory(stage).published();
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

/** The tests share one address with the limit on it; each may ask from an address of its own. */
let caller = 1;
async function verify(code: string, from = `203.0.113.${(caller += 1)}`) {
  const response = await stage.server.app.inject({
    method: 'GET',
    url: `/v1/verification/${encodeURIComponent(code)}`,
    headers: { 'x-forwarded-for': from },
  });
  return { status: response.statusCode, body: response.json<ReportVerification>() };
}

async function pdfOf(version: number, id = caseId): Promise<Buffer> {
  const response = await stage.server.app.inject({
    method: 'GET',
    url: `/v1/cases/${id}/reports/${version}/pdf`,
    headers: { authorization: `Bearer ${await stage.tokenOf('coordinator')}` },
  });
  expect(response.statusCode).toBe(200);
  return response.rawPayload;
}

/** What a telephone reads from the first sheet. */
async function scan(pdf: Buffer): Promise<string> {
  writeFileSync(path.join(folder, 'report.pdf'), pdf);
  const target = path.join(folder, 'page');
  execFileSync('pdftoppm', ['-png', '-r', '150', '-singlefile', `${folder}/report.pdf`, target]);
  const { data, info } = await sharp(`${target}.png`)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return readQrCode(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
}

const codeOf = async (version: number, id = caseId) =>
  (
    await stage.database.db
      .selectFrom('report_verification')
      .select('code')
      .where('case_id', '=', id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
  ).code;

describe('the verification of a printed report', () => {
  it('answers a stranger who scanned the QR code with the report’s number, version, date and centre', async () => {
    const scanned = new URL(await scan(await pdfOf(1)));
    expect([scanned.origin, scanned.pathname]).toEqual(['https://hz.example.cn', '/verify']);
    const { requestNo, reports } = (await chief.caseOf(caseId)).body.case;
    const { status, body } = await verify(scanned.hash.slice(1));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'current',
      requestNo,
      version: 1,
      latestVersion: 1,
      publishedAt: reports[0]?.publishedAt,
      issuingCentre: '测试中心',
      conclusionChanged: false,
      contentSha256: reports[0]?.contentSha256,
    });
  });

  it('takes the code as people write it', async () => {
    const shown = formatVerificationCode(await codeOf(1));
    expect((await verify(shown)).status).toBe(200);
    expect((await verify(` ${shown.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(200);
  });

  it('says nothing about patient, county or people', async () => {
    const { body } = await verify(await codeOf(1));
    expect(Object.keys(body).toSorted()).toEqual([
      'conclusionChanged',
      'contentSha256',
      'fileSha256',
      'issuingCentre',
      'latestPublishedAt',
      'latestVersion',
      'publishedAt',
      'requestNo',
      'status',
      'version',
    ]);
    const { form } = (await chief.caseOf(caseId)).body.case;
    const private_ = [
      form.patient.name,
      form.clinical.chiefComplaint,
      form.wishes.purpose,
      '北县医院',
      aReport().conclusion,
      caseId,
      ...Object.values(PEOPLE).map(({ name }) => name),
    ];
    const text = JSON.stringify(body);
    expect(private_.filter((word) => text.includes(word))).toEqual([]);
  });

  it('knows the PDF it was handed out as, however often it was fetched', async () => {
    const pdf = await pdfOf(1);
    await pdfOf(1);
    const digest = createHash('sha256').update(pdf).digest('hex');
    expect((await verify(await codeOf(1))).body.fileSha256).toEqual([digest]);
  });

  it('answers a wrong code, a truncated one and an id alike', async () => {
    let seed = 7;
    const unknown = newVerificationCode((length) =>
      Uint8Array.from({ length }, () => (seed = (seed * 31 + 11) & 127)),
    );
    const answers = await Promise.all(
      [unknown, unknown.slice(1), caseId, '1', "'; drop table report_version; --"].map((code) =>
        verify(code),
      ),
    );
    for (const { status, body } of answers) {
      const { code } = (body as unknown as { error: { code: string } }).error;
      expect([status, code]).toEqual([404, 'report.codeUnknown']);
    }
    expect(new Set(answers.map(({ body }) => JSON.stringify(Object.keys(body)))).size).toBe(1);
  });

  it('says of a replaced version that there is a newer one, and each has a code of its own', async () => {
    stage.clock.advance({ hours: 1 });
    const content = aReport({ conclusion: '建议先随访三个月' });
    await chief.must(caseId, { type: 'amendReport', content, reason: '补充病理结果' });
    const [first, second] = [await codeOf(1), await codeOf(2)];
    expect(first).not.toBe(second);
    expect((await verify(first)).body).toMatchObject({
      status: 'superseded',
      version: 1,
      latestVersion: 2,
      latestPublishedAt: stage.clock.now(),
      conclusionChanged: true,
    });
    expect((await verify(second)).body).toMatchObject({ status: 'current', version: 2 });
    expect(new URL(await scan(await pdfOf(2))).hash).toBe(`#${second}`);
  });

  it('says of a void consultation that its reports no longer count', async () => {
    const coordinator = await stage.clientAs('coordinator');
    const asked = await coordinator.must(caseId, { type: 'requestVoid', reason: '患者身份错误' });
    const auditor = await stage.clientAs('auditor');
    await auditor.command(caseId, { type: 'confirmVoid' }, { version: asked.case.version });
    expect((await verify(await codeOf(2))).body.status).toBe('void');
  });

  it('gives a report published before there were codes one when it is printed, once', async () => {
    const entry = {
      version: 1,
      publishedAt: stage.clock.now(),
      publishedBy: idOf('chief'),
      contentSha256: 'a'.repeat(64),
      amendmentReason: null,
      conclusionChanged: false,
    };
    const old = await insertCase(stage.database.db, { state: 'published', reports: [entry] });
    const header = { ...entry, signatories: [], supersedes: null };
    await stage.database.db
      .insertInto('report_version')
      .values({
        case_id: old.id,
        version: 1,
        content: JSON.stringify(aReport()),
        header: JSON.stringify(header),
        content_sha256: entry.contentSha256,
        published_at: entry.publishedAt,
        published_by: entry.publishedBy,
      })
      .execute();
    const [one, other] = await Promise.all([pdfOf(1, old.id), pdfOf(1, old.id)]);
    expect(await scan(one)).toBe(await scan(other));
    expect((await verify(await codeOf(1, old.id))).body.status).toBe('current');
  });

  it('keeps codes and digests as they are: nobody turns a forged file into an issued one', async () => {
    const { db } = stage.database;
    await expect(
      db
        .updateTable('report_file')
        .set({ sha256: 'b'.repeat(64) })
        .execute(),
    ).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom('report_verification').execute()).rejects.toThrow(/append-only/);
  });

  it('lets one address ask thirty times a minute, other addresses not minding', async () => {
    const asked = [];
    for (let n = 0; n < 31; n += 1) asked.push((await verify('K7QF', '198.51.100.7')).status);
    expect(asked.slice(0, 30)).toEqual(Array<number>(30).fill(404));
    const late = await verify(await codeOf(1), '198.51.100.7');
    expect([asked[30], late.status]).toEqual([429, 429]);
    expect((late.body as unknown as { error: { code: string } }).error.code).toBe(
      'net.rateLimited',
    );
    expect((await verify(await codeOf(1), '198.51.100.8')).status).toBe(200);
  });

  it('opens no other door: the stranger still sees no case', async () => {
    expect((await stranger.caseOf(caseId)).status).toBe(401);
  });
});
