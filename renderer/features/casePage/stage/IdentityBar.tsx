import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmRecordIdentity, type CaseRecord } from '../../../../shared/api/cases';
import { stands } from '../../../../shared/domain/consultation/transition';
import { useCommand } from '../../../platform/useCommand';
import type { CaseView } from '../../../ports/caseView';
import { ErrorNotice } from '../../../ui/ErrorNotice';

type Props = { readonly view: CaseView; readonly record: CaseRecord };

/** Over material whose patient could not be compared: what that means, and the button of whoever can settle it. */
export function IdentityBar({ view, record }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const confirm = useCommand(confirmRecordIdentity);
  const current = view.detail.case;
  const mayConfirm = stands('own', current, view.me);
  const run = async () => {
    const params = { caseId: current.id, recordId: record.id };
    const result = await confirm.run({ params });
    if (result.ok) await view.refresh();
  };
  return (
    <div className="case-identity" role="status">
      <QuestionCircleOutlined aria-hidden />
      <span>
        {t('identity.unverified', { name: current.form.patient.name })}
        {!mayConfirm && t('identity.askRequester')}
      </span>
      {mayConfirm && (
        <Button size="small" loading={confirm.status === 'running'} onClick={() => void run()}>
          {t('identity.confirm')}
        </Button>
      )}
      {confirm.error && <ErrorNotice error={confirm.error} />}
    </div>
  );
}
