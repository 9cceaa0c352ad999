import { DamagedEcg, type ByteReader } from '../../bytes/byteReader';

/** First and last sample of a lead, counted from 1 at full rate. */
export type LeadDefinition = {
  readonly first: number;
  readonly last: number;
  readonly number: number;
};

export type LeadDefinitions = {
  readonly leads: readonly LeadDefinition[];
  /** The dominant beat was subtracted from the rhythm before it was stored. */
  readonly isSubtracted: boolean;
};

/** Section 3 (EN 1064, 5.6). */
export function readLeads(section: ByteReader): LeadDefinitions {
  const count = section.u8(0);
  if (count === 0) throw new DamagedEcg('no leads');
  const leads = Array.from({ length: count }, (_, index) => {
    const at = 2 + 9 * index;
    const lead = { first: section.u32(at), last: section.u32(at + 4), number: section.u8(at + 8) };
    if (lead.last < lead.first || lead.first < 1) throw new DamagedEcg('lead without samples');
    return lead;
  });
  return { leads, isSubtracted: (section.u8(1) & 1) !== 0 };
}

/** One beat of section 4; sample numbers count from 1 at full rate. */
export type BeatLocation = {
  readonly type: number;
  readonly first: number;
  readonly fiducial: number;
  readonly last: number;
};
export type Zone = { readonly first: number; readonly last: number };

export type BeatLocations = {
  readonly referenceMs: number;
  /** Sample of the reference beat, counted from 1, that lies on the fiducial of each beat. */
  readonly referenceFiducial: number;
  readonly beats: readonly BeatLocation[];
  /** Where no sample was thrown away; one a beat, in order of time. */
  readonly protectedZones: readonly Zone[];
};

/** Section 4 (EN 1064, 5.7). */
export function readBeats(section: ByteReader): BeatLocations {
  const count = section.u16(4);
  const zonesAt = 6 + 14 * count;
  if (zonesAt > section.length) throw new DamagedEcg('beats are cut off');
  const hasZones = zonesAt + 8 * count <= section.length;
  return {
    referenceMs: section.u16(0),
    referenceFiducial: section.u16(2),
    beats: Array.from({ length: count }, (_, index) => {
      const at = 6 + 14 * index;
      return {
        type: section.u16(at),
        first: section.u32(at + 2),
        fiducial: section.u32(at + 6),
        last: section.u32(at + 10),
      };
    }),
    protectedZones: Array.from({ length: hasZones ? count : 0 }, (_, index) => ({
      first: section.u32(zonesAt + 8 * index),
      last: section.u32(zonesAt + 8 * index + 4),
    })),
  };
}
