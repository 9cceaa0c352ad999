import { crc32, deflateRawSync } from 'node:zlib';

export type ZipMember = {
  readonly name: string | Buffer;
  readonly bytes: Buffer;
  /** Unix mode for the external attributes, e.g. 0xa1ff for a link. */
  readonly mode?: number;
  readonly isEncrypted?: boolean;
};

/** A ZIP archive with deflated members; names are written exactly as given. */
export function makeZip(members: readonly ZipMember[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name as string);
    const packed = deflateRawSync(member.bytes);
    const common = commonFields(member, packed, name.length);
    const localHeader = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      common,
      Buffer.alloc(2),
      name,
      packed,
    ]);
    local.push(localHeader);
    central.push(centralHeader(member, common, name, offset));
    offset += localHeader.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** Version needed to name length: the same in both headers. */
function commonFields(
  { bytes, isEncrypted }: ZipMember,
  packed: Buffer,
  nameLength: number,
): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(isEncrypted ? 1 : 0, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function centralHeader(
  { mode = 0o100644 }: ZipMember,
  common: Buffer,
  name: Buffer,
  offset: number,
): Buffer {
  const rest = Buffer.alloc(16);
  rest.writeUInt32LE((mode << 16) >>> 0, 8);
  rest.writeUInt32LE(offset, 12);
  return Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    Buffer.from([20, 3]), // made by Unix
    common,
    rest,
    name,
  ]);
}
