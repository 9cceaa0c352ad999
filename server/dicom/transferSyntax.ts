/** How frames are compressed; `native` is none. */
export type Codec =
  'native' | 'rle' | 'jpeg8' | 'jpegExtended' | 'jpegLossless' | 'jpegLs' | 'jpeg2000' | 'htj2k';

export type TransferSyntax = {
  readonly uid: string;
  readonly isImplicit: boolean;
  readonly isBigEndian: boolean;
  readonly isDeflated: boolean;
  readonly isEncapsulated: boolean;
  /** Null: frames are stored and handed out as they are, but cannot be decoded here. */
  readonly codec: Codec | null;
  /** Media type of one compressed frame, PS3.18 Table 8.7.3-5. */
  readonly frameMediaType: string;
};

export const IMPLICIT_LE = '1.2.840.10008.1.2';
export const EXPLICIT_LE = '1.2.840.10008.1.2.1';
export const DEFLATED_LE = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BE = '1.2.840.10008.1.2.2';
const JPEG = '1.2.840.10008.1.2.4';
const OCTETS = 'application/octet-stream';

const native = (uid: string, flags: Partial<TransferSyntax>): TransferSyntax => ({
  uid,
  isImplicit: false,
  isBigEndian: false,
  isDeflated: false,
  isEncapsulated: false,
  codec: 'native',
  frameMediaType: OCTETS,
  ...flags,
});
const encapsulated = (uid: string, codec: Codec | null, frameMediaType: string): TransferSyntax =>
  native(uid, { isEncapsulated: true, codec, frameMediaType });

const TABLE: readonly TransferSyntax[] = [
  native(IMPLICIT_LE, { isImplicit: true }),
  native(EXPLICIT_LE, {}),
  native(DEFLATED_LE, { isDeflated: true }),
  native(EXPLICIT_BE, { isBigEndian: true }),
  encapsulated('1.2.840.10008.1.2.5', 'rle', 'image/dicom-rle'),
  encapsulated(`${JPEG}.50`, 'jpeg8', 'image/jpeg'),
  encapsulated(`${JPEG}.51`, 'jpegExtended', 'image/jpeg'),
  encapsulated(`${JPEG}.57`, 'jpegLossless', 'image/jpeg'),
  encapsulated(`${JPEG}.70`, 'jpegLossless', 'image/jpeg'),
  encapsulated(`${JPEG}.80`, 'jpegLs', 'image/jls'),
  encapsulated(`${JPEG}.81`, 'jpegLs', 'image/jls'),
  encapsulated(`${JPEG}.90`, 'jpeg2000', 'image/jp2'),
  encapsulated(`${JPEG}.91`, 'jpeg2000', 'image/jp2'),
  encapsulated(`${JPEG}.92`, 'jpeg2000', 'image/jpx'),
  encapsulated(`${JPEG}.93`, 'jpeg2000', 'image/jpx'),
  encapsulated(`${JPEG}.201`, 'htj2k', 'image/jphc'),
  encapsulated(`${JPEG}.202`, 'htj2k', 'image/jphc'),
  encapsulated(`${JPEG}.203`, 'htj2k', 'image/jphc'),
];
const BY_UID = new Map(TABLE.map((syntax) => [syntax.uid, syntax]));

/**
 * Properties of a transfer syntax. One that is not in the table is taken as Explicit VR Little Endian with
 * encapsulated pixels, as PS3.5 A.4 demands of every compressed syntax: indexable, not decodable.
 */
export const transferSyntaxOf = (uid: string): TransferSyntax =>
  BY_UID.get(uid) ?? encapsulated(uid, null, OCTETS);

export const isDecodableSyntax = (uid: string): boolean => BY_UID.get(uid)?.codec != null;

/** Transfer syntaxes whose single frames have the given media type, e.g. `image/jls`. */
export const syntaxesOfMediaType = (mediaType: string): readonly string[] =>
  TABLE.filter((syntax) => syntax.isEncapsulated && syntax.frameMediaType === mediaType).map(
    ({ uid }) => uid,
  );
