import type { Transaction } from 'kysely';
import type { ConsultationCase } from '../../shared/domain/consultation/case';
import { lateEntryDueAt } from '../../shared/domain/consultation/lateEntry';
import type { CaseCommand } from '../../shared/domain/consultation/commands';
import type { NotificationEvent } from '../../shared/domain/notification/events';
import { NOTIFICATION_MATRIX, type ExternalChannel } from '../../shared/domain/notification/matrix';
import { renderMessage, type Audience } from '../../shared/domain/notification/templates';
import type { Database } from '../db/schema';
import { publish } from '../events/bus';
import { findRecipients, type RecipientAccount } from './recipients';

export type Happening = {
  readonly before: ConsultationCase;
  readonly after: ConsultationCase;
  readonly events: readonly NotificationEvent[];
  readonly command: CaseCommand | null;
  readonly at: string;
  /** Channels beyond the matrix row, for reminders whose urgency grows. */
  readonly extraChannels?: readonly ExternalChannel[];
};
export type NotifyInTransaction = (
  tx: Transaction<Database>,
  happening: Happening,
) => Promise<void>;

type Params = Record<string, string | number>;

/**
 * Writes in-app notifications and outbox messages in the transaction of the command that caused them: a command that
 * is stored has told everybody, one that rolled back nobody. Carriers are called later, from the outbox.
 */
export const notifyInTransaction: NotifyInTransaction = async (tx, happening) => {
  for (const event of happening.events) await tell(tx, event, happening);
};

async function tell(tx: Transaction<Database>, event: NotificationEvent, happening: Happening) {
  const { after, at } = happening;
  const row = NOTIFICATION_MATRIX[event];
  const accounts = await findRecipients(tx, row.to, after);
  if (accounts.length === 0) return;
  const params = await paramsOf(tx, event, happening);
  await tx
    .insertInto('notification')
    .values(
      accounts.map((account) => ({
        user_id: account.id,
        event,
        case_id: after.id,
        params: JSON.stringify(params),
        highlight: row.highlight ?? false,
        created_at: at,
        read_at: null,
      })),
    )
    .execute();
  const channels = [...new Set([...row.channels, ...(happening.extraChannels ?? [])])];
  const messages = accounts.flatMap((account) =>
    messagesFor(account, channels, event, params, happening),
  );
  if (messages.length > 0) await tx.insertInto('outbox').values(messages).execute();
  const userIds = accounts.map((account) => account.id);
  await publish(tx, { event: { type: 'notified', unread: 0 }, userIds });
  if (event === 'emergencyRing') {
    await publish(tx, { event: { type: 'emergencyRing', caseId: after.id }, userIds });
  }
}

/** Numbers, times and rooms only: no name, no diagnosis ever enters a message. */
async function paramsOf(
  tx: Transaction<Database>,
  event: NotificationEvent,
  { before, after, command }: Happening,
): Promise<Params> {
  const params: Params = { requestNo: after.requestNo ?? '' };
  if (after.appointment) {
    params['startsAt'] = after.appointment.startsAt;
    const { centreRoomId } = after.appointment;
    const room = centreRoomId
      ? await tx.selectFrom('room').select('name').where('id', '=', centreRoomId).executeTakeFirst()
      : undefined;
    if (room) params['room'] = room.name;
  }
  if (before.appointment && command?.type === 'reschedule')
    params['previousStartsAt'] = before.appointment.startsAt;
  if (command?.type === 'reject') params['code'] = command.code;
  if (command?.type === 'returnForSupplement') params['count'] = command.items.length;
  const lateEntryDue = event.startsWith('lateEntry') ? lateEntryDueAt(after) : null;
  if (lateEntryDue) params['dueAt'] = lateEntryDue;
  const latest = after.reports.at(-1);
  if (latest) params['version'] = latest.version;
  return params;
}

function messagesFor(
  account: RecipientAccount,
  channels: readonly ExternalChannel[],
  event: NotificationEvent,
  params: Params,
  { after, at }: Happening,
) {
  return channels.flatMap((channel) => {
    const address =
      channel === 'sms' ? account.phone : channel === 'email' ? account.email : account.id;
    if (address === '' || (channel === 'webpush' && !account.hasPush)) return [];
    return [
      {
        channel,
        user_id: account.id,
        address,
        template: event,
        text: renderMessage(event, params, 'zh-CN', audienceOf(account, after)),
        case_id: after.id,
        next_attempt_at: at,
        created_at: at,
        last_error: null,
        provider_id: null,
        handed_over_at: null,
      },
    ];
  });
}

function audienceOf(account: RecipientAccount, current: ConsultationCase): Audience {
  if (account.id === current.requesterId) return 'requester';
  return current.invitations.some((entry) => entry.expertId === account.id) ? 'expert' : 'staff';
}
