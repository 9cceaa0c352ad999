import { itemsOf, numberOf, TAG, textOf, type DicomJson, type Tag } from './dicomJson';

/**
 * Factor from a value after rescale to the standardised uptake value by body weight (SUVbw, g/ml), by the vendor-neutral
 * rule of QIBA for PS3.3 C.8.9: activity concentration × weight / dose left at the time the images are decay corrected to.
 *
 * @param series All instances of the series: the earliest of them tells when the scan began where the series' own time
 *   was written later, by a workstation.
 * @returns `null` whenever one of the attributes it takes is missing or contradicts another: then only the stored unit may
 *   be said.
 */
export function suvFactorOf(instance: DicomJson, series: readonly DicomJson[]): number | null {
  if (textOf(instance, TAG.Modality) !== 'PT') return null;
  switch (textOf(instance, TAG.Units)) {
    case 'GML':
      // without a type the values are by body weight (PS3.3 C.8.9.1.1.3, SUV Type)
      return (textOf(instance, TAG.SUVType) ?? 'BW') === 'BW' ? 1 : null;
    case 'CNTS':
      return textOf(instance, TAG.PhilipsPetCreator) === 'Philips PET Private Group'
        ? positive(numberOf(instance, TAG.PhilipsSuvFactor))
        : null;
    case 'BQML':
      return fromActivity(instance, series);
    default:
      return null;
  }
}

function fromActivity(instance: DicomJson, series: readonly DicomJson[]): number | null {
  const corrections = (instance[TAG.CorrectedImage]?.Value ?? []) as readonly unknown[];
  if (!corrections.includes('ATTN') || !corrections.includes('DECY')) return null;
  const weightKg = positive(numberOf(instance, TAG.PatientWeight));
  const [drug] = itemsOf(instance, TAG.RadiopharmaceuticalInformationSequence);
  const doseBq = drug ? positive(numberOf(drug, TAG.RadionuclideTotalDose)) : null;
  if (weightKg === null || !drug || doseBq === null) return null;
  const left = shareLeft(instance, drug, series);
  return left === null ? null : (weightKg * 1000) / (doseBq * left);
}

/** Share of the injected dose that had not decayed at the time the images are corrected to. */
function shareLeft(
  instance: DicomJson,
  drug: DicomJson,
  series: readonly DicomJson[],
): number | null {
  const correctedTo = textOf(instance, TAG.DecayCorrection);
  if (correctedTo === 'ADMIN') return 1;
  const halfLife = positive(numberOf(drug, TAG.RadionuclideHalfLife));
  const scan = scanStart(instance, series);
  if (correctedTo !== 'START' || halfLife === null || scan === null) return null;
  const injected = injectedAt(drug, scan);
  const seconds = injected === null ? -1 : (scan - injected) / 1000;
  return seconds < 0 ? null : 2 ** (-seconds / halfLife);
}

const DAY_MS = 86_400_000;

/** The time alone is of the day of the scan, or of the evening before. */
function injectedAt(drug: DicomJson, scan: number): number | null {
  const whole = textOf(drug, TAG.RadiopharmaceuticalStartDateTime);
  if (whole !== null) return instantOf(whole.slice(0, 8), whole.slice(8).replace(/[+-]\d{4}$/, ''));
  const time = textOf(drug, TAG.RadiopharmaceuticalStartTime);
  const midnight = scan - (scan % DAY_MS);
  const offset = time === null ? null : millisecondsOf(time);
  if (offset === null) return null;
  return midnight + offset <= scan ? midnight + offset : midnight + offset - DAY_MS;
}

function scanStart(instance: DicomJson, series: readonly DicomJson[]): number | null {
  const written = momentOf(instance, TAG.SeriesDate, TAG.SeriesTime);
  const acquired = momentOf(instance, TAG.AcquisitionDate, TAG.AcquisitionTime);
  if (written !== null && acquired !== null && written <= acquired) return written;
  const all = series.map((one) => momentOf(one, TAG.AcquisitionDate, TAG.AcquisitionTime));
  if (all.length === 0 || all.some((moment) => moment === null)) return null;
  return all.reduce<number>((least, moment) => Math.min(least, moment ?? Infinity), Infinity);
}

const momentOf = (instance: DicomJson, date: Tag, time: Tag): number | null =>
  instantOf(textOf(instance, date) ?? '', textOf(instance, time) ?? '');

/** Both in the scanner's own time zone, so that only differences mean anything. */
function instantOf(date: string, time: string): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(date) ?? [];
  const offset = millisecondsOf(time);
  return year === undefined || offset === null
    ? null
    : Date.UTC(Number(year), Number(month) - 1, Number(day)) + offset;
}

function millisecondsOf(time: string): number | null {
  const [, hours, minutes = '0', seconds = '0'] =
    /^(\d{2})(\d{2})?(\d{2}(?:\.\d+)?)?$/.exec(time) ?? [];
  return hours === undefined
    ? null
    : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

const positive = (value: number | null): number | null =>
  value !== null && value > 0 ? value : null;
