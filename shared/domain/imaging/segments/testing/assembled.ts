import type { DicomJson } from '../../dicomJson';
import { displaySetsOf, type DisplaySet } from '../../displaySet';
import type { Result } from '../../../../lib/result';
import {
  assembleContours,
  assembleSegments,
  type Overlay,
  type OverlaySteps,
} from '../assembleOverlay';
import type { OverlayProblem } from '../overlayObject';
import { readSegmentation } from '../readSegmentation';
import { readStructureSet } from '../readStructureSet';
import { checkedSamples } from '../segmentSamples';

declare const atob: (text: string) => string;

export const bytesOf = (json: DicomJson): Uint8Array =>
  Uint8Array.from(atob(json['7FE00010']?.InlineBinary ?? ''), (char) => char.charCodeAt(0));

export function setOf(images: readonly DicomJson[]): DisplaySet {
  const [set] = displaySetsOf('2.25.1', String(images[0]?.['0020000E']?.Value?.[0]), images);
  if (!set) throw new Error('no pictures');
  return set;
}

function run(steps: OverlaySteps): Result<Overlay, OverlayProblem> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A segmentation laid over pictures, from its header and pixels on. */
export function laidOver(
  json: DicomJson,
  images: readonly DicomJson[],
): Result<Overlay, OverlayProblem> {
  const read = readSegmentation(json);
  if (!read.ok) return read;
  const samples = checkedSamples(read.value, bytesOf(json));
  if (!samples.ok) return samples;
  return run(assembleSegments(read.value, samples.value, setOf(images)));
}

export function contoursOver(
  json: DicomJson,
  images: readonly DicomJson[],
): Result<Overlay, OverlayProblem> {
  const read = readStructureSet(json);
  return read.ok ? run(assembleContours(read.value, setOf(images))) : read;
}
