import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  ExclamationCircleFilled,
  WarningOutlined,
} from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabResult } from '../../../shared/domain/intake/payload';
import { isCritical, markOf, type LabMark } from '../../../shared/domain/lab/labBoard';

const ICONS: Readonly<Record<LabMark, ReactNode>> = {
  low: <ArrowDownOutlined />,
  high: <ArrowUpOutlined />,
  criticalLow: <ExclamationCircleFilled />,
  criticalHigh: <ExclamationCircleFilled />,
  critical: <ExclamationCircleFilled />,
  abnormal: <WarningOutlined />,
};

/** A value with the laboratory's judgement as sign and word; colour only says it once more. */
export function MarkedValue({ result }: { readonly result: LabResult }): ReactElement {
  const { t } = useTranslation('lab');
  const mark = markOf(result.flag);
  const isPending = result.value === '';
  return (
    <span className="lab-value" data-mark={mark ?? undefined} data-critical={isCritical(mark)}>
      <span className="lab-number">{isPending ? t('value.none') : result.value}</span>
      {mark && (
        <span className="lab-mark">
          {ICONS[mark]}
          {t(`mark.${mark}`)}
        </span>
      )}
      {result.status === 'P' && <span className="lab-status">{t('status.preliminary')}</span>}
      {result.status === 'C' && <span className="lab-status">{t('status.corrected')}</span>}
    </span>
  );
}
