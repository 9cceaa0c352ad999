import type { i18n as I18n } from 'i18next';
import { toLanguage } from '../../shared/i18n/index';
import { formatBytes } from '../ui/bytes';
import { formatTimeOfDay } from '../ui/time';

/** Formats that texts may ask for: `{{until, timeOfDay}}`, `{{maxBytes, bytes}}`, `{{state, caseState}}`. */
export function addFormats(i18n: I18n): void {
  const formatter = i18n.services.formatter;
  if (!formatter) throw new Error('i18next was initialised without its formatter');
  formatter.add('timeOfDay', (at: unknown, language) =>
    typeof at === 'string' ? formatTimeOfDay(at, toLanguage(language)) : '',
  );
  formatter.add('bytes', (bytes: unknown) => (typeof bytes === 'number' ? formatBytes(bytes) : ''));
  formatter.add('caseState', (state: unknown) => i18n.t(`caseTerms:state.${String(state)}`));
  formatter.add('identifiers', (fields: unknown, language) => {
    const names = String(fields)
      .split(',')
      .map((field) => i18n.t(`caseTerms:identifier.${field}`));
    return new Intl.ListFormat(language ?? 'zh-CN', { style: 'narrow' }).format(names);
  });
}
