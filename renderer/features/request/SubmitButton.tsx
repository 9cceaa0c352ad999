import { SendOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemList } from './ProblemList';
import type { Readiness } from './readiness';

type Props = {
  readonly isReturned: boolean;
  readonly readiness: Readiness;
  readonly isRunning: boolean;
  readonly isClosed: boolean;
  readonly onAttempt: () => void;
  readonly onSubmit: () => void;
};

/** The one action. While something is missing it stays where it is and says what, field by field. */
export function SubmitButton(props: Props): ReactElement {
  const { isReturned, readiness, isRunning, isClosed, onAttempt, onSubmit } = props;
  const { t } = useTranslation(['request', 'caseTerms']);
  const [isOpen, setOpen] = useState(false);
  const isBlocked = readiness.count > 0;
  const label = t(isReturned ? 'caseTerms:command.resubmit' : 'caseTerms:command.submit');
  if (!isBlocked) {
    return (
      <Button
        type="primary"
        size="large"
        icon={<SendOutlined />}
        loading={isRunning}
        disabled={isClosed}
        onClick={onSubmit}
      >
        {label}
      </Button>
    );
  }
  const show = () => {
    onAttempt();
    setOpen(true);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('request:blocked.title', { count: readiness.count })}
      content={<ProblemList readiness={readiness} onChosen={() => setOpen(false)} />}
    >
      {/* not `disabled`: it has to answer the question why */}
      <Button
        size="large"
        icon={<SendOutlined />}
        data-blocked="true"
        disabled={isClosed}
        onClick={show}
      >
        {t('request:blocked.button', { label, count: readiness.count })}
      </Button>
    </Popover>
  );
}
