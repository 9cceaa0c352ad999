import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { TFontDictionary } from 'pdfmake/interfaces';
import { readCoverage, type Coverage } from './cmap';

export type FontFace = { readonly family: string; readonly covers: Coverage };

/** The families a document may use, best first, and the files behind them. */
export type FontSet = {
  readonly faces: readonly [FontFace, ...FontFace[]];
  readonly dictionary: TFontDictionary;
  readonly paths: ReadonlySet<string>;
};

type FamilyFiles = {
  readonly family: string;
  readonly regular: string | readonly [path: string, postscriptName: string];
  readonly bold: string | readonly [path: string, postscriptName: string];
};

const DEBIAN_NOTO = '/usr/share/fonts/opentype/noto';

/** Rare characters of names (生僻字) are in Debian's package fonts-noto-cjk, not in the web font. */
const SYSTEM_FALLBACK: FamilyFiles = {
  family: 'NotoSansCJK',
  regular: [`${DEBIAN_NOTO}/NotoSansCJK-Regular.ttc`, 'NotoSansCJKsc-Regular'],
  bold: [`${DEBIAN_NOTO}/NotoSansCJK-Bold.ttc`, 'NotoSansCJKsc-Bold'],
};

/** Only the two weights used are read; the package carries nine. */
function packagedFamily(): FamilyFiles {
  const require = createRequire(import.meta.url);
  const weight = (folder: string): string =>
    require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/NotoSansSC_${folder}.ttf`);
  return { family: 'NotoSansSC', regular: weight('400Regular'), bold: weight('700Bold') };
}

const pathOf = (file: FamilyFiles['regular']): string =>
  typeof file === 'string' ? file : file[0];

/**
 * The fonts of printed documents: Noto Sans SC from the package, then the system's Noto Sans CJK if installed.
 *
 * @param useSystemFonts - `false` leaves the fallback out even where it is installed.
 */
export function loadFonts(useSystemFonts = true): FontSet {
  const fallback = useSystemFonts && existsSync(pathOf(SYSTEM_FALLBACK.regular));
  const families = [
    packagedFamily(),
    ...(fallback && existsSync(pathOf(SYSTEM_FALLBACK.bold)) ? [SYSTEM_FALLBACK] : []),
  ];
  const [first, ...others] = families.map(faceOf);
  if (!first) throw new Error('no font family');
  return {
    faces: [first, ...others],
    dictionary: Object.fromEntries(
      families.map(({ family, regular, bold }) => [
        family,
        { normal: descriptor(regular), bold: descriptor(bold) },
      ]),
    ),
    paths: new Set(families.flatMap(({ regular, bold }) => [pathOf(regular), pathOf(bold)])),
  };
}

/** pdfmake takes `[path, postscriptName]` for one face of a collection; its types do not know that form. */
const descriptor = (file: FamilyFiles['regular']): string =>
  typeof file === 'string' ? file : ([...file] as unknown as string);

function faceOf({ family, regular, bold }: FamilyFiles): FontFace {
  const coverages = [regular, bold].map((file) =>
    typeof file === 'string' ? readCoverage(file) : readCoverage(...file),
  );
  return { family, covers: (codePoint) => coverages.every((covers) => covers(codePoint)) };
}
