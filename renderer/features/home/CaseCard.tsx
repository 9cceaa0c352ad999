import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../shared/api/cases';
import { DueTime, InstantText, RelativeTime } from '../../ui/Clock';
import { toneOfState } from '../../ui/caseTone';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import styles from './home.module.css';
import { pathOfCase, pathOfOwed } from './pathOfCase';

type Props = { readonly item: CaseSummary; readonly children?: ReactNode };

/** One case at a glance: who, what for, how far, what is expected and by when. */
export function CaseCard({ item, children }: Props): ReactElement {
  const { t } = useTranslation(['home', 'caseTerms']);
  return (
    <li className={styles['card']} data-tone={toneOfState(item.state, item.owed !== null)}>
      <Link to={pathOfCase(item)} className={styles['cardLink']}>
        <div className={styles['cardHead']}>
          <UrgencyTag urgency={item.urgency} />
          <PatientLine
            name={item.patientName}
            sex={item.patientSex}
            birthDate={item.patientBirthDate}
          />
          <StateTag state={item.state} isMine={item.owed !== null} />
        </div>
        <div className={styles['cardPurpose']}>
          {item.purpose.trim() || item.diagnosisName || t('home:card.noPurpose')}
        </div>
        <div className={styles['cardMeta']}>
          <span>{t(`caseTerms:mode.${item.mode}`)}</span>
          {item.departmentName && <span>{item.departmentName}</span>}
          {item.chiefName && <span>{item.chiefName}</span>}
          {item.startsAt && item.publishedAt === null ? (
            <span>
              <InstantText at={item.startsAt} />
            </span>
          ) : (
            <span>
              <RelativeTime at={item.updatedAt} />
            </span>
          )}
        </div>
      </Link>
      {children}
      {item.owed && (
        <div className={styles['cardOwed']}>
          <Link to={pathOfOwed(item)}>{t(`caseTerms:owed.${item.owed}`)}</Link>
          {item.dueAt && <DueTime at={item.dueAt} />}
        </div>
      )}
    </li>
  );
}
