import { Button, Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/errors';
import type { VolumeHandle } from '../../ports/volumeViewer';
import { errorText, refusalText } from './words';

export type VolumeLoad =
  | { readonly status: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'ready'; readonly handle: VolumeHandle };

type Props = {
  readonly load: Exclude<VolumeLoad, { status: 'ready' }>;
  readonly onClose: () => void;
};

/** A solid is shown whole or not at all: how far it is, or why there is none. */
export function VolumeStatus({ load, onClose }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const isLoading = load.status === 'loading';
  return (
    <div className="hz-mpr-status" role={isLoading ? 'status' : 'alert'}>
      {isLoading ? (
        <>
          <p>{t('volume.loading', { loaded: load.loaded, total: load.total })}</p>
          <Progress
            percent={Math.round((100 * load.loaded) / Math.max(1, load.total))}
            showInfo={false}
            strokeColor="#8c8c8c"
          />
        </>
      ) : (
        <>
          <p>
            {solidText(t, load.error) ?? refusalText(t, load.error) ?? errorText(t, load.error)}
          </p>
          <code>{load.error.code}</code>
        </>
      )}
      <Button size="small" onClick={onClose}>
        {isLoading ? t('mpr.cancel') : t('mpr.close')}
      </Button>
    </div>
  );
}

function solidText(
  t: ReturnType<typeof useTranslation<'viewer'>>['t'],
  { code, params }: Extract<VolumeLoad, { status: 'failed' }>['error'],
): string | null {
  return code === 'viewer.blockTooLarge'
    ? t('volume.tooLarge', { needed: params?.['needMb'] ?? '', budget: params?.['budgetMb'] ?? '' })
    : null;
}
