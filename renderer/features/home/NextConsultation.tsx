import { VideoCameraOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CaseSummary } from '../../../shared/api/cases';
import { Clock } from '../../ui/Clock';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import { useTimeFormat } from '../../ui/useTimeFormat';
import styles from './home.module.css';

const COUNTDOWN_FROM_MS = 24 * 3_600_000;

export function NextConsultation({ item }: { readonly item: CaseSummary }): ReactElement {
  const { t } = useTranslation(['home', 'caseTerms']);
  const { instant, relative, now } = useTimeFormat();
  const navigate = useNavigate();
  const startsAt = item.startsAt ?? item.updatedAt;
  const leftMs = Date.parse(startsAt) - Date.parse(now);
  const isSoon = Math.abs(leftMs) < COUNTDOWN_FROM_MS;
  return (
    <section className={styles['next']} aria-label={t('home:expert.next')}>
      <div className={styles['nextTime']}>
        <span>
          {t('home:expert.next')}
          {isSoon && ` · ${t(leftMs < 0 ? 'home:expert.started' : 'home:expert.startsIn')}`}
        </span>
        <strong>{isSoon ? <Clock until={startsAt} /> : relative(startsAt)}</strong>
        <span>{instant(startsAt)}</span>
      </div>
      <div className={styles['nextBody']}>
        <div className={styles['cardHead']}>
          <UrgencyTag urgency={item.urgency} />
          <PatientLine
            name={item.patientName}
            sex={item.patientSex}
            birthDate={item.patientBirthDate}
          />
          <StateTag state={item.state} isMine />
        </div>
        <div>{item.purpose}</div>
        <div className={styles['cardMeta']}>
          <span>{item.hospitalName}</span>
          <span>{item.requesterName}</span>
          <span>{t(`caseTerms:mode.${item.mode}`)}</span>
        </div>
      </div>
      <Button
        type="primary"
        size="large"
        icon={<VideoCameraOutlined />}
        onClick={() => void navigate(`/cases/${item.id}`)}
      >
        {t('home:expert.enter')}
      </Button>
    </section>
  );
}
