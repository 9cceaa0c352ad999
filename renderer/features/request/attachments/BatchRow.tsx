import { CheckOutlined, WarningOutlined } from '@ant-design/icons';
import { Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntakeBatch } from '../../../../shared/api/intake';
import { formatBytes } from '../../../ui/bytes';
import { useErrorText } from '../../../ui/errorText';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import styles from '../request.module.css';
import { openMismatches, viewOfBatch } from './batchView';
import { QuarantineGroup } from './QuarantineGroup';

type Props = {
  readonly caseId: string;
  readonly batch: IntakeBatch;
  readonly onChanged: () => void;
};

/** What the server made of one upload. */
export function BatchRow({ caseId, batch, onChanged }: Props): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { instant } = useTimeFormat();
  const view = viewOfBatch(batch);
  const tone = toneOf(batch);
  return (
    <li className={styles['upload']} data-tone={tone}>
      <div className={styles['uploadHead']}>
        <strong title={batch.name}>{batch.name}</strong>
        <span className={styles['muted']}>
          {formatBytes(batch.sizeBytes)} · {instant(batch.startedAt)}
        </span>
      </div>
      {batch.status === 'receiving' && (
        <div className={styles['muted']}>
          {t('batch.receiving', {
            received: formatBytes(batch.receivedBytes),
            size: formatBytes(batch.sizeBytes),
          })}
        </div>
      )}
      {batch.status === 'processing' && <Processing batch={batch} />}
      {batch.failure && (
        <div className={styles['uploadError']} role="alert">
          {textOf(batch.failure)}
        </div>
      )}
      <Outcome batch={batch} />
      {view.toDecide.map((items) => (
        <QuarantineGroup
          key={`${items[0]?.recognisedAs} ${JSON.stringify(items[0]?.reason)}`}
          caseId={caseId}
          items={items}
          onChanged={onChanged}
        />
      ))}
      {view.ignored.length > 0 && (
        <details className={styles['ignored']}>
          <summary>{t('batch.ignored', { count: view.ignored.length })}</summary>
          <ul>
            {view.ignored.map((item) => (
              <li key={item.id}>
                <span title={item.path}>{item.path}</span>
                <span className={styles['muted']}>
                  {item.reason ? textOf(item.reason) : item.recognisedAs}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function toneOf(batch: IntakeBatch): 'urgent' | 'risk' | 'plain' {
  if (batch.status === 'failed' || openMismatches([batch]) > 0) return 'urgent';
  return viewOfBatch(batch).toDecideCount > 0 ? 'risk' : 'plain';
}

function Processing({ batch }: { readonly batch: IntakeBatch }): ReactElement {
  const { t } = useTranslation('request');
  const { itemsDone, itemsTotal } = batch;
  return (
    <div>
      <Progress
        percent={itemsTotal ? Math.floor((itemsDone / itemsTotal) * 100) : 0}
        showInfo={false}
        size="small"
        status="active"
      />
      <div className={styles['muted']}>
        {itemsTotal === null
          ? t('batch.recognising', { count: itemsDone })
          : t('batch.processing', { done: itemsDone, total: itemsTotal })}
      </div>
    </div>
  );
}

function Outcome({ batch }: { readonly batch: IntakeBatch }): ReactElement | null {
  const { t } = useTranslation('request');
  const { attached, duplicates, toDecideCount, decided } = viewOfBatch(batch);
  if (batch.items.length === 0) return null;
  return (
    <div className={styles['outcome']}>
      {attached.map(({ recognisedAs, count }) => (
        <span key={recognisedAs}>
          <CheckOutlined aria-hidden /> {t('batch.attached', { recognisedAs, count })}
        </span>
      ))}
      {duplicates > 0 && <span>{t('batch.duplicates', { count: duplicates })}</span>}
      {decided.length > 0 && <span>{t('batch.decided', { count: decided.length })}</span>}
      {toDecideCount > 0 && (
        <span data-tone={toneOf(batch)}>
          <WarningOutlined aria-hidden /> {t('batch.toDecide', { count: toDecideCount })}
        </span>
      )}
    </div>
  );
}
