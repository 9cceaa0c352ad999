/** Files as a tar archive in the pax format, as the workstation packs them. */
export function makeTar(files: readonly (readonly [path: string, bytes: Buffer])[]): Buffer {
  const blocks = files.flatMap(([name, bytes]) => [...entry(name, bytes)]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function* entry(name: string, bytes: Buffer): Generator<Buffer> {
  const record = paxRecord('path', name);
  yield header('PaxHeaders/x', record.length, 'x');
  yield padded(record);
  yield header('long-name', bytes.length, '0');
  yield padded(bytes);
}

export function paxRecord(key: string, value: string): Buffer {
  const body = Buffer.from(` ${key}=${value}\n`);
  let length = body.length + 1;
  while (String(length).length + body.length !== length)
    length = String(length).length + body.length;
  return Buffer.concat([Buffer.from(String(length)), body]);
}

export const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);

/** One ustar header block. */
export function header(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100, 'utf8');
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
