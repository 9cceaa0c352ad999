import { BorderOutlined, PicCenterOutlined } from '@ant-design/icons';
import { Segmented, Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly columns: 1 | 2;
  readonly onChange: (count: 1 | 2) => void;
};

/** One piece of material on the stage, or two side by side. */
export function ColumnsSwitch({ columns, onChange }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <Tooltip title={t('timeline.compareHint')}>
      <Segmented<1 | 2>
        className="case-columns"
        size="small"
        aria-label={t('timeline.columns')}
        value={columns}
        onChange={onChange}
        options={[
          { value: 1, icon: <BorderOutlined aria-label={t('timeline.oneColumn')} /> },
          {
            value: 2,
            icon: <PicCenterOutlined rotate={90} aria-label={t('timeline.twoColumns')} />,
          },
        ]}
      />
    </Tooltip>
  );
}
