import type { Content, ContentText } from 'pdfmake/interfaces';
import type { FontFace } from './fonts';

type Faces = readonly [FontFace, ...FontFace[]];

/** Layout control, not ink: needs no glyph (newline, joiners, variation selectors, byte order mark). */
const INVISIBLE = /[\n\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF]/u;

/**
 * Splits every text of a document by the font that has its glyphs. A PDF writer draws nothing, or an empty box, for a
 * character its font lacks and reports no error; in a patient's name that is a different patient.
 *
 * @param node - pdfmake content; strings may sit anywhere in it.
 * @param faces - Fonts in order of preference; text of the first one stays untouched.
 * @param missing - Receives every character that no font has.
 */
export function spellWithFonts(node: Content, faces: Faces, missing: Set<string>): Content {
  if (typeof node === 'string') return spellText(node, faces, missing);
  if (Array.isArray(node)) return node.map((child) => spellWithFonts(child, faces, missing));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, spellMember(key, value, faces, missing)]),
  ) as unknown as Content;
}

/** The members of pdfmake nodes that hold content; everything else (styles, sizes, image data) is not text. */
const CONTENT_MEMBERS = new Set(['text', 'stack', 'columns', 'ul', 'ol']);

function spellMember(key: string, value: unknown, faces: Faces, missing: Set<string>): unknown {
  if (CONTENT_MEMBERS.has(key)) return spellWithFonts(value as Content, faces, missing);
  if (key !== 'table') return value;
  const table = value as { body: Content[][] };
  return {
    ...table,
    body: table.body.map((row) => row.map((cell) => spellWithFonts(cell, faces, missing))),
  };
}

function spellText(text: string, faces: Faces, missing: Set<string>): Content {
  const runs: { family: string; text: string }[] = [];
  for (const character of text) {
    const family = familyFor(character, faces, runs.at(-1)?.family);
    if (family === null) missing.add(character);
    const last = runs.at(-1);
    if (last && last.family === family) last.text += character;
    else if (family !== null) runs.push({ family, text: character });
  }
  const base = faces[0].family;
  if (runs.every(({ family }) => family === base)) return text;
  return {
    text: runs.map((run): ContentText =>
      run.family === base ? { text: run.text } : { text: run.text, font: run.family },
    ),
  };
}

function familyFor(character: string, faces: Faces, current: string | undefined): string | null {
  if (INVISIBLE.test(character)) return current ?? faces[0].family;
  const codePoint = character.codePointAt(0) ?? 0;
  return faces.find(({ covers }) => covers(codePoint))?.family ?? null;
}

/** Characters of `text` that the first font lacks; for places where only one font can be used. */
export function missingInBase(text: string, faces: Faces): string[] {
  return [...text].filter((character) => familyFor(character, [faces[0]], undefined) === null);
}
