export type FieldChange = {
  readonly path: string;
  readonly before: string;
  readonly after: string;
};

/** Leaf-by-leaf difference of two forms, in reading order, with dotted paths; values as plain text. */
export function differences(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (isLeaf(before) && isLeaf(after)) {
    const [was, is] = [asText(before), asText(after)];
    return was === is ? [] : [{ path, before: was, after: is }];
  }
  const was = entriesOf(before);
  const is = entriesOf(after);
  const keys = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return keys.flatMap((key) =>
    differences(was[key], is[key], path === '' ? key : `${path}.${key}`),
  );
}

/** Diagnoses, windows and the like read better whole than by index. */
function isLeaf(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Array.isArray(value);
}

const entriesOf = (value: unknown): Record<string, unknown> =>
  isLeaf(value) ? {} : (value as Record<string, unknown>);

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(asText).join('; ');
  if (typeof value === 'object') return Object.values(value).map(asText).filter(Boolean).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
