import type { ConsultationCase } from './case';
import type { Facts } from './facts';

/** Whether the hospital's own medical office decides first; an emergency never waits for it. */
export const needsLocalApproval = (current: ConsultationCase, facts: Facts): boolean =>
  facts.localApproval && current.form.wishes.urgency !== 'emergency';
