import type { RecordCategory } from '../consultation/completeness';

/** Words in file and folder names of county hospitals, first hit wins. */
const WORDS: readonly (readonly [RecordCategory, RegExp])[] = [
  ['consent', /同意书|知情|委托书|consent/i],
  ['pathology', /病理|切片|免疫组化|patholog|biopsy/i],
  ['ecg', /心电|ecg|ekg|holter/i],
  ['laboratory', /检验|化验|血常规|生化|尿常规|凝血|\blabs?\b|laborator/i],
  ['film', /胶片|翻拍|片子|\bfilm/i],
  ['imaging', /影像|超声|彩超|\bCT\b|\bMRI?\b|X线|x-?ray|ultrasound/i],
  ['report', /报告|report/i],
  ['chart', /病历|病程|医嘱|入院|出院|护理|手术记录|chart|record|discharge|admission/i],
];

/**
 * What a file is about, guessed from its name; a person corrects it where it is wrong.
 *
 * @param path - Path inside the upload: folders count too, the file name counts first.
 */
export function guessCategory(path: string, fallback: RecordCategory): RecordCategory {
  const parts = path.split('/').reverse();
  for (const part of parts) {
    // an underscore is a word character to \b but a separator to whoever names files
    const words = part.replaceAll('_', ' ');
    const hit = WORDS.find(([, pattern]) => pattern.test(words));
    if (hit) return hit[0];
  }
  return fallback;
}

/** The file name without folders and extension, cut to what a title holds. */
export function titleOfPath(path: string): string {
  const name = fileNameOf(path);
  const stem = name.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim();
  return [...(stem === '' ? name : stem)].slice(0, 200).join('');
}

export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
