import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

type Image = { readonly study: string; readonly series: string; readonly sop: string };

const UIDS = { sop: '2.25.880001', series: '2.25.880002' };

/**
 * A grayscale presentation state of one image with a line and a word on it, put together by DCMTK and not by us.
 *
 * @returns path of the file
 */
export function foreignState(
  folder: string,
  image: Image,
  { author, words }: { readonly author: string; readonly words: string },
): string {
  const dump = path.join(folder, 'state.dump');
  const file = path.join(folder, 'state.dcm');
  writeFileSync(dump, dumpOf(image, author, words));
  execFileSync('dump2dcm', ['+te', dump, file]);
  return file;
}

const CT = '1.2.840.10008.5.1.4.1.1.2';

const dumpOf = ({ study, series, sop }: Image, author: string, words: string): string => `
(0008,0016) UI [1.2.840.10008.5.1.4.1.1.11.1]
(0008,0018) UI [${UIDS.sop}]
(0008,0020) DA [20250101]
(0008,0030) TM [101500]
(0008,0060) CS [PR]
(0008,0070) LO [ELSEWHERE]
(0008,1115) SQ
(fffe,e000) -
(0008,1140) SQ
(fffe,e000) -
(0008,1150) UI [${CT}]
(0008,1155) UI [${sop}]
(fffe,e00d) -
(fffe,e0dd) -
(0020,000e) UI [${series}]
(fffe,e00d) -
(fffe,e0dd) -
(0020,000d) UI [${study}]
(0020,000e) UI [${UIDS.series}]
(0020,0011) IS [900]
(0020,0013) IS [1]
(0070,0001) SQ
(fffe,e000) -
(0070,0002) CS [LAYER]
(0070,0008) SQ
(fffe,e000) -
(0070,0004) CS [PIXEL]
(0070,0006) ST [${words}]
(0070,0014) FL 260\\200
(0070,0015) CS [N]
(fffe,e00d) -
(fffe,e0dd) -
(0070,0009) SQ
(fffe,e000) -
(0070,0005) CS [PIXEL]
(0070,0020) US 2
(0070,0021) US 2
(0070,0022) FL 200\\200\\250\\260
(0070,0023) CS [POLYLINE]
(0070,0024) CS [N]
(fffe,e00d) -
(fffe,e0dd) -
(fffe,e00d) -
(fffe,e0dd) -
(0070,005a) SQ
(fffe,e000) -
(0070,0052) SL 1\\1
(0070,0053) SL 512\\512
(0070,0100) CS [SCALE TO FIT]
(0070,0101) DS [1\\1]
(fffe,e00d) -
(fffe,e0dd) -
(0070,0060) SQ
(fffe,e000) -
(0070,0002) CS [LAYER]
(0070,0062) IS [1]
(fffe,e00d) -
(fffe,e0dd) -
(0070,0080) CS [ELSEWHERE]
(0070,0082) DA [20250101]
(0070,0083) TM [101500]
(0070,0084) PN [${author}]
(2050,0020) CS [IDENTITY]
`;
