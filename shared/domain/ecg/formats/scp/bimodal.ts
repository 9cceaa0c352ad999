import { DamagedEcg } from '../../bytes/byteReader';
import type { LeadDefinition, Zone } from './leads';

/** A stretch of a lead, in samples from its start, `to` exclusive. */
type Stretch = { readonly from: number; readonly to: number; readonly isKept: boolean };

/** Kept and decimated stretches of a lead in turn. */
function stretchesOf({ first, last }: LeadDefinition, zones: readonly Zone[]): Stretch[] {
  const length = last - first + 1;
  const stretches: Stretch[] = [];
  let at = 0;
  for (const zone of zones) {
    const from = Math.min(length, Math.max(at, zone.first - first));
    const to = Math.min(length, Math.max(from, zone.last - first + 1));
    if (from > at) stretches.push({ from: at, to: from, isKept: false });
    if (to > from) stretches.push({ from, to, isKept: true });
    at = to;
  }
  if (length > at) stretches.push({ from: at, to: length, isKept: false });
  return stretches;
}

/** How many samples of a lead were stored: all of the kept stretches, one of `factor` elsewhere, and the odd ones. */
export const storedCount = (lead: LeadDefinition, zones: readonly Zone[], factor: number): number =>
  stretchesOf(lead, zones).reduce((sum, { from, to, isKept }) => {
    const length = to - from;
    return sum + (isKept ? length : Math.floor(length / factor) + (length % factor));
  }, 0);

/**
 * Fills decimated stretches up again: straight lines between the stored samples, which stand in the middle of the
 * samples they replace (EN 1064, Annex C). What lies in protected zones is exact.
 */
export function expand(
  stored: Int32Array,
  lead: LeadDefinition,
  zones: readonly Zone[],
  factor: number,
): Int32Array {
  const out = new Int32Array(lead.last - lead.first + 1);
  let at = 0;
  const value = (index: number): number => {
    const found = stored[index];
    if (found === undefined) throw new DamagedEcg('bimodal data ends too early');
    return found;
  };
  for (const { from, to, isKept } of stretchesOf(lead, zones)) {
    const groups = isKept ? 0 : Math.floor((to - from) / factor);
    for (let index = 0; index < groups * factor; index++) {
      // position between stored samples, whose places are the middles of their groups
      const place = Math.min(groups - 1, Math.max(0, (index - (factor >> 1)) / factor));
      const [left, part] = [Math.floor(place), place % 1];
      const start = value(at + left);
      const rise = part === 0 ? 0 : (value(at + left + 1) - start) * part;
      out[from + index] = start + Math.round(rise);
    }
    at += groups;
    for (let index = from + groups * factor; index < to; index++) out[index] = value(at++);
  }
  return out;
}
