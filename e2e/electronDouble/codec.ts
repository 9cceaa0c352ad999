/** A value as it goes through JSON; the part of the structured clone algorithm that IPC of ours uses. */
export type Wire = unknown;
export type Codec = { encode: (value: unknown) => Wire; decode: (wire: Wire) => unknown };

/**
 * Runs in Node and, as source text, in the page: it must not use anything from outside its own body.
 * `$` tells the kind: `u`ndefined, `d`ate, `b`ytes, `e`rror, `o`bject. Arrays and plain values stand for themselves.
 */
export function createCodec(): Codec {
  type Tagged = { $: string; v?: unknown; n?: string };

  function encodeObject(value: object): Tagged {
    if (value instanceof Date) return { $: 'd', v: value.getTime() };
    if (value instanceof Error) return { $: 'e', n: value.name, v: value.message };
    if (value instanceof ArrayBuffer) throw new Error('codec: send a Uint8Array instead');
    if (ArrayBuffer.isView(value)) {
      return { $: 'b', v: [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)] };
    }
    if (value instanceof Map || value instanceof Set) throw new Error('codec: no Map, no Set');
    return { $: 'o', v: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
  }

  function encode(value: unknown): Wire {
    if (value === undefined) return { $: 'u' };
    if (typeof value === 'bigint') throw new Error('codec: no bigint');
    if (value === null || typeof value !== 'object') return value;
    return Array.isArray(value) ? value.map(encode) : encodeObject(value);
  }

  function decodeTagged(wire: Tagged): unknown {
    switch (wire.$) {
      case 'u':
        return undefined;
      case 'd':
        return new Date(wire.v as number);
      case 'b':
        return new Uint8Array(wire.v as number[]);
      case 'e':
        return Object.assign(new Error(wire.v as string), { name: wire.n });
      default: {
        const entries = wire.v as [string, unknown][];
        return Object.fromEntries(entries.map(([key, item]) => [key, decode(item)]));
      }
    }
  }

  function decode(wire: Wire): unknown {
    if (wire === null || typeof wire !== 'object') return wire;
    return Array.isArray(wire) ? wire.map(decode) : decodeTagged(wire as Tagged);
  }

  return { encode, decode };
}
