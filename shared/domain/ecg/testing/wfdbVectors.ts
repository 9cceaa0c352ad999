/**
 * One signal of eleven samples in every WFDB signal format, over its whole range, written by a Python program from signal(5).
 * Format 8 begins at the initial value 100. The last unit of packed formats is cut off behind its last sample.
 */
export const WFDB_VECTORS: readonly (readonly [
  format: number,
  samples: readonly number[],
  hex: string,
])[] = [
  [
    16,
    [-32768, 32767, 0, -1, 9677, -12996, 18982, -26440, -23274, -20431, 15163],
    '0080ff7f0000ffffcd253ccd264ab89816a531b03b3b',
  ],
  [
    61,
    [-32768, 32767, 0, -1, 9677, -12996, 18982, -26440, -23274, -20431, 15163],
    '80007fff0000ffff25cdcd3c4a2698b8a516b0313b3b',
  ],
  [
    160,
    [-32768, 32767, 0, -1, 9677, -12996, 18982, -26440, -23274, -20431, 15163],
    '0000ffff0080ff7fcda53c4d26cab818162531303bbb',
  ],
  [80, [-128, 127, 0, -1, -99, -19, -109, -84, 94, 86, -93], '00ff807f1d6d132cded623'],
  [
    24,
    [-8388608, 8388607, 0, -1, -313298, -5344785, 5855892, -6405189, -4234504, -897952, -6312863],
    '000080ffff7f000000ffffff2e38fbef71ae945a59bb439ef862bf604cf261ac9f',
  ],
  [
    32,
    [
      -2147483648, 2147483647, 0, -1, -443753964, 2045500108, 1539610315, -903621226, -1371269749,
      596628807, -548048381,
    ],
    '00000080ffffff7f00000000ffffffff14da8ce5ccdaeb79cb96c45b96d523ca8b1544ae47d58f23037255df',
  ],
  [
    212,
    [-2048, 2047, 0, -1, -1534, -1560, -361, 2018, 1454, 525, 1766],
    '0078ff00f0ff029ae8977ee2ae250de606',
  ],
  [310, [-512, 511, 0, -1, 416, 228, 101, -4, -144, -13, -345], '0004fe03fe27403bca80f8dfe6074e05'],
  [311, [-512, 511, 0, -1, 416, 228, 101, -4, -144, -13, -345], '00fe0700ff83460e65f00f37f39f0a'],
  [8, [125, 250, 297, 398, 417, 326, 258, 344, 300, 347, 296], '197d2f6513a5bc56d42fcd'],
];
