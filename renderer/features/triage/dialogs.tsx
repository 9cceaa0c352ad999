import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Modal, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { REJECT_CODES } from '../../../shared/domain/consultation/case';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import type { MissingItem } from '../../../shared/domain/consultation/completeness';
import type { AppError } from '../../../shared/domain/errors';
import { ErrorNotice } from '../../ui/ErrorNotice';

type RejectCode = (typeof REJECT_CODES)[number];
type DialogProps = {
  readonly error: AppError | null;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onRun: (command: CaseCommand) => void;
};

function useRejectOptions() {
  const { t } = useTranslation('caseTerms');
  return REJECT_CODES.map((code) => ({ value: code, label: `${code} ${t(`reject.${code}`)}` }));
}

export function RejectDialog({ error, busy, onCancel, onRun }: DialogProps): ReactElement {
  const { t } = useTranslation('triage');
  const options = useRejectOptions();
  const [code, setCode] = useState<RejectCode | null>(null);
  const [text, setText] = useState('');
  const ready = code !== null && [...text.trim()].length >= 10;
  return (
    <Modal
      open
      title={t('reject.title')}
      okText={t('reject.ok')}
      okButtonProps={{ danger: true, disabled: !ready, loading: busy }}
      onCancel={onCancel}
      onOk={() => code && onRun({ type: 'reject', code, text: text.trim() })}
    >
      <p>{t('reject.explain')}</p>
      <Select<RejectCode>
        aria-label={t('reject.code')}
        placeholder={t('reject.code')}
        style={{ width: '100%' }}
        options={options}
        value={code}
        onChange={setCode}
      />
      <Input.TextArea
        aria-label={t('reject.text')}
        placeholder={t('reject.textHint')}
        style={{ marginTop: 8 }}
        rows={4}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}

type FixRow = { readonly code: RejectCode; readonly text: string };

/** The fix-it list, begun with what the completeness gate found missing. */
export function ReturnDialog(
  props: DialogProps & { readonly missing: readonly MissingItem[] },
): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const options = useRejectOptions();
  const [items, setItems] = useState<readonly FixRow[]>(
    props.missing.length > 0
      ? props.missing.map(({ code, section }) => ({
          code: section === 'consent' ? 'R06' : 'R01',
          text: t(`caseTerms:missing.${code}`),
        }))
      : [{ code: 'R01', text: '' }],
  );
  const change = (index: number, patch: Partial<FixRow>) =>
    setItems(items.map((item, at) => (at === index ? { ...item, ...patch } : item)));
  const ready = items.length > 0 && items.every((item) => item.text.trim().length >= 2);
  return (
    <Modal
      open
      width={640}
      title={t('triage:return.title')}
      okText={t('triage:return.ok')}
      okButtonProps={{ disabled: !ready, loading: props.busy }}
      onCancel={props.onCancel}
      onOk={() =>
        props.onRun({
          type: 'returnForSupplement',
          items: items.map((item) => ({ ...item, text: item.text.trim() })),
        })
      }
    >
      <p>{t('triage:return.explain')}</p>
      {items.map((item, index) => (
        <div key={index} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
          <Select<RejectCode>
            aria-label={t('triage:reject.code')}
            style={{ width: 210 }}
            options={options}
            value={item.code}
            onChange={(code) => change(index, { code })}
          />
          <Input
            aria-label={t('triage:return.item', { number: index + 1 })}
            placeholder={t('triage:return.itemHint')}
            value={item.text}
            maxLength={500}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <Button
            aria-label={t('triage:return.remove')}
            icon={<DeleteOutlined />}
            disabled={items.length === 1}
            onClick={() => setItems(items.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        onClick={() => setItems([...items, { code: 'R01', text: '' }])}
      >
        {t('triage:return.add')}
      </Button>
      {props.error && <ErrorNotice error={props.error} />}
    </Modal>
  );
}

/** Accepting an incomplete request is allowed, with a reason that stays in the record. */
export function WaiverDialog(
  props: DialogProps & { readonly missing: readonly MissingItem[] },
): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const [note, setNote] = useState('');
  const [sure, setSure] = useState(false);
  return (
    <Modal
      open
      title={t('triage:waiver.title')}
      okText={t('triage:waiver.ok')}
      okButtonProps={{ disabled: !sure || note.trim().length < 4, loading: props.busy }}
      onCancel={props.onCancel}
      onOk={() => props.onRun({ type: 'accept', waiverNote: note.trim() })}
    >
      <ul>
        {props.missing.map((item) => (
          <li key={item.code}>{t(`caseTerms:missing.${item.code}`)}</li>
        ))}
      </ul>
      <Input.TextArea
        aria-label={t('triage:waiver.note')}
        placeholder={t('triage:waiver.note')}
        rows={3}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Checkbox
        checked={sure}
        onChange={(event) => setSure(event.target.checked)}
        style={{ marginTop: 8 }}
      >
        {t('triage:waiver.sure')}
      </Checkbox>
      {props.error && <ErrorNotice error={props.error} />}
    </Modal>
  );
}
