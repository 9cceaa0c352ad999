import { Checkbox, Input, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCommand } from '../../../../shared/domain/consultation/commands';
import type { AppError } from '../../../../shared/domain/errors';
import { conclusionChanged } from '../../../../shared/domain/report/content';
import type { ReportContent } from '../../../../shared/domain/report/report';
import { useMe } from '../../../platform/ApiContext';
import type { CaseView } from '../../../ports/caseView';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { Notice } from '../../../ui/Notice';
import type { DraftState, ReportDraft } from '../drafts/draftStore';
import type { DeskMode } from '../reportDesk';
import type { ReadableHint } from './useHints';

type Props = {
  readonly view: CaseView;
  readonly mode: DeskMode;
  readonly draft: DraftState<ReportDraft>;
  readonly before: ReportContent | null;
  readonly hints: readonly ReadableHint[];
  readonly onClose: () => void;
  readonly onPublished: () => void;
};

/** The last look: remarks, what an amendment means for the county, and the signer's own word for who he is. */
export function SignDialog(props: Props): ReactElement {
  const { view, mode, draft, before, hints } = props;
  const { t } = useTranslation('report');
  const me = useMe();
  const [isStated, setStated] = useState(false);
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const { content } = draft.content;
  const isExplained = mode === 'publish' || reason.trim().length >= 4;

  const sign = async () => {
    setSending(true);
    // What is signed is first on the server: a crash between the two loses nothing.
    const isStored = await draft.flush();
    const result = isStored ? await view.run(commandOf(mode, content, reason.trim())) : null;
    setSending(false);
    if (result?.ok) {
      props.onPublished();
      props.onClose();
    } else if (result) setError(result.error);
  };

  return (
    <Modal
      open
      title={t(`sign.title.${mode}`)}
      okText={t(`sign.ok.${mode}`)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isStated || !isExplained }}
      confirmLoading={isSending}
      onOk={() => void sign()}
      onCancel={props.onClose}
    >
      <div className="report-sign">
        {hints.length > 0 && (
          <Notice tone="risk">
            {t('sign.hints', { count: hints.length })}
            <ul>
              {hints.map((hint) => (
                <li key={`${hint.section} ${hint.text}`}>{hint.text}</li>
              ))}
            </ul>
          </Notice>
        )}
        {mode === 'amend' && (
          <>
            <label className="report-field">
              <span>{t('sign.reason')}</span>
              <Input.TextArea
                rows={2}
                maxLength={1000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
            {before && (
              <p>
                {t(
                  conclusionChanged(before, content)
                    ? 'sign.conclusionChanged'
                    : 'sign.conclusionKept',
                )}
              </p>
            )}
          </>
        )}
        <Checkbox checked={isStated} onChange={(event) => setStated(event.target.checked)}>
          {t('sign.statement', { name: me.name, account: me.account })}
        </Checkbox>
        {draft.save.status === 'failed' && <ErrorNotice error={draft.save.error} />}
        {draft.save.status === 'conflict' && <Notice tone="risk">{t('sign.conflict')}</Notice>}
        {error && <ErrorNotice error={error} />}
      </div>
    </Modal>
  );
}

const commandOf = (mode: DeskMode, content: ReportContent, reason: string): CaseCommand =>
  mode === 'publish'
    ? { type: 'publishReport', content }
    : { type: 'amendReport', content, reason };
