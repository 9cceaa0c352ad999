import type { EcgSamples } from '../amplitude';
import { DamagedEcg, UnsupportedEcg } from '../bytes/byteReader';
import type { EcgChannel, EcgFacts, EcgAnnotation, GroupKind } from '../recording';

/** One file of a recording; a recording of WFDB has several. */
export type EcgFile = { readonly name: string; readonly sizeBytes: number };

/** Some bytes of one file, `file` being its position. */
export type ByteRequest = {
  readonly file: number;
  readonly offset: number;
  readonly length: number;
};

/**
 * Work that asks for bytes as it needs them and goes on when it is given them. One parser so serves a file in memory and
 * one that is too long to be read whole.
 */
export type Reading<T> = Generator<ByteRequest, T, Uint8Array>;

export type ChannelHead = Omit<EcgChannel, 'samples'>;

/** A group whose samples are read when and as far as they are wanted. */
export type OpenedGroup = {
  readonly kind: GroupKind;
  readonly sampleRateHz: number;
  readonly channels: readonly ChannelHead[];
  /** Of each channel. */
  readonly sampleCount: number;
  /** Whether values do not fit into 16 bits signed. */
  readonly isWide: boolean;
  /** Samples `from` to `from + count` of every channel; the range lies inside. */
  read(from: number, count: number): Reading<EcgSamples[]>;
};

export type OpenedEcg = EcgFacts & {
  readonly groups: readonly OpenedGroup[];
  /** Annotations that are strewn through a long file and therefore not read with it; `null` when there are none. */
  readonly laterAnnotations: (() => Reading<EcgAnnotation[]>) | null;
};

/** Files of formats that have to be read whole. */
export const MAX_WHOLE_BYTES = 64 * 1024 * 1024;

/** @throws {DamagedEcg} When the range leaves the file, or fewer bytes come than were asked for. */
export function* bytesOf(files: readonly EcgFile[], request: ByteRequest): Reading<Uint8Array> {
  const { file, offset, length } = request;
  const size = files[file]?.sizeBytes ?? 0;
  if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
    throw new DamagedEcg(`needs byte ${offset + length} of ${size}`);
  }
  if (length === 0) return new Uint8Array();
  const bytes = yield request;
  if (bytes.length !== length) throw new DamagedEcg('the file ends early');
  return bytes;
}

/** @throws {UnsupportedEcg} For a file longer than any sound one of its kind. */
export function* wholeFile(files: readonly EcgFile[], file: number): Reading<Uint8Array> {
  const length = files[file]?.sizeBytes ?? 0;
  if (length > MAX_WHOLE_BYTES) throw new UnsupportedEcg(`a file of ${length} bytes`);
  return yield* bytesOf(files, { file, offset: 0, length });
}

/** Stands for "nothing recorded" where a format has no value of its own for that; no 24 bit sample can be it. */
export const MISSING = -2_147_483_648;

/** A group whose samples are all in memory; channels that end early are filled up with "nothing recorded". */
export function heldGroup(group: {
  readonly kind: GroupKind;
  readonly sampleRateHz: number;
  readonly channels: readonly EcgChannel[];
}): OpenedGroup {
  const { kind, sampleRateHz } = group;
  const sampleCount = Math.max(...group.channels.map(({ samples }) => samples.length));
  const channels = group.channels.map((channel) => filledUp(channel, sampleCount));
  return {
    kind,
    sampleRateHz,
    channels: channels.map(({ samples: _held, ...head }) => head),
    sampleCount,
    isWide: channels.some(({ samples }) => samples instanceof Int32Array),

    *read(from, count) {
      return channels.map(({ samples }) => samples.subarray(from, from + count));
    },
  };
}

function filledUp(channel: EcgChannel, sampleCount: number): EcgChannel {
  if (channel.samples.length === sampleCount) return channel;
  const { padding } = channel;
  const isNarrow = padding !== null && channel.samples instanceof Int16Array;
  const samples = isNarrow ? new Int16Array(sampleCount) : new Int32Array(sampleCount);
  samples.fill(padding ?? MISSING);
  samples.set(channel.samples);
  return { ...channel, samples, padding: padding ?? MISSING };
}

/** Rhythm first, and among those the group with the most leads. */
export const inReadingOrder = <T extends Pick<OpenedGroup, 'kind' | 'channels'>>(
  groups: readonly T[],
): T[] =>
  [...groups].sort(
    (a, b) => Number(a.kind !== 'rhythm') - Number(b.kind !== 'rhythm') || leadsOf(b) - leadsOf(a),
  );

const leadsOf = ({ channels }: Pick<OpenedGroup, 'channels'>): number =>
  channels.filter(({ lead }) => lead !== null).length;
