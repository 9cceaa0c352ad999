import { createRequire } from 'node:module';

/** What the @cornerstonejs codecs have in common; buffers are views into the codec's own memory. */
export type WasmDecoder = {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): WasmFrameInfo;
  /** JPEG-LS only: 0 none, 1 line, 2 sample. */
  getInterleaveMode?(): number;
  delete?(): void;
};
export type WasmFrameInfo = {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
};
export type WasmModule = Readonly<Record<string, new () => WasmDecoder>>;

export type WasmImage = WasmFrameInfo & { readonly bytes: Buffer; readonly interleaveMode: number };

/** Loaded through `require`: the packages find their .wasm beside themselves, which bundling would break. */
const require = createRequire(import.meta.url);
const MODULES = {
  jpegLs: ['@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder'],
  jpeg2000: ['@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder'],
  htj2k: ['@cornerstonejs/codec-openjph/wasmjs', 'HTJ2KDecoder'],
  jpeg8: ['@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs', 'JPEGDecoder'],
} as const;
export type WasmCodec = keyof typeof MODULES;

const loaded = new Map<WasmCodec, Promise<WasmModule>>();

/** The module of a codec, compiled once a thread. */
export function loadCodec(codec: WasmCodec): Promise<WasmModule> {
  const known = loaded.get(codec);
  if (known) return known;
  const [name] = MODULES[codec];
  const factory = require(name) as (options: object) => Promise<WasmModule>;
  const pending = factory({ print: () => undefined, printErr: () => undefined });
  loaded.set(codec, pending);
  return pending;
}

/** After a trap the codec's memory is in an unknown state: the next frame gets a fresh instance. */
export const forgetCodec = (codec: WasmCodec): void => void loaded.delete(codec);

/** Decodes one frame; whatever the codec throws on bad input is thrown as an Error. */
export async function decodeWithWasm(codec: WasmCodec, encoded: Uint8Array): Promise<WasmImage> {
  const [name, className] = MODULES[codec];
  const pending = loadCodec(codec);
  const Decoder = (await pending)[className];
  if (!Decoder) throw new Error(`${name} has no ${className}`);
  const decoder = new Decoder();
  try {
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    const info = decoder.getFrameInfo();
    const bytes = Buffer.from(decoder.getDecodedBuffer());
    return {
      width: info.width,
      height: info.height,
      bitsPerSample: info.bitsPerSample,
      componentCount: info.componentCount,
      bytes,
      interleaveMode: decoder.getInterleaveMode?.() ?? 2,
    };
  } catch (error) {
    forgetCodec(codec);
    throw error instanceof Error ? error : new Error(`codec failure ${String(error)}`);
  } finally {
    decoder.delete?.();
  }
}
