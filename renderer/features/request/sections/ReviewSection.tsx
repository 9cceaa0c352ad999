import { CheckCircleOutlined } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { useForm } from '../formContext';
import { ProblemList } from '../ProblemList';
import type { Readiness } from '../readiness';
import styles from '../request.module.css';

type Props = { readonly readiness: Readiness; readonly records: readonly CaseRecord[] };

/** The last look: what goes out, and what is still missing. */
export function ReviewSection({ readiness, records }: Props): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { span } = useTimeFormat();
  const { form } = useForm();
  const { wishes, clinical } = form;
  const rows: readonly (readonly [label: string, text: string])[] = [
    [
      t('request:purpose.mode'),
      [
        t(`caseTerms:mode.${wishes.mode}`),
        t(`caseTerms:urgency.${wishes.urgency}`),
        wishes.mdt ? t('caseTerms:mdt') : '',
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('request:purpose.purpose'), wishes.purpose],
    [
      t('request:clinical.provisionalDiagnoses'),
      clinical.provisionalDiagnoses.map((item) => item.name).join('、'),
    ],
    [t('request:experts.departments'), wishes.departmentNames.join('、')],
    [
      t('request:experts.windows'),
      wishes.windows.map((window) => span(window.startsAt, window.endsAt)).join(' / '),
    ],
    [t('request:section.records'), t('request:review.records', { count: records.length })],
  ];
  return (
    <div className={styles['review']}>
      <dl>
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text || '—'}</dd>
          </div>
        ))}
      </dl>
      {readiness.count === 0 ? (
        <p className={styles['ready']}>
          <CheckCircleOutlined /> {t('request:review.ready')}
        </p>
      ) : (
        <>
          <p>{t('request:blocked.title', { count: readiness.count })}</p>
          <ProblemList readiness={readiness} />
        </>
      )}
    </div>
  );
}
