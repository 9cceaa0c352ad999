/** Bytes per number of a VR, for turning big-endian values around (PS3.5 7.3); 1 where order has no meaning. */
const WIDTH: Readonly<Record<string, 2 | 4 | 8>> = {
  US: 2,
  SS: 2,
  OW: 2,
  AT: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  OF: 4,
  OL: 4,
  FD: 8,
  OD: 8,
  OV: 8,
  SV: 8,
  UV: 8,
};

/** The value in little-endian order; the same buffer when nothing changes. */
export function toLittleEndian(vr: string, bytes: Buffer, isBigEndian: boolean): Buffer {
  const width = WIDTH[vr];
  if (!isBigEndian || !width) return bytes;
  const whole = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % width)));
  if (width === 2) return whole.swap16();
  return width === 4 ? whole.swap32() : whole.swap64();
}
