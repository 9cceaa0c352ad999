import { DisconnectOutlined, LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { useApi, useMe, useServerEvents } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorCode, ErrorNotice } from '../../ui/ErrorNotice';
import { useErrorText } from '../../ui/errorText';
import { Notice } from '../../ui/Notice';
import { CaseBody, type CasePanels } from './CaseBody';
import './casePage.css';
import { CaseSkeleton } from './CaseSkeleton';
import { createCaseStore } from './caseStore';
import type { StageSlots } from './stage/RecordStage';

export type CasePageProps = {
  /** Constant for the life of the component; another case is another page. */
  readonly caseId: CaseId;
  readonly stages: StageSlots;
  readonly panels: CasePanels;
  /** Path inside the application, such as `/queue`. */
  readonly onNavigate: (path: string) => void;
};

/** Everything about one case, in whatever state it is. */
export function CasePage({ caseId, stages, panels, onNavigate }: CasePageProps): ReactElement {
  const { t } = useTranslation('casePage');
  const textOf = useErrorText();
  const api = useApi();
  const me = useMe();
  const [store] = useState(() => createCaseStore({ api, caseId, newKey: newIdempotencyKey }));
  const detail = useStore(store, (state) => state.detail);
  const load = useStore(store, (state) => state.load);
  const running = useStore(store, (state) => state.running);
  const { reload, noticed, run } = store.getState();

  useEffect(() => void reload(), [reload]);
  useServerEvents((event) => {
    if (event.type === 'caseChanged' && event.caseId === caseId) void noticed(event.version);
    if (event.type === 'hello' && store.getState().load.status !== 'loading') void reload();
  });

  if (!detail) {
    return load.status === 'failed' ? (
      <div className="case-page case-page-empty">
        <EmptyState
          title={t(isHidden(load.error) ? 'empty.forbidden' : 'empty.unavailable')}
          text={t(isHidden(load.error) ? 'empty.askWhom' : 'empty.whatNow')}
          icon={isHidden(load.error) ? <LockOutlined /> : <DisconnectOutlined />}
          action={<Button onClick={() => onNavigate('/')}>{t('empty.home')}</Button>}
        />
        {isHidden(load.error) ? (
          <div className="case-page-code">
            <ErrorCode error={load.error} />
          </div>
        ) : (
          <ErrorNotice error={load.error} onRetry={() => void reload()} />
        )}
      </div>
    ) : (
      <CaseSkeleton />
    );
  }
  return (
    <div className="case-page" aria-busy={load.status === 'refreshing'}>
      {load.status === 'stale' && (
        <Notice
          tone="risk"
          actions={
            <Button size="small" onClick={() => void reload()}>
              {t('empty.retry')}
            </Button>
          }
        >
          {t('empty.stale', { reason: textOf(load.error) })}
        </Notice>
      )}
      <CaseBody
        view={{ detail, me, running, run, refresh: reload }}
        stages={stages}
        panels={panels}
        onNavigate={onNavigate}
      />
    </div>
  );
}

/** Out of scope and not there at all are answered alike, so that nobody learns which cases exist. */
const isHidden = ({ kind }: AppError): boolean => kind === 'forbidden' || kind === 'notFound';
