import type { DicomElement, DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { numberOf, TAG, textOf } from '../../../shared/domain/imaging/dicomJson';
import { modalityLutData } from '../../../shared/domain/imaging/modalityLut';
import { fileVoiOf } from '../../../shared/domain/imaging/voi';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { fetchBulk } from './frameTransport';

const PALETTE_TAGS = ['00281201', '00281202', '00281203'] as const;

/** Fetched tables by the address the metadata give; the decoder asks for them without being able to wait. */
const fetched = new Map<string, Uint8Array<ArrayBuffer>>();

/** Fetches the lookup tables that are too long for a metadata answer, each once. */
export class LookupTables {
  readonly #fetcher: DicomWebFetcher;
  readonly #pending = new Map<string, Promise<void>>();

  constructor(fetcher: DicomWebFetcher) {
    this.#fetcher = fetcher;
  }

  /** Resolves when every table the instance's pictures need is at hand. */
  async ready(instance: DicomJson, signal: AbortSignal): Promise<void> {
    const uris = tablesOf(instance).flatMap((element) => element?.BulkDataURI ?? []);
    await Promise.all(uris.map((uri) => this.#fetch(uri, signal)));
  }

  /** Bytes of any element a metadata answer gives or points to; `null` when it does neither. */
  async bytesOf(element: DicomElement, signal: AbortSignal): Promise<Uint8Array | null> {
    if (element.BulkDataURI !== undefined) await this.#fetch(element.BulkDataURI, signal);
    if (Array.isArray(element.Value)) return wordsOf(element.Value as number[]);
    return bytesOf(element);
  }

  dispose(): void {
    for (const uri of this.#pending.keys()) fetched.delete(uri);
    this.#pending.clear();
  }

  #fetch(uri: string, signal: AbortSignal): Promise<void> {
    const pending = this.#pending.get(uri);
    if (pending) return pending;
    const fetching = fetchBulk(this.#fetcher, uri, signal).then((bytes) => {
      fetched.set(uri, bytes);
    });
    this.#pending.set(uri, fetching);
    fetching.catch(() => this.#pending.delete(uri));
    return fetching;
  }
}

const isPalette = (instance: DicomJson): boolean =>
  textOf(instance, TAG.PhotometricInterpretation) === 'PALETTE COLOR';

function tablesOf(instance: DicomJson): readonly (DicomElement | null | undefined)[] {
  const voi = fileVoiOf(instance).tables.map(({ element }) => element);
  const palettes = isPalette(instance) ? PALETTE_TAGS.map((tag) => instance[tag]) : [];
  return [...palettes, ...voi, modalityLutData(instance)?.element];
}

/** Red, green and blue tables as the decoder wants them; `null` for a picture without a palette. */
export function palettesOf(instance: DicomJson): readonly unknown[] | null {
  if (!isPalette(instance)) return null;
  // Zero stands for 65,536, which does not fit its 16 bits.
  const entries = numberOf(instance, TAG.RedPaletteColorLookupTableDescriptor) || 65_536;
  return PALETTE_TAGS.map((tag) => tableOf(instance[tag], entries) ?? undefined);
}

/**
 * Entries of a table: 16-bit words, little endian, or two 8-bit entries to a word (PS3.3 C.7.6.3.1.6) where the bytes are too
 * few for words. `null` when there is none.
 */
export function tableOf(
  element: DicomElement | null | undefined,
  entries: number,
): ArrayLike<number> | null {
  if (Array.isArray(element?.Value)) return element.Value as number[];
  const bytes = bytesOf(element);
  if (bytes === null || bytes.length < 2 * entries) return bytes;
  return new Uint16Array(bytes.buffer.slice(0, 2 * entries));
}

function bytesOf(element: DicomElement | null | undefined): Uint8Array<ArrayBuffer> | null {
  if (element?.InlineBinary !== undefined) {
    return Uint8Array.from(atob(element.InlineBinary), (character) => character.charCodeAt(0));
  }
  return fetched.get(element?.BulkDataURI ?? '') ?? null;
}

/** Overlay data may come as numbers of 16 bits. */
const wordsOf = (words: readonly number[]): Uint8Array =>
  new Uint8Array(Uint16Array.from(words).buffer);
