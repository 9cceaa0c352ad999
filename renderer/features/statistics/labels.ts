import { useTranslation } from 'react-i18next';
import type { DIMENSIONS } from '../../../shared/api/statistics';

export type Dimension = (typeof DIMENSIONS)[number];

/** Ages from young to old, everything else by how often it comes. */
export function inOrder<R extends { readonly key: string }>(
  dimension: Dimension,
  rows: readonly R[],
): readonly R[] {
  const youngest = ({ key }: R) => (key === 'unknown' ? Infinity : Number.parseInt(key, 10));
  return dimension === 'ageGroup' ? rows.toSorted((a, b) => youngest(a) - youngest(b)) : rows;
}

/** What a row of a dimension is called; data without a name get a word that says what is missing. */
export function useRowLabel(): (
  dimension: Dimension,
  row: { readonly key: string; readonly label: string },
) => string {
  const { t } = useTranslation(['statistics', 'caseTerms']);
  return (dimension, { key, label }) => {
    if (dimension === 'sex' && (key === 'male' || key === 'female' || key === 'notStated'))
      return t(`caseTerms:sex.${key}`);
    if (dimension === 'ageGroup')
      return key === 'unknown'
        ? t('statistics:missing.ageGroup')
        : key === '0'
          ? t('statistics:infant')
          : t('statistics:ageGroup', { group: key });
    if (key === '')
      return t(
        dimension === 'specialist' ? 'statistics:missing.specialist' : 'statistics:missing.disease',
      );
    return dimension === 'disease' ? `${key} ${label}` : label;
  };
}
