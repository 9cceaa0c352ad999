import type { FastifyInstance } from 'fastify';
import { verifyReport } from '../../../shared/api/verification';
import type { Db } from '../../db/database';
import { bindRoute } from '../../http/bindRoute';
import { readVerification } from './verification';

/** A person checks a handful of reports; whoever asks more often is trying codes. */
const PER_MINUTE = 30;

/** The only route besides signing in that answers strangers. */
export function registerVerificationRoute(app: FastifyInstance, db: Db): void {
  bindRoute(app, verifyReport, ({ params }) => readVerification(db, params.code), {
    perMinute: PER_MINUTE,
  });
}
