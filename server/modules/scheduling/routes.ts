import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createRoom, listRooms, updateRoom } from '../../../shared/api/administration';
import {
  freeTimes,
  getSchedule,
  listExperts,
  proposeSlots,
  updateExpert,
} from '../../../shared/api/scheduling';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { bindRoute } from '../../http/bindRoute';
import { readBoard, readRooms } from './board';
import { rankExperts, readExperts } from './experts';
import { subtract, workingSpans } from './freeTime';
import { proposeSlotsFor } from './proposals';
import { sql } from 'kysely';

export type SchedulingDeps = {
  readonly db: Db;
  readonly cases: {
    find(caseId: string, actor: Actor): Promise<Result<ConsultationCase, AppError>>;
  };
  readonly audit: Audit;
  readonly now: () => string;
};

const MAX_SPAN_MS = 31 * 86_400_000;

export function registerSchedulingRoutes(app: FastifyInstance, deps: SchedulingDeps): void {
  const { db, cases, audit, now } = deps;

  bindRoute(app, listExperts, async ({ query }, { actor }) => {
    const experts = await readExperts(db, query);
    if (!query.caseId) return ok({ items: rankExperts(experts, NOTHING_WANTED, now()) });
    const found = await cases.find(query.caseId, actor);
    if (!found.ok) return found;
    return ok({ items: rankExperts(experts, wantedBy(found.value), now()) });
  });

  bindRoute(app, updateExpert, async ({ params, body }, { actor }) => {
    const [current] = await readExperts(db, { userId: params.userId });
    if (!current) return refuse('notFound', 'admin.notFound');
    if (actor.role === 'expert' && actor.userId !== params.userId)
      return refuse('forbidden', 'auth.roleNotAllowed');
    const own = {
      skills: body.skills,
      languages: body.languages,
      bio: body.bio,
      service_on: body.serviceOn,
    };
    const all = {
      ...own,
      title: body.title,
      licence_no: body.licenceNo,
      licence_valid_until: body.licenceValidUntil,
      department_name: body.departmentName,
      specialties: body.specialties,
      on_call: body.onCall,
    };
    const updated = await db
      .updateTable('expert_profile')
      .set({ ...(actor.role === 'expert' ? own : all), version: body.expectedVersion + 1 })
      .where('user_id', '=', params.userId)
      .where('version', '=', body.expectedVersion)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return refuse('conflict', 'case.staleVersion');
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'expert.update',
      entity: 'expert',
      entityId: params.userId,
    });
    const [expert] = await readExperts(db, { userId: params.userId });
    return expert ? ok(expert) : refuse('notFound', 'admin.notFound');
  });

  bindRoute(app, freeTimes, async ({ params, query }) => {
    const from = Date.parse(now());
    const busy = await sql<{ starts: string; ends: string }>`
      select lower(during) as starts, upper(during) as ends from booking
      where resource_kind = 'expert' and resource_id = ${params.userId} and upper(during) > ${now()}::timestamptz`.execute(
      db,
    );
    const taken = busy.rows.map((row) => ({
      start: Date.parse(row.starts),
      end: Date.parse(row.ends),
    }));
    const items = subtract(workingSpans(from, query.days), taken).map((span) => ({
      startsAt: new Date(span.start).toISOString(),
      endsAt: new Date(span.end).toISOString(),
    }));
    return ok({ items });
  });

  bindRoute(app, getSchedule, async ({ query }) => {
    const span = Date.parse(query.to) - Date.parse(query.from);
    if (span <= 0 || span > MAX_SPAN_MS)
      return refuse('validation', 'field.range', { params: { path: 'to' } });
    return ok(await readBoard(db, query.from, query.to));
  });

  bindRoute(app, proposeSlots, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    return found.ok ? ok({ items: await proposeSlotsFor(db, found.value, now()) }) : found;
  });

  bindRoute(app, listRooms, async () => ok({ items: await readRooms(db) }));

  bindRoute(app, createRoom, async ({ body }, { actor }) => {
    const id = randomUUID();
    await db
      .insertInto('room')
      .values({ id, ...roomColumns(body) })
      .execute();
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'room.create',
      entity: 'room',
      entityId: id,
    });
    const [room] = await readRooms(db, id);
    return room ? ok(room) : refuse('notFound', 'admin.notFound');
  });

  bindRoute(app, updateRoom, async ({ params, body }, { actor }) => {
    const columns = roomColumns(body);
    // a technician keeps terminal and state, not the room's place in the network
    const change =
      actor.role === 'technician'
        ? { terminal: columns.terminal, device_type: columns.device_type, active: columns.active }
        : columns;
    await db.updateTable('room').set(change).where('id', '=', params.id).execute();
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'room.update',
      entity: 'room',
      entityId: params.id,
    });
    const [room] = await readRooms(db, params.id);
    return room ? ok(room) : refuse('notFound', 'admin.notFound');
  });
}

type RoomBody = {
  hospitalId: string;
  name: string;
  capacity: number;
  terminal: string;
  deviceType: string;
  active: boolean;
};

const roomColumns = ({ hospitalId, name, capacity, terminal, deviceType, active }: RoomBody) => ({
  hospital_id: hospitalId,
  name,
  capacity,
  terminal,
  device_type: deviceType,
  active,
});

const NOTHING_WANTED = { departmentNames: [], expertIds: [], text: '' };

const wantedBy = ({ form }: ConsultationCase) => ({
  departmentNames: form.wishes.departmentNames,
  expertIds: form.wishes.expertIds,
  text: [
    form.clinical.chiefComplaint,
    form.wishes.purpose,
    ...form.clinical.provisionalDiagnoses.map((diagnosis) => diagnosis.name),
  ].join(' '),
});
