import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getCase } from '../../../shared/api/cases';
import { useQuery } from '../../platform/useQuery';
import { useErrorText } from '../../ui/errorText';
import styles from './home.module.css';

const SHOWN = 3;

/** Why it came back, on the card itself: nobody should have to open a case to learn that. */
export function FixSummary({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useTranslation(['home', 'caseTerms']);
  const textOf = useErrorText();
  const query = useQuery(
    getCase,
    { params: { caseId } },
    { reloadOn: (event) => event.type === 'caseChanged' && event.caseId === caseId },
  );
  if (query.status === 'failed') return <p className={styles['reason']}>{textOf(query.error)}</p>;
  if (query.value === null) return <p className={styles['reason']} aria-busy="true" />;
  const { state, rejection, fixList } = query.value.case;
  if (state === 'rejected' && rejection) {
    return (
      <p className={styles['reason']} data-tone="urgent">
        <strong>{t(`caseTerms:reject.${rejection.code}`)}</strong> {rejection.text}
      </p>
    );
  }
  const items = fixList?.items ?? [];
  return (
    <ol className={styles['reason']} data-tone="risk">
      {items.slice(0, SHOWN).map((item) => (
        <li key={item.id}>
          <strong>{t(`caseTerms:reject.${item.code}`)}</strong> {item.text}
        </li>
      ))}
      {items.length > SHOWN && <li>{t('home:card.moreFixes', { count: items.length - SHOWN })}</li>}
    </ol>
  );
}
