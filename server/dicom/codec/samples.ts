/** Rewrites samples stored in `from` bytes each to `to` bytes each, little-endian, keeping the value. */
export function resizeSamples(bytes: Buffer, from: number, to: number): Buffer {
  if (from === to) return bytes;
  const count = Math.floor(bytes.length / from);
  const out = Buffer.alloc(count * to);
  for (let i = 0; i < count; i++) {
    for (let byte = 0; byte < Math.min(from, to); byte++)
      out[i * to + byte] = bytes[i * from + byte] ?? 0;
  }
  return out;
}

/** Extends the sign bit of `bitsStored` through 8- or 16-bit samples: codecs that know no sign leave it off. */
export function extendSign(bytes: Buffer, bytesPerSample: number, bitsStored: number): Buffer {
  const unused = bytesPerSample * 8 - bitsStored;
  if (unused <= 0) return bytes;
  const out = Buffer.from(bytes);
  if (bytesPerSample === 1) {
    for (let i = 0; i < out.length; i++)
      out.writeInt8(((out[i] ?? 0) << (24 + unused)) >> (24 + unused), i);
  } else if (bytesPerSample === 2) {
    for (let i = 0; i + 1 < out.length; i += 2) {
      out.writeInt16LE((out.readUInt16LE(i) << (16 + unused)) >> (16 + unused), i);
    }
  }
  return out;
}

/** Colour by plane to colour by pixel. */
export function interleavePlanes(
  bytes: Buffer,
  samplesPerPixel: number,
  bytesPerSample: number,
): Buffer {
  const out = Buffer.alloc(bytes.length);
  const pixels = Math.floor(bytes.length / samplesPerPixel / bytesPerSample);
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const from = (sample * pixels + pixel) * bytesPerSample;
      const to = (pixel * samplesPerPixel + sample) * bytesPerSample;
      for (let byte = 0; byte < bytesPerSample; byte++) out[to + byte] = bytes[from + byte] ?? 0;
    }
  }
  return out;
}
