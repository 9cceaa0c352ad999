import { MAX_ANNOTATIONS, type EcgManifest } from '../../shared/domain/ecg/manifest';
import type { OpenedGroup } from '../../shared/domain/ecg/formats/opening';
import { isLongGroup, openedDurationS } from '../../shared/domain/ecg/summary';
import type { Derived } from './derived/store';
import type { StoredEcg } from './openStored';

/** A recording without its samples, for whoever may see it. */
export function manifestOf(
  { revision, opened }: StoredEcg,
  derived: Derived,
  study: Pick<EcgManifest, 'objects' | 'sopInstanceUid'>,
): EcgManifest {
  const [rhythm] = opened.groups;
  const later = derived.state === 'ready' ? derived.annotations : null;
  const annotations = later?.first ?? opened.annotations.slice(0, MAX_ANNOTATIONS);
  return {
    revision,
    format: opened.format,
    recordedAt: opened.recordedAt,
    device: opened.device,
    recorderFilter: opened.recorderFilter,
    isLossy: opened.isLossy,
    durationS: rhythm ? openedDurationS(rhythm) : 0,
    isLong: rhythm !== undefined && isLongGroup(rhythm),
    derived: derived.state,
    groups: opened.groups.map((group, at) => headOf(group, at === 0 ? widthsOf(derived) : [])),
    measurements: [...opened.measurements],
    statements: [...opened.statements],
    annotations: [...annotations],
    annotationCount: later?.count ?? opened.annotations.length,
    ...study,
  };
}

/** Only the first group has an overview: that is what a long recording is looked at for. */
const widthsOf = (derived: Derived): number[] =>
  derived.state === 'ready' ? derived.levels.map(({ width }) => width) : [];

const headOf = (
  { kind, sampleRateHz, sampleCount, channels }: OpenedGroup,
  levels: number[],
): EcgManifest['groups'][number] => ({
  kind,
  sampleRateHz,
  sampleCount,
  channels: channels.map(({ lead, label, padding, calibration, skewS }) => ({
    lead,
    label,
    padding,
    calibration,
    skewS,
  })),
  levels,
});
