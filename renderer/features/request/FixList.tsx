import { Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/api/cases';
import { useTimeFormat } from '../../ui/useTimeFormat';
import styles from './request.module.css';

type Props = {
  readonly detail: CaseDetail;
  readonly answers: Readonly<Record<number, string>>;
  readonly onAnswer: (id: number, text: string) => void;
};

/** What the centre wants put right; every item gets an answer before the request goes out again. */
export function FixList({ detail, answers, onAnswer }: Props): ReactElement | null {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { instant } = useTimeFormat();
  const { fixList } = detail.case;
  if (!fixList) return null;
  const by = detail.people.find((person) => person.userId === fixList.by)?.name;
  return (
    <section className={styles['fixList']} aria-label={t('request:fix.title')}>
      <h2>{t('request:fix.title')}</h2>
      <p className={styles['muted']}>{[by, instant(fixList.at)].filter(Boolean).join(' · ')}</p>
      <ol>
        {fixList.items.map((item) => (
          <li key={item.id} data-path={`fix.${item.id}`}>
            <div>
              <strong>{t(`caseTerms:reject.${item.code}`)}</strong> {item.text}
            </div>
            <Input
              aria-label={t('request:fix.answer', { number: item.id })}
              placeholder={t('request:fix.placeholder')}
              maxLength={500}
              value={answers[item.id] ?? ''}
              onChange={(event) => onAnswer(item.id, event.target.value)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
