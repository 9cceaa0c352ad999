import { SearchOutlined } from '@ant-design/icons';
import { Button, Drawer, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { attachStudy, listInbox } from '../../../../shared/api/intake';
import type { RouteOutput } from '../../../../shared/api/route';
import { useCommand } from '../../../platform/useCommand';
import { useQuery } from '../../../platform/useQuery';
import { RelativeTime } from '../../../ui/Clock';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { QueryView } from '../../../ui/QueryView';
import styles from '../request.module.css';
import { useSettled } from '../useSettled';

type InboxStudy = RouteOutput<typeof listInbox>['items'][number];

type Props = {
  readonly caseId: string;
  readonly patientName: string;
  readonly onClose: () => void;
  readonly onAttached: () => void;
};

/** Studies the hospital's devices have sent and no case holds yet. */
export function InboxDrawer({ caseId, patientName, onClose, onAttached }: Props): ReactElement {
  const { t } = useTranslation('request');
  const [text, setText] = useState(patientName);
  const q = useSettled(text.trim(), 250);
  const query = useQuery(
    listInbox,
    { query: q === '' ? {} : { q } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'intakeChanged' },
  );
  const attach = useCommand(attachStudy);
  const run = async (studyInstanceUid: string) => {
    const result = await attach.run({ params: { caseId }, body: { studyInstanceUid } });
    if (!result.ok) return;
    query.reload();
    onAttached();
  };
  return (
    <Drawer open size={640} title={t('inbox.title')} onClose={onClose}>
      <Input
        allowClear
        prefix={<SearchOutlined />}
        placeholder={t('inbox.search')}
        value={text}
        maxLength={60}
        onChange={(event) => setText(event.target.value)}
      />
      {attach.error && <ErrorNotice error={attach.error} />}
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('inbox.empty')} text={t('inbox.emptyText')} />
          ) : (
            <ul className={styles['inbox']}>
              {items.map((study) => (
                <StudyRow
                  key={study.studyInstanceUid}
                  study={study}
                  isRunning={attach.status === 'running'}
                  onAttach={() => void run(study.studyInstanceUid)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Drawer>
  );
}

type RowProps = {
  readonly study: InboxStudy;
  readonly isRunning: boolean;
  readonly onAttach: () => void;
};

function StudyRow({ study, isRunning, onAttach }: RowProps): ReactElement {
  const { t } = useTranslation('request');
  return (
    <li>
      <div>
        <strong>{study.patientName}</strong>{' '}
        <span className={styles['muted']}>
          {[study.patientId, study.patientBirthDate, study.patientSex].filter(Boolean).join(' · ')}
        </span>
        <div>
          {study.modalities.join(' ')} {study.description}
        </div>
        <div className={styles['muted']}>
          {[
            study.studyDate,
            t('inbox.counts', { series: study.seriesCount, instances: study.instanceCount }),
          ]
            .filter(Boolean)
            .join(' · ')}{' '}
          · <RelativeTime at={study.receivedAt} />
        </div>
      </div>
      <Button disabled={isRunning} onClick={onAttach}>
        {t('inbox.attach')}
      </Button>
    </li>
  );
}
