import { Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** The page's own shape while it loads, so that nothing moves when the case arrives. */
export function CaseSkeleton(): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <div className="case-page" aria-busy="true" aria-label={t('empty.loading')}>
      <div className="case-header">
        <Skeleton active title={false} paragraph={{ rows: 1, width: '60%' }} />
      </div>
      <div className="case-body" data-loading="true">
        <div className="case-timeline">
          <Skeleton active title={false} paragraph={{ rows: 8 }} />
        </div>
        <div className="case-divider" />
        <div className="case-stage" />
        <div className="case-divider" />
        <div className="case-panel">
          <Skeleton active paragraph={{ rows: 10 }} />
        </div>
      </div>
    </div>
  );
}
