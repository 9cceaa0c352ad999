import { z } from 'zod';

/** Account roles (product roles; "chief" is a role within one case, not an account role). */
export const ROLES = [
  'requester', // 申请医师
  'hospitalAdmin', // 申请方医务管理员
  'triage', // 分诊医师
  'coordinator', // 会诊管理员(中心)
  'expert', // 专家
  'technician', // 技术员
  'sysadmin', // 系统管理员
  'auditor', // 审计员
  'guest', // 患者/家属: one room, nothing else
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const userIdSchema = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;
export const hospitalIdSchema = z.uuid().brand<'HospitalId'>();
export type HospitalId = z.infer<typeof hospitalIdSchema>;
export const caseIdSchema = z.uuid().brand<'CaseId'>();
export type CaseId = z.infer<typeof caseIdSchema>;

/** UTC, ISO 8601 with `Z`. Never local, never a Date: it survives JSON, IPC and IndexedDB unchanged. */
export const instantSchema = z.iso.datetime();
export type Instant = z.infer<typeof instantSchema>;
/** Calendar date without a zone, `YYYY-MM-DD`. */
export const localDateSchema = z.iso.date();

/** Who acts. The server takes this from the session, never from a request body. */
export type Actor = {
  readonly userId: UserId;
  readonly role: Role;
  /** Hospital the account belongs to; the centre is a hospital too. `null` only for guests. */
  readonly hospitalId: HospitalId | null;
};
