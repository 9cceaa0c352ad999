import { refuse, type AppError } from '../../errors';
import type { Result } from '../../../lib/result';
import type { EcgGroup } from '../recording';
import type { EcgAnalysis } from './analysis';

/**
 * Beats, dominant beat, global intervals, axes and corrected QT of a rhythm group of up to a few minutes.
 *
 * @returns The measurements; error `ecg.notMeasurable` (`params.reason`: `uncalibrated`, `tooShort`, `averagedBeat`,
 *   `noBeats`), `retry: 'never'`.
 */
export function analyseEcg(_group: EcgGroup): Result<EcgAnalysis, AppError> {
  return refuse('unsupported', 'ecg.notMeasurable', { params: { reason: 'noBeats' } });
}
