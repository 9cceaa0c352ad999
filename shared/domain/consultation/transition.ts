import { err, ok, type Result } from '../../lib/result';
import { appError, type AppError } from '../errors';
import type { NotificationEvent } from '../notification/events';
import type { CaseState, ConsultationCase } from './case';
import { CHANGES } from './changes';
import type { CaseCommand, CommandType } from './commands';
import type { Context, Facts, WorkflowActor, WorkflowRole } from './facts';
import type { Guard } from './guards';
import { CASE_RULES, type Relation, type Rule } from './ruleTable';

export type CaseEvent = {
  readonly type: CommandType;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly by: string | null;
  readonly role: WorkflowRole;
  readonly at: string;
};

export type Outcome = {
  readonly next: ConsultationCase;
  readonly event: CaseEvent;
  readonly notify: readonly NotificationEvent[];
  readonly calendar: 'book' | 'free' | null;
};

/**
 * Applies one command to a case. Pure: time, actor and outside facts come in; nothing is read or written.
 *
 * @param current - Case as stored.
 * @param command - What the actor asks for.
 * @param actor - Who asks, from the session, never from a request body; or the system clock.
 * @param facts - What the guards need from outside the case.
 * @param at - Instant of acceptance, from the server clock.
 * @returns The next case (`version + 1`), the event to store with it, whom to notify and what to do with the
 *   calendar; or `case.illegalTransition` (wrong state), `case.wrongRole`, `case.notYours` (wrong relation to the
 *   case), or whatever a guard refused.
 */
export function transition(
  current: ConsultationCase,
  command: CaseCommand,
  actor: WorkflowActor,
  facts: Facts,
  at: string,
): Result<Outcome, AppError> {
  const context: Context = { current, command, actor, facts, at };
  const rule = ruleOf(command.type);
  const refusal = refusalOf(rule, context);
  if (refusal) return err(refusal);
  const to =
    typeof rule.to === 'function' ? rule.to(context) : rule.to === 'same' ? current.state : rule.to;
  const change = CHANGES[command.type] as (context: Context) => Partial<ConsultationCase>;
  const next = {
    ...current,
    ...change(context),
    state: to,
    version: current.version + 1,
    updatedAt: at,
  };
  return ok({
    next,
    event: { type: command.type, from: current.state, to, by: actor.userId, role: actor.role, at },
    notify: typeof rule.notify === 'function' ? rule.notify(context) : rule.notify,
    calendar: rule.calendar ?? null,
  });
}

/** Rule and guards are keyed by the same command; the cast only forgets which one it is. */
const ruleOf = (type: CommandType) => CASE_RULES[type] as unknown as Rule<CommandType>;

function refusalOf(rule: Rule<CommandType>, context: Context): AppError | null {
  const { current, command, actor } = context;
  const params = { state: current.state, command: command.type };
  const relation = rule.by[actor.role];
  if (!relation)
    return appError('forbidden', 'case.wrongRole', { params: { ...params, role: actor.role } });
  if (!stands(relation, current, actor)) return appError('forbidden', 'case.notYours', { params });
  if (!rule.from.includes(current.state)) {
    return appError('illegalTransition', 'case.illegalTransition', { params });
  }
  for (const guard of rule.guards as readonly Guard[]) {
    const refusal = guard(context);
    if (refusal) return refusal;
  }
  return null;
}

/** Whether the actor stands in the given relation to the case. */
export function stands(
  relation: Relation,
  current: ConsultationCase,
  actor: WorkflowActor,
): boolean {
  const invitation = current.invitations.find(
    (entry) => entry.expertId === actor.userId && entry.status !== 'replaced',
  );
  switch (relation) {
    case 'any':
      return true;
    case 'own':
      return (
        current.requesterId === actor.userId ||
        (actor.role === 'hospitalAdmin' && current.hospitalId === actor.hospitalId)
      );
    case 'hospital':
      return current.hospitalId === actor.hospitalId;
    case 'invited':
      return invitation !== undefined;
    case 'member':
      return invitation?.status === 'accepted';
    case 'chief':
      return invitation?.status === 'accepted' && current.chiefId === actor.userId;
  }
}

/**
 * For each command this actor's role and relation allow in this state: null when it would go through with
 * harmless input, or the reason why not yet. Buttons come from here: a blocked one is shown, disabled, with its reason.
 */
export function availableCommands(current: ConsultationCase, actor: WorkflowActor): CommandType[] {
  return (Object.keys(CASE_RULES) as CommandType[]).filter((type) => {
    const rule = ruleOf(type);
    const relation = rule.by[actor.role];
    return (
      relation !== undefined &&
      stands(relation, current, actor) &&
      rule.from.includes(current.state)
    );
  });
}
