import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../shared/api/cases';
import { DueTime, RelativeTime } from '../../ui/Clock';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import styles from './home.module.css';
import { pathOfCase } from './pathOfCase';

type Props = {
  readonly items: readonly CaseSummary[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (index: number) => void;
};

/** Fixed columns; rows off the screen cost no layout, so thousands are fine. */
export function CaseTable({ items, selected, onSelect, onOpen }: Props): ReactElement {
  const { t } = useTranslation(['common', 'caseTerms']);
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // newer Chromium answers with a promise, which is no cleanup
    void row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [selected]);
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th style={{ width: '20%' }}>{t('common:list.column.patient')}</th>
          <th>{t('common:list.column.purpose')}</th>
          <th style={{ width: '18%' }}>{t('common:list.column.hospital')}</th>
          <th style={{ width: 116 }}>{t('common:list.column.state')}</th>
          <th style={{ width: '15%' }}>{t('common:list.column.next')}</th>
          <th style={{ width: 92 }}>{t('common:list.column.updated')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <tr
            key={item.id}
            ref={index === selected ? row : null}
            aria-selected={index === selected}
            onMouseDown={() => onSelect(index)}
            onClick={() => onOpen(index)}
          >
            <td>
              <span className={styles['patientCell']}>
                <UrgencyTag urgency={item.urgency} />
                <Link
                  to={pathOfCase(item)}
                  className={styles['rowLink']}
                  onClick={(event) => event.stopPropagation()}
                >
                  <PatientLine
                    name={item.patientName}
                    sex={item.patientSex}
                    birthDate={item.patientBirthDate}
                  />
                </Link>
              </span>
              <small>{item.requestNo}</small>
            </td>
            <td title={item.purpose}>
              <span>{item.purpose}</span>
              <small>
                {[t(`caseTerms:mode.${item.mode}`), item.departmentName, item.diagnosisName]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </td>
            <td>
              <span>{item.hospitalName}</span>
              <small>{item.requesterName}</small>
            </td>
            <td>
              <StateTag state={item.state} isMine={item.owed !== null} />
            </td>
            <td>
              {item.owed && <span>{t(`caseTerms:owed.${item.owed}`)}</span>}
              {item.owed && item.dueAt && (
                <small>
                  <DueTime at={item.dueAt} />
                </small>
              )}
            </td>
            <td>
              <RelativeTime at={item.updatedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
