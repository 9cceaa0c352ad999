export type Side = 'left' | 'right';

/**
 * Paired body parts and how they are written; longer names first, because the first that fits is taken.
 * Parts whose name contains a side without being paired (左心室, 右冠状动脉) must stay out of this table.
 */
const PARTS: readonly (readonly [part: string, pattern: string])[] = [
  ['大脑中动脉', '大脑中动脉|MCA'],
  ['颈内动脉', '颈内动脉|ICA'],
  ['基底节', '基底节'],
  ['额叶', '额叶'],
  ['颞叶', '颞叶'],
  ['顶叶', '顶叶'],
  ['枕叶', '枕叶'],
  ['肢体', '肢体|上下肢|半身'],
  ['上肢', '上肢|手臂|上臂|前臂'],
  ['下肢', '下肢|大腿|小腿'],
  ['面部', '面部|面瘫|鼻唇沟'],
  ['眼', '眼|瞳孔'],
  ['耳', '耳'],
  ['乳腺', '乳腺|乳房|乳'],
  ['肺', '肺'],
  ['胸腔', '胸腔|胸膜'],
  ['肾上腺', '肾上腺'],
  ['肾', '肾'],
  ['输尿管', '输尿管'],
  ['卵巢', '卵巢|附件'],
  ['睾丸', '睾丸'],
  ['甲状腺', '甲状腺|甲状腺叶'],
  ['髋', '髋|股骨头|股骨颈'],
  ['膝', '膝'],
  ['足', '足|踝'],
];
const MENTIONS = PARTS.map(
  ([part, pattern]) => [part, new RegExp(`(左|右|双)[侧边]?(?:${pattern})`, 'gu')] as const,
);
/** A clause that only says the other side is well is no claim about where the disease is. */
const REASSURING = /未见|正常|无(?:明显|殊|异常)|阴性|对照/u;

export type Sidedness = ReadonlyMap<string, ReadonlySet<Side>>;

/** Which side each paired body part is written on in a Chinese text; both sides when written so. */
export function sidesOf(text: string): Sidedness {
  const found = new Map<string, Set<Side>>();
  for (const clause of text.split(/[\u3002\uFF1B\uFF0C;,\n]/u)) {
    if (REASSURING.test(clause)) continue;
    for (const [part, pattern] of MENTIONS) {
      for (const [, side] of clause.matchAll(pattern)) {
        const sides = found.get(part) ?? new Set<Side>();
        if (side !== '右') sides.add('left');
        if (side !== '左') sides.add('right');
        found.set(part, sides);
      }
    }
  }
  return found;
}
