import { ThunderboltFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listEmergencies } from '../../../shared/api/cases';
import { useMe } from '../../platform/ApiContext';
import { useCaseCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { Clock } from '../../ui/Clock';
import { ErrorNotice } from '../../ui/ErrorNotice';
import styles from './notifications.module.css';
import { ring } from './ringTone';

const RINGS_FOR = new Set(['expert', 'triage', 'coordinator']);

/** Emergencies that wait for somebody, above every page; the first expert who answers has it. */
export function RingingEmergencies(): ReactElement | null {
  const { role } = useMe();
  return RINGS_FOR.has(role) ? <Ringing isExpert={role === 'expert'} /> : null;
}

function Ringing({ isExpert }: { readonly isExpert: boolean }): ReactElement | null {
  const { t } = useTranslation(['notification', 'caseTerms', 'common']);
  const navigate = useNavigate();
  const query = useQuery(
    listEmergencies,
    {},
    { reloadOn: (event) => event.type === 'emergencyRing' || event.type === 'caseChanged' },
  );
  const answer = useCaseCommand();
  const items = query.value?.items ?? [];
  const count = items.length;
  useEffect(() => (count > 0 && isExpert ? ring() : undefined), [count, isExpert]);
  if (count === 0 && !answer.error) return null;
  const take = async (caseId: string, expectedVersion: number) => {
    const result = await answer.run({
      caseId,
      expectedVersion,
      command: { type: 'answerEmergency' },
    });
    query.reload();
    if (result.ok) void navigate(`/cases/${caseId}`);
  };
  return (
    <div className={styles['ringing']} role="alert">
      {answer.error && <ErrorNotice error={answer.error} />}
      {items.map((item) => (
        <div key={item.caseId} className={styles['ringingRow']}>
          <ThunderboltFilled />
          <strong>{t('notification:ring.title')}</strong>
          <span>{item.hospitalName}</span>
          <span>
            {item.sex && t(`caseTerms:sex.${item.sex}`)}{' '}
            {item.ageYears !== null && t('common:age.year', { years: item.ageYears })}
          </span>
          <span className={styles['complaint']}>{item.chiefComplaint}</span>
          <Clock since={item.submittedAt} />
          {isExpert ? (
            <Button
              type="primary"
              danger
              loading={answer.status === 'running'}
              onClick={() => void take(item.caseId, item.version)}
            >
              {t('caseTerms:command.answerEmergency')}
            </Button>
          ) : (
            <Button danger onClick={() => void navigate(`/cases/${item.caseId}`)}>
              {t('notification:ring.open')}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
