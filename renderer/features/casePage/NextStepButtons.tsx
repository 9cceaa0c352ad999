import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/errorText';
import { blockedReason } from './blockedReason';
import type { CaseView } from '../../ports/caseView';
import { stepsFor, type StepType } from './nextStep';

type Props = {
  readonly view: CaseView;
  readonly now: string;
  readonly onStep: (step: StepType) => void;
};

/** One button for the next step, everything else behind `…`; what cannot be done yet is shown and says why. */
export function NextStepButtons({ view, now, onStep }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const textOf = useErrorText();
  const { detail, me, running } = view;
  const { primary, others } = stepsFor(detail, me);
  const reasonOf = (step: StepType): string | null => {
    if (step === 'resubmitCopy') return null;
    const error = blockedReason(detail, step, me, now);
    return error && textOf(error);
  };
  const labelOf = (step: StepType) =>
    step === 'resubmitCopy' ? t('casePage:header.copy') : t(`caseTerms:command.${step}`);
  const items = others.map((step) => {
    const reason = reasonOf(step);
    return {
      key: step,
      disabled: reason !== null,
      label: (
        <span className="case-more-item">
          {labelOf(step)}
          {reason !== null && <small>{reason}</small>}
        </span>
      ),
      onClick: () => onStep(step),
    };
  });
  const blocked = primary && reasonOf(primary);
  return (
    <div className="case-header-actions">
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
          <Button icon={<MoreOutlined />} aria-label={t('casePage:header.more')} />
        </Dropdown>
      )}
      {primary && (
        <Tooltip title={blocked} placement="bottomRight">
          <Button
            type="primary"
            disabled={blocked !== null}
            loading={running === primary}
            onClick={() => onStep(primary)}
            {...(blocked ? { 'aria-description': blocked } : {})}
          >
            {labelOf(primary)}
          </Button>
        </Tooltip>
      )}
      {blocked && <small className="case-header-blocked">{blocked}</small>}
    </div>
  );
}
