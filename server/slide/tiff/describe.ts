import { numberAt, TAG, type TiffReader } from './tiffFile';
import { textOf, type TiffPage } from './page';

export type TiffNotes = {
  readonly format: string;
  readonly micronsPerPixel: { readonly x: number; readonly y: number } | null;
  readonly objectivePower: number | null;
};

/** Outside of this nobody scans a slide: such a resolution is a default somebody left in the file. */
const LEAST_MICRONS = 0.02;
const MOST_MICRONS = 20;

const plausible = (microns: number): boolean =>
  Number.isFinite(microns) && microns >= LEAST_MICRONS && microns <= MOST_MICRONS;
const both = (x: number, y = x) => (plausible(x) && plausible(y) ? { x, y } : null);

/**
 * Resolution and objective as the file states them: Aperio's description, OME-XML, else the resolution tags. Nothing is
 * assumed where nothing is said.
 */
export async function readNotes(reader: TiffReader, page: TiffPage): Promise<TiffNotes> {
  const text = page.description;
  if (text.startsWith('Aperio')) {
    const microns = Number(/\bMPP\s*=\s*([\d.]+)/.exec(text)?.[1]);
    const power = Number(/\bAppMag\s*=\s*([\d.]+)/.exec(text)?.[1]);
    return {
      format: 'Aperio SVS',
      micronsPerPixel: both(microns),
      objectivePower: positive(power),
    };
  }
  if (/<OME[\s>]/.test(text)) {
    return {
      format: 'OME-TIFF',
      micronsPerPixel: both(omeSize(text, 'X'), omeSize(text, 'Y')),
      objectivePower: positive(Number(/NominalMagnification="([\d.]+)"/.exec(text)?.[1])),
    };
  }
  return { format: 'TIFF', micronsPerPixel: await fromTags(reader, page), objectivePower: null };
}

const positive = (value: number): number | null =>
  Number.isFinite(value) && value > 0 && value <= 200 ? value : null;

const UNIT_MICRONS: Readonly<Record<string, number>> = { nm: 0.001, mm: 1000, cm: 10_000 };

/** PhysicalSizeX in micrometres, the unit the schema has by default. */
function omeSize(xml: string, axis: 'X' | 'Y'): number {
  const size = Number(new RegExp(`PhysicalSize${axis}="([\\d.eE+-]+)"`).exec(xml)?.[1]);
  const unit = new RegExp(`PhysicalSize${axis}Unit="([^"]+)"`).exec(xml)?.[1] ?? 'µm';
  return size * (UNIT_MICRONS[unit] ?? 1);
}

async function fromTags(reader: TiffReader, { directory }: TiffPage) {
  const [x, y, unit] = [TAG.xResolution, TAG.yResolution, TAG.resolutionUnit].map((tag) =>
    directory.fields.get(tag),
  );
  if (!x || !y || !unit) return null;
  const micronsPerUnit = { 2: 25_400, 3: 10_000 }[await numberAt(reader, unit, 0)];
  if (micronsPerUnit === undefined) return null;
  return both(
    micronsPerUnit / (await numberAt(reader, x, 0)),
    micronsPerUnit / (await numberAt(reader, y, 0)),
  );
}

/**
 * Scanner formats that look like TIFF but keep their pixels in ways of their own: shown with a plain reader they would be
 * wrong, not merely incomplete.
 */
export async function foreignFormat(reader: TiffReader, page: TiffPage): Promise<string | null> {
  const { fields } = page.directory;
  if (fields.has(TAG.ndpiFormat)) return 'Hamamatsu NDPI';
  if (/<iScan|level=0 mag=/.test(await textOf(reader, fields.get(TAG.xmp)))) return 'Ventana BIF';
  if (/level=\d+ mag=/.test(page.description)) return 'Ventana BIF';
  if (page.description.includes('DICOM_OBJECT_SCAN') || page.description.includes('DPUfsImport'))
    return 'Philips iSyntax TIFF';
  return null;
}
