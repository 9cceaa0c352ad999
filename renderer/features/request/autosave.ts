import { differences } from '../../../shared/domain/consultation/difference';
import type { RequestForm } from '../../../shared/domain/consultation/form';
import type { AppError } from '../../../shared/domain/errors';

/** After the last keystroke, ms. */
export const PAUSE_MS = 800;
/** Until what could not be saved is sent again, ms. */
export const RETRY_MS = 5_000;

export const isSame = (a: RequestForm, b: RequestForm): boolean =>
  a === b || differences(a, b).length === 0;

/** Errors that say nothing against the form itself: it is kept and sent again. */
export const isPassing = ({ kind }: AppError): boolean =>
  ['unavailable', 'timeout', 'rateLimited', 'internal', 'unauthenticated'].includes(kind);
