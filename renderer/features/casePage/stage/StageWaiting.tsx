import { Spin } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function StageWaiting(): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <div className="case-stage-waiting" role="status">
      <Spin /> {t('stage.loading')}
    </div>
  );
}
