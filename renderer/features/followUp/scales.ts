import type { Profile } from '../../../shared/domain/consultation/form';

/** Outcome scales usually asked for by kind of case (product I3); any other name can be typed. */
const USUAL: Readonly<Record<Profile, readonly string[]>> = {
  general: ['ECOG', 'VAS'],
  stroke: ['NIHSS', 'mRS', 'ADL-Barthel'],
  acs: ['LVEF %', 'NYHA', 'Killip'],
  imagingMdt: ['mm', 'ECOG'],
  pathology: ['ECOG'],
  paediatric: ['z'],
};
export const usualScales = (profile: Profile): readonly string[] => USUAL[profile];

export type TypedScale = { readonly name: string; readonly value: string };

/** Scales with a name and a number; `null` when a line has only one of the two or no number. */
export function readScales(
  typed: readonly TypedScale[],
): readonly { readonly name: string; readonly value: number }[] | null {
  const filled = typed.filter(({ name, value }) => name.trim() !== '' || value.trim() !== '');
  const scales = filled.map(({ name, value }) => ({
    name: name.trim(),
    value: value.trim() === '' ? Number.NaN : Number(value),
  }));
  return scales.every(({ name, value }) => name !== '' && Number.isFinite(value)) ? scales : null;
}
