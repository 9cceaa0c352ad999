// A decoder thread: HTJ2K codestreams in, values of the picture out. Whoever asks ends the thread when it hangs.
import load, { type OpenJph } from '@cornerstonejs/codec-openjph/wasmjs';
import wasmUrl from '@cornerstonejs/codec-openjph/wasm?url';
import { colourValues } from './colour';
import type { DecodeAnswer, DecodedPixels, DecodeJob } from './decodeJob';
import { scaleSamples } from './samples';

let codec: Promise<OpenJph> | null = null;
const quiet = () => undefined;

function loaded(): Promise<OpenJph> {
  codec ??= load({ locateFile: () => wasmUrl, print: quiet, printErr: quiet });
  return codec;
}

// the codec comes over the line while the list of pictures does
void loaded().catch(() => (codec = null));

async function decode({ codestream, rows, columns, picture }: DecodeJob): Promise<DecodedPixels> {
  const { HTJ2KDecoder } = await loaded();
  const decoder = new HTJ2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const bytes = decoder.getDecodedBuffer();
    const width = picture.kind === 'grey' ? picture.scale.bitsAllocated / 8 : 3;
    if (bytes.length !== rows * columns * width) throw new Error('the picture has another size');
    if (picture.kind === 'grey') return scaleSamples(bytes, picture.scale);
    return { values: colourValues(bytes, picture), min: 0, max: 255 };
  } finally {
    decoder.delete();
  }
}

self.onmessage = (event: MessageEvent<DecodeJob>) => {
  const { id } = event.data;
  const send = (answer: DecodeAnswer, transfer: Transferable[] = []) =>
    self.postMessage(answer, { transfer });
  decode(event.data).then(
    (pixels) => send({ id, ok: true, ...pixels }, [pixels.values.buffer]),
    (cause: unknown) => {
      codec = null; // after a trap its memory is in an unknown state
      send({ id, ok: false, message: cause instanceof Error ? cause.message : 'codec failure' });
    },
  );
};
