import { ImportOutlined } from '@ant-design/icons';
import { Button, Progress, Table, Upload } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { importIcd10 } from '../../../shared/api/administration';
import {
  readIcd10Csv,
  type Icd10Sheet,
  type RefusedLine,
} from '../../../shared/domain/terminology/icd10Csv';
import { useCommand } from '../../platform/useCommand';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { saveText } from '../../ui/saveText';
import { decodeText } from './readTextFile';

type Step =
  | { readonly name: 'idle' | 'reading' }
  | { readonly name: 'refused'; readonly sheet: Icd10Sheet }
  | { readonly name: 'sending'; readonly rows: number }
  | { readonly name: 'done'; readonly imported: number; readonly total: number };

const SHOWN = 100;

/** The national table comes as a CSV file: read and checked here line by line, then taken as a whole or not at all. */
export function Icd10Import(): ReactElement {
  const { t } = useTranslation('admin');
  const command = useCommand(importIcd10);
  const [step, setStep] = useState<Step>({ name: 'idle' });
  const take = async (file: File) => {
    command.reset();
    setStep({ name: 'reading' });
    const csv = decodeText(await file.arrayBuffer());
    const sheet = readIcd10Csv(csv);
    if (sheet.refused.length > 0 || sheet.rows.length === 0) {
      setStep({ name: 'refused', sheet });
      return;
    }
    setStep({ name: 'sending', rows: sheet.rows.length });
    const result = await command.run({ body: { csv } });
    setStep(result.ok ? { name: 'done', ...result.value } : { name: 'idle' });
  };
  const isBusy = step.name === 'reading' || step.name === 'sending';
  return (
    <section className="hz-import" aria-label={t('icd10.import')}>
      <Upload
        accept=".csv,text/csv,text/plain"
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button icon={<ImportOutlined />} loading={isBusy}>
          {t('icd10.import')}
        </Button>
      </Upload>
      <span className="hz-dim">{t('icd10.format')}</span>
      <div role="status" className="hz-import-state">
        {step.name === 'sending' && (
          <>
            {t('icd10.sending', { count: step.rows })}
            <Progress percent={100} status="active" showInfo={false} size="small" />
          </>
        )}
        {step.name === 'done' && (
          <Notice tone="plain">
            {t('icd10.done', { imported: step.imported, total: step.total })}
          </Notice>
        )}
        {step.name === 'refused' && <Refused sheet={step.sheet} />}
        {command.error && <ErrorNotice error={command.error} />}
      </div>
    </section>
  );
}

/** Which lines were refused and why, to be put right in the file. */
function Refused({ sheet: { rows, refused } }: { readonly sheet: Icd10Sheet }): ReactElement {
  const { t } = useTranslation('admin');
  const reasonOf = ({ reason }: RefusedLine) => t(`icd10.reason.${reason}`);
  const save = () =>
    saveText(
      'icd10-refused.txt',
      refused.map((line) => `${line.line}\t${reasonOf(line)}\t${line.text}`).join('\r\n'),
      'text/plain',
    );
  if (refused.length === 0) return <Notice tone="risk">{t('icd10.nothing')}</Notice>;
  return (
    <>
      <Notice
        tone="risk"
        actions={
          <Button size="small" onClick={save}>
            {t('icd10.saveReport')}
          </Button>
        }
      >
        {t('icd10.refused', { count: refused.length, good: rows.length })}
      </Notice>
      <Table<RefusedLine>
        rowKey="line"
        size="small"
        pagination={false}
        scroll={{ y: 180 }}
        dataSource={refused.slice(0, SHOWN)}
        columns={[
          { title: t('icd10.line'), dataIndex: 'line', width: 90, align: 'right' },
          { title: t('icd10.why'), width: 200, render: (_, line) => reasonOf(line) },
          { title: t('icd10.text'), dataIndex: 'text', ellipsis: true },
        ]}
      />
    </>
  );
}
