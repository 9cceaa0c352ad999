import { Modal } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCommand, CommandType } from '../../../../shared/domain/consultation/commands';
import type { AppError } from '../../../../shared/domain/errors';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import type { CaseView } from '../../../ports/caseView';

type Props = {
  readonly view: CaseView;
  readonly type: CommandType;
  /** Null while the form is not complete. */
  readonly command: CaseCommand | null;
  readonly onClose: () => void;
  readonly danger?: boolean;
  readonly children?: ReactNode;
};

/** Asks, sends, and stays open with everything typed when the server refuses. */
export function CommandFrame(props: Props): ReactElement {
  const { view, type, command, onClose, danger = false, children } = props;
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const [error, setError] = useState<AppError | null>(null);
  const send = async () => {
    if (!command) return;
    const result = await view.run(command);
    if (result.ok) onClose();
    else setError(result.error);
  };
  return (
    <Modal
      open
      destroyOnHidden
      title={t(`caseTerms:command.${type}`)}
      okText={t(`caseTerms:command.${type}`)}
      cancelText={t('casePage:dialog.cancel')}
      okButtonProps={{ disabled: !command, danger }}
      confirmLoading={view.running !== null}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="case-dialog">
        {children}
        {error && <ErrorNotice error={error} />}
        {error?.code === 'case.staleVersion' && <p role="status">{t('casePage:dialog.stale')}</p>}
      </div>
    </Modal>
  );
}
