import { Button, Dropdown } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRecord } from '../../../../shared/api/cases';
import { paperOriginOf } from '../../../../shared/domain/paper/origin';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import type { MaterialTools, PaperTools } from './tools';
import type { StageItem } from './panes';

type PaperButtonProps = {
  readonly detail: CaseDetail;
  readonly record: CaseRecord;
  readonly open: (start: CaseRecord, bench: PaperTools) => React.ReactNode;
  readonly tools: MaterialTools;
};

/** Opens the bench for scanned paper, with this original or this document of originals. */
export function PaperButton({ detail, record, open, tools }: PaperButtonProps): ReactElement {
  const { t } = useTranslation('casePage');
  const [isOpen, setOpen] = useState(false);
  const isDocument = paperOriginOf(record.payload) !== null;
  const onMade = (recordId: string) => {
    setOpen(false);
    tools.onOpenMade(recordId);
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t(isDocument ? 'stage.paperAgain' : 'stage.toPaper')}
      </Button>
      {isOpen && open(record, { records: detail.records, onMade, onClose: () => setOpen(false) })}
    </>
  );
}

type OriginalsProps = {
  readonly records: readonly CaseRecord[];
  readonly record: CaseRecord;
  readonly onPut: (item: StageItem) => void;
};

/** What a document was put together of, each original to be opened as it came. */
export function Originals({ records, record, onPut }: OriginalsProps): ReactElement | null {
  const { t } = useTranslation('casePage');
  const origin = paperOriginOf(record.payload);
  if (!origin) return null;
  const titles = new Map(origin.pages.map(({ recordId, title }) => [recordId, title]));
  const items = [...titles].map(([key, title]) => {
    const original = records.find(({ id }) => id === key);
    return original
      ? { key, label: original.title, onClick: () => onPut({ kind: 'record', record: original }) }
      : { key, label: t('stage.originalGone', { title }), disabled: true };
  });
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button size="small">{t('stage.originals')}</Button>
    </Dropdown>
  );
}

type SourceProps = {
  readonly detail: CaseDetail;
  readonly record: CaseRecord;
  readonly source: string;
};

/** Where a document is from; of one that was put together also who did it and when. */
export function PaperSource({ detail, record, source }: SourceProps): ReactElement {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  if (paperOriginOf(record.payload) === null) return <>{source}</>;
  const name = detail.people.find(({ userId }) => userId === record.addedBy)?.name ?? '';
  return <>{t('stage.paperMade', { source, name, at: instant(record.addedAt) })}</>;
}
