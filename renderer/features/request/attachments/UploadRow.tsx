import { CaretRightOutlined, CloseOutlined, PauseOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../ui/bytes';
import { useErrorText } from '../../../ui/errorText';
import { formatClock } from '../../../ui/time';
import styles from '../request.module.css';
import { secondsLeft } from './speed';
import type { LocalUpload, UploadsState } from './uploads';

type Props = {
  readonly upload: LocalUpload;
  readonly actions: Pick<UploadsState, 'pause' | 'resume' | 'cancel'>;
};

/** One upload on its way: how far, how fast, how long still, and what stops it. */
export function UploadRow({ upload, actions }: Props): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { id, status, sentBytes, totalBytes, speed } = upload;
  const left = secondsLeft(totalBytes - sentBytes, speed);
  const facts = [
    t(`upload.status.${status}`),
    `${formatBytes(sentBytes)} / ${formatBytes(totalBytes)}`,
    speed !== null && `${formatBytes(speed)}/s`,
    left !== null && t('upload.left', { time: formatClock(left * 1000) }),
  ].filter(Boolean);
  const isStopped = status === 'paused' || status === 'failed';
  return (
    <li
      className={styles['upload']}
      data-tone={status === 'failed' ? 'urgent' : status === 'retrying' ? 'risk' : 'plain'}
    >
      <div className={styles['uploadHead']}>
        <strong title={upload.name}>{upload.name}</strong>
        <span className={styles['muted']}>{t('upload.files', { count: upload.fileCount })}</span>
        {(status === 'sending' || status === 'retrying') && (
          <Button
            size="small"
            type="text"
            icon={<PauseOutlined />}
            onClick={() => actions.pause(id)}
          >
            {t('upload.pause')}
          </Button>
        )}
        {isStopped && (
          <Button
            size="small"
            type="text"
            icon={<CaretRightOutlined />}
            onClick={() => actions.resume(id)}
          >
            {t('upload.resume')}
          </Button>
        )}
        {status !== 'sent' && (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            onClick={() => actions.cancel(id)}
          >
            {t('upload.cancel')}
          </Button>
        )}
      </div>
      <Progress
        percent={totalBytes === 0 ? 0 : Math.floor((sentBytes / totalBytes) * 1000) / 10}
        showInfo={false}
        size="small"
        status={status === 'failed' ? 'exception' : 'normal'}
      />
      <div className={styles['muted']}>{facts.join(' · ')}</div>
      {upload.error && (
        <div className={styles['uploadError']} role={status === 'failed' ? 'alert' : 'status'}>
          {textOf(upload.error)}
        </div>
      )}
    </li>
  );
}
