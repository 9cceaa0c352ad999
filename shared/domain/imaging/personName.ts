import { z } from 'zod';
import { TAG, type DicomJson } from './dicomJson';

const groupsSchema = z.object({
  Alphabetic: z.string().optional(),
  Ideographic: z.string().optional(),
  Phonetic: z.string().optional(),
});

export type PersonName = { readonly primary: string; readonly secondary: string | null };

/**
 * Components of one PN group (PS3.5 6.2.1.2) as a person writes them: prefix is dropped only when empty.
 * Ideographic names join family and given without a space, alphabetic ones keep it.
 */
function readable(group: string | undefined, separator: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = (group ?? '').split('^');
  return [prefix, family, given, middle, suffix]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(separator);
}

/**
 * The name as shown on screen: the ideographic group first, the alphabetic one beside it. `null` when the file has no
 * name at all. Accepts the DICOM JSON object form and the `a=b=c` text form some servers still send.
 */
export function personNameOf(instance: DicomJson): PersonName | null {
  const raw = instance[TAG.PatientName]?.Value?.[0];
  const parsed = groupsSchema.safeParse(typeof raw === 'string' ? fromText(raw) : raw);
  if (!parsed.success) return null;
  const hanSeparator = /^[\p{Script=Han}^\s·]*$/u.test(parsed.data.Ideographic ?? '') ? '' : ' ';
  const ideographic = readable(parsed.data.Ideographic, hanSeparator);
  const plain = parsed.data.Alphabetic ?? '';
  const alphabetic = readable(plain, /^[\p{Script=Han}^\s·]+$/u.test(plain) ? '' : ' ');
  const names = [ideographic, alphabetic].filter((name) => name !== '');
  const [primary, secondary] = names;
  return primary === undefined ? null : { primary, secondary: secondary ?? null };
}

function fromText(text: string): Record<string, string> {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text.split('=');
  return { Alphabetic: alphabetic, Ideographic: ideographic, Phonetic: phonetic };
}
