import { toLittleEndian } from '../parse/byteOrder';
import { readElements, type ElementEvent } from '../parse/elements';
import type { OpenObject } from '../pixel/openObject';

const CHUNK_BYTES = 1024 * 1024;

/** The element with this address: the attribute, before it the item (from 0) of every sequence on the way. */
export async function findElement(object: OpenObject, path: string): Promise<ElementEvent | null> {
  const trail: { tag: string; item: number }[] = [];
  for await (const event of readElements(object.dataSet, object.start, object.syntax)) {
    switch (event.kind) {
      case 'sequenceStart':
        trail.push({ tag: event.tag, item: -1 });
        break;
      case 'sequenceEnd':
        trail.pop();
        break;
      case 'itemStart': {
        const sequence = trail.at(-1);
        if (sequence) sequence.item++;
        break;
      }
      case 'element': {
        const here = [...trail.flatMap(({ tag, item }) => [tag, item]), event.tag].join('/');
        if (here === path) return event;
        break;
      }
      case 'itemEnd':
      case 'fragments':
    }
  }
  return null;
}

/** Its value, little endian, in pieces that fit in memory. */
export async function* valueOf(object: OpenObject, element: ElementEvent): AsyncGenerator<Buffer> {
  const { vr, offset, length, isBigEndian } = element;
  for (let done = 0; done < length; done += CHUNK_BYTES) {
    const chunk = await object.dataSet.read(offset + done, Math.min(CHUNK_BYTES, length - done));
    yield toLittleEndian(vr, chunk, isBigEndian);
  }
}

/** Gives the object back when its bytes have been read, or reading them was given up. */
export async function* closing(
  object: OpenObject,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } finally {
    await object.close();
  }
}
