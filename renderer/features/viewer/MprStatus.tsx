import { Button, Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MprLoad } from './store';
import type { MprCommands } from './useMpr';
import { errorText, refusalText } from './words';

type Props = { readonly load: MprLoad; readonly commands: MprCommands };

const megabytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024 ** 2));

/** What reformatting is at, or why it cannot be; over the pictures, which stay. */
export function MprStatus({ load, commands }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  return (
    <div className="hz-mpr-status" role={load.status === 'loading' ? 'status' : 'alert'}>
      {load.status === 'loading' && (
        <>
          <p>
            {t('mpr.loading', {
              loaded: load.loaded,
              total: load.total,
              mb: megabytes(load.bytes),
            })}
          </p>
          <Progress
            percent={Math.round((100 * load.loaded) / Math.max(1, load.total))}
            showInfo={false}
            strokeColor="#8c8c8c"
          />
        </>
      )}
      {load.status === 'tooLarge' && (
        <>
          <p>
            {t('mpr.tooLarge', {
              needed: megabytes(load.need.full),
              budget: megabytes(load.need.budgetBytes),
            })}
          </p>
          {load.need.half <= load.need.budgetBytes && (
            <Button size="small" type="primary" onClick={() => commands.enter('half')}>
              {t('mpr.half', { needed: megabytes(load.need.half) })}
            </Button>
          )}
        </>
      )}
      {load.status === 'failed' && (
        <>
          <p>{refusalText(t, load.error) ?? errorText(t, load.error)}</p>
          <code>{load.error.code}</code>
        </>
      )}
      <Button size="small" onClick={commands.cancel}>
        {load.status === 'loading' ? t('mpr.cancel') : t('mpr.close')}
      </Button>
    </div>
  );
}
