import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hospital, User } from '../../../shared/api/administration';
import type { Client } from '../../testing/client';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { HOSPITALS, idOf } from '../../testing/world';

let stage: TestServer;
let sysadmin: Client;
let coordinator: Client;
beforeAll(async () => {
  stage = await createTestServer();
  sysadmin = await stage.clientAs('sysadmin');
  coordinator = await stage.clientAs('coordinator');
});
afterAll(() => stage.close());

const NOBODY = '00000000-0000-4000-8000-00000000dead';

describe('the ICD-10 import', () => {
  const load = (csv: string) =>
    coordinator.call<{ imported: number; total: number }>('POST', '/v1/icd10/import', { csv });
  const find = async (q: string) =>
    (
      await coordinator.get<{ items: { code: string; name: string }[] }>(
        `/v1/icd10?q=${encodeURIComponent(q)}`,
      )
    ).body.items.map((item) => item.code);

  it('takes a table with or without header, BOM, quotes and English names', async () => {
    const reply = await load(
      '\uFEFFcode,name,english\r\nI21.001,急性前壁心肌梗死,Acute anterior MI\r\nR91.x00,"肺结节,未特指"\r\n\r\n',
    );
    expect(reply.body).toEqual({ imported: 2, total: 2 });
    expect(await find('结节')).toEqual(['R91.x00']);
    expect(await find('anterior')).toEqual(['I21.001']);
    expect(await find('I21')).toEqual(['I21.001']);
  });

  it('takes all or nothing: one bad row and the table is what it was', async () => {
    const reply = await load('I63.900,脑梗死\nnonsense,坏行\nI10.x00,\nI25.100,冠心病');
    expect([reply.status, reply.error]).toMatchObject([
      400,
      { code: 'admin.importRow', params: { line: 2, count: 2 } },
    ]);
    expect(await find('脑梗')).toEqual([]);
    expect(await find('冠心')).toEqual([]);
  });

  it('is no import when there is nothing in it', async () => {
    expect((await load('code,name\n')).error?.code).toBe('admin.importRow');
  });

  it('corrects what it already had', async () => {
    expect((await load('R91.x00,肺部结节')).body).toEqual({ imported: 1, total: 2 });
    expect(await find('肺部结节')).toEqual(['R91.x00']);
  });

  it('finds code before name, and treats a percent sign as itself', async () => {
    await load('J18.900,肺炎\nJ15.900,细菌性肺炎\nJ12.900,病毒性肺炎');
    expect(await find('肺炎')).toEqual(['J18.900', 'J12.900', 'J15.900']);
    expect(await find('%')).toEqual([]);
  });
});

describe('accounts', () => {
  const fields = {
    account: 'new.expert',
    name: '新专家',
    role: 'expert',
    hospitalId: HOSPITALS.centre,
    departmentName: '心内科',
    title: 'chief',
    phone: '',
    email: '',
    active: true,
  };

  it('of experts come with a library entry that takes no cases until the centre has checked it', async () => {
    const created = await sysadmin.call<User>('POST', '/v1/users', {
      ...fields,
      password: 'long enough for it',
    });
    expect(created.status).toBe(201);
    const { body } = await coordinator.get<{
      items: { userId: string; mayBeInvited: boolean; version: number }[];
    }>('/v1/experts');
    const entry = body.items.find((item) => item.userId === created.body.id);
    expect(entry).toMatchObject({
      title: 'chief',
      departmentName: '心内科',
      mayBeInvited: false,
      version: 1,
    });
    const library = {
      title: 'chief',
      licenceNo: 'L-1',
      licenceValidUntil: '2039-01-01',
      departmentName: '心内科',
      specialties: [],
      skills: [],
      languages: [],
      bio: '',
      serviceOn: true,
      onCall: false,
    };
    const put = (expectedVersion: number) =>
      coordinator.call('PUT', `/v1/experts/${created.body.id}`, { ...library, expectedVersion });
    expect((await put(1)).status).toBe(200);
    expect([(await put(1)).status, (await put(1)).error?.code]).toEqual([409, 'case.staleVersion']);
  });

  it('have one name each', async () => {
    const reply = await sysadmin.call('POST', '/v1/users', {
      ...fields,
      account: 'triage',
      password: 'long enough for it',
    });
    expect([reply.status, reply.error?.code]).toEqual([409, 'admin.duplicate']);
  });

  it('belong to a hospital that exists', async () => {
    const reply = await sysadmin.call('POST', '/v1/users', {
      ...fields,
      account: 'lost',
      hospitalId: NOBODY,
      password: 'long enough for it',
    });
    expect([reply.status, reply.error?.code]).toEqual([404, 'admin.notFound']);
  });

  it('never show a password, not even hashed', async () => {
    const { body } = await sysadmin.get('/v1/users');
    expect(JSON.stringify(body)).not.toMatch(/argon2|password/);
  });
});

describe('an expert', () => {
  it('changes skills and service of his own entry, not title, licence or duty, and nobody else’s', async () => {
    const chief = await stage.clientAs('chief');
    const change = {
      title: 'resident',
      licenceNo: 'forged',
      licenceValidUntil: '2099-01-01',
      departmentName: '别科',
      specialties: ['别'],
      skills: ['胸腔镜'],
      languages: ['zh'],
      bio: '简介',
      serviceOn: false,
      onCall: false,
      expectedVersion: 1,
    };
    const own = await chief.call('PUT', `/v1/experts/${idOf('chief')}`, change);
    expect(own.body).toMatchObject({
      title: 'chief',
      licenceNo: 'L-chief',
      departmentName: '胸外科',
      onCall: true,
      skills: ['胸腔镜'],
      bio: '简介',
      serviceOn: false,
      version: 2,
    });
    const other = await chief.call('PUT', `/v1/experts/${idOf('member')}`, change);
    expect([other.status, other.error?.code]).toEqual([403, 'auth.roleNotAllowed']);
  });
});

describe('base data', () => {
  const hospital = {
    code: 'E1',
    name: '东县医院',
    kind: 'county',
    city: '东市',
    level: '二甲',
    lineMbps: 20,
    localApproval: false,
    active: true,
    agreement: { validFrom: '2026-01-01', validTo: '2026-12-31' },
  };

  it('keeps a hospital with its agreement, and refuses a second one of the same code', async () => {
    const created = await coordinator.call<Hospital>('POST', '/v1/hospitals', hospital);
    expect([created.status, created.body]).toMatchObject([201, { ...hospital, userCount: 0 }]);
    const changed = await coordinator.call<Hospital>('PUT', `/v1/hospitals/${created.body.id}`, {
      ...hospital,
      agreement: null,
    });
    expect(changed.body.agreement).toBeNull();
    expect((await coordinator.call('POST', '/v1/hospitals', hospital)).error?.code).toBe(
      'admin.duplicate',
    );
  });

  it('says so when something to change does not exist', async () => {
    const unknown: [Client, string, object][] = [
      [coordinator, `/v1/hospitals/${NOBODY}`, { ...hospital, code: 'E9' }],
      [
        coordinator,
        `/v1/departments/${NOBODY}`,
        { hospitalId: HOSPITALS.north, name: '内科', active: true },
      ],
      [
        coordinator,
        `/v1/rooms/${NOBODY}`,
        {
          hospitalId: HOSPITALS.north,
          name: '室',
          capacity: 4,
          terminal: '',
          deviceType: '',
          active: true,
        },
      ],
      [
        sysadmin,
        `/v1/users/${NOBODY}`,
        {
          account: 'xx',
          name: '某',
          role: 'triage',
          hospitalId: null,
          departmentName: '',
          title: null,
          phone: '',
          email: '',
          active: true,
          password: null,
          unlock: false,
        },
      ],
    ];
    for (const [client, url, body] of unknown) {
      const reply = await client.call('PUT', url, body);
      expect([url, reply.status, reply.error?.code]).toEqual([url, 404, 'admin.notFound']);
    }
  });

  it('lets a technician keep a room’s terminal and state, not its place in the network', async () => {
    const technician = await stage.clientAs('technician');
    const { body } = await technician.get<{
      items: { id: string; name: string; hospitalId: string }[];
    }>('/v1/rooms');
    const room = body.items.find((item) => item.name === '北一室');
    const change = {
      hospitalId: HOSPITALS.south,
      name: '改名',
      capacity: 99,
      terminal: 'H.323',
      deviceType: '终端',
      active: false,
    };
    const reply = await technician.call('PUT', `/v1/rooms/${room?.id}`, change);
    expect(reply.body).toMatchObject({
      hospitalId: HOSPITALS.north,
      name: '北一室',
      capacity: 4,
      terminal: 'H.323',
      active: false,
    });
  });

  it('keeps dictionary entries by kind and code', async () => {
    const entry = { name: '自费', nameEn: 'Self-pay', sort: 1, active: true };
    await coordinator.call('PUT', '/v1/dictionaries/feeCategory/self', entry);
    await coordinator.call('PUT', '/v1/dictionaries/feeCategory/self', { ...entry, active: false });
    const { body } = await coordinator.get<{ items: object[] }>('/v1/dictionaries/feeCategory');
    expect(body.items).toEqual([{ kind: 'feeCategory', code: 'self', ...entry, active: false }]);
  });
});

describe('the audit log as a table', () => {
  it('holds what the filter names, oldest first, and the export is on record itself', async () => {
    const auditor = await stage.clientAs('auditor');
    await stage
      .anonymous()
      .call('POST', '/v1/sessions', { account: 'triage', password: 'wrong password' });
    const reply = await auditor.get<{ csv: string; rows: number; truncated: boolean }>(
      '/v1/audit/csv?action=signIn&outcome=refused',
    );
    expect([reply.status, reply.body.truncated]).toEqual([200, false]);
    const [head, ...lines] = reply.body.csv.trimEnd().split('\r\n');
    expect(head).toBe('\uFEFF序号,时间（北京时间）,账号,角色,动作,对象,对象标识,申请号,结果,哈希');
    expect(lines.length).toBe(reply.body.rows);
    expect(lines.length).toBeGreaterThan(0);
    const numbers = lines.map((line) => Number(line.split(',')[0]));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(lines.every((line) => line.includes('signIn') && line.includes('refused'))).toBe(true);
    const log = await auditor.get<{ items: { action: string; entity: string }[] }>('/v1/audit');
    expect(log.body.items).toContainEqual(
      expect.objectContaining({ action: 'export', entity: 'audit' }),
    );
    expect((await coordinator.get('/v1/audit/csv')).status).toBe(403);
  });
});
