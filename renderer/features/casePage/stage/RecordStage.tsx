import { CloseOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type DragEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRecord } from '../../../../shared/api/cases';
import { EmptyState } from '../../../ui/EmptyState';
import { droppedRecord, isRecordDrag } from './drag';
import { Material, type MaterialTools, type StageSlots } from './Material';
import { itemKey, type PaneIndex, type Panes, type StageItem } from './panes';
import { stageOf } from './stageOf';

export type { MaterialTools, StageSlots } from './Material';
export type { StageItem } from './panes';

type Props = {
  readonly detail: CaseDetail;
  readonly panes: Panes;
  readonly slots: StageSlots;
  readonly canAdd: boolean;
  readonly onActivate: (pane: PaneIndex) => void;
  readonly onClose: (pane: PaneIndex) => void;
  /** Opens something in this column, by dropping it there or from a button of what is shown. */
  readonly onPut: (pane: PaneIndex, item: StageItem) => void;
  /** Something to say about what is shown, above it. */
  readonly note?: (item: StageItem) => ReactNode;
};

/**
 * Material in one or two columns. The DICOM stage exists once and stays mounted behind others: its pictures took time to
 * load. Two studies side by side are its own business; it then has both columns.
 */
export function RecordStage(props: Props): ReactElement {
  const { panes, slots } = props;
  const { records } = props.detail;
  const [first, second] = panes.items.slice(0, panes.count).map(studyOf);
  const isBothImages = panes.count === 2 && Boolean(first && second);
  const wanted = first ?? second ?? null;
  const [lastStudy, setLastStudy] = useState<string | null>(null);
  if (wanted && wanted !== lastStudy) setLastStudy(wanted);
  const study = wanted ?? lastStudy;
  const imagesPane: 'both' | PaneIndex | null = isBothImages
    ? 'both'
    : first
      ? 0
      : second
        ? 1
        : null;
  const imagesItem = panes.items[imagesPane === 1 ? 1 : 0];

  return (
    <div className="case-stage" data-columns={panes.count}>
      {study !== null && (
        <div
          className="case-stage-images"
          data-pane={imagesPane ?? 'none'}
          data-covered={imagesPane === null}
          inert={imagesPane === null}
          onPointerDownCapture={() => {
            if (imagesPane === 0 || imagesPane === 1) props.onActivate(imagesPane);
          }}
          onDragOver={(event) => isRecordDrag(event.dataTransfer) && event.preventDefault()}
          onDrop={(event) => {
            const record = droppedRecord(event.dataTransfer, records);
            if (!record) return;
            event.preventDefault();
            props.onPut(imagesPane === 'both' ? halfOf(event) : (imagesPane ?? 0), {
              kind: 'record',
              record,
            });
          }}
        >
          {imagesItem && props.note?.(imagesItem)}
          <div className="case-stage-viewer">
            {slots.images(inFront(study, records), isBothImages ? (second ?? null) : null)}
          </div>
        </div>
      )}
      {([0, 1] as const).slice(0, panes.count).map((pane) => (
        <Pane key={pane} {...props} pane={pane} isImages={Boolean(studyOf(panes.items[pane]))} />
      ))}
    </div>
  );
}

/** In which half of the stage something is dropped. */
function halfOf(event: DragEvent<HTMLElement>): PaneIndex {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return event.clientX < left + width / 2 ? 0 : 1;
}

/** The study a column shows on the DICOM stage, if it does. */
function studyOf(item: StageItem | null | undefined): string | null {
  return item?.kind === 'record' && stageOf(item.record) === 'images'
    ? item.record.studyInstanceUid
    : null;
}

const inFront = (study: string, records: readonly CaseRecord[]): readonly string[] => [
  study,
  ...records.flatMap((record) =>
    stageOf(record) === 'images' && record.studyInstanceUid && record.studyInstanceUid !== study
      ? [record.studyInstanceUid]
      : [],
  ),
];

type PaneProps = Props & {
  readonly pane: PaneIndex;
  /** The DICOM stage shows through: this column only frames it. */
  readonly isImages: boolean;
};

function Pane(props: PaneProps): ReactElement {
  const { pane, panes, isImages, onActivate, onPut } = props;
  const { records } = props.detail;
  const { t } = useTranslation('casePage');
  const rootRef = useRef<HTMLDivElement>(null);
  const [isOver, setOver] = useState(false);
  const item = panes.items[pane];
  const isTwo = panes.count === 2;
  const activate = () => {
    if (panes.active === pane) return;
    onActivate(pane);
    // keys belong to the column that was clicked, not to whatever had the focus before
    if (!rootRef.current?.contains(document.activeElement)) rootRef.current?.focus();
  };
  const { canAdd } = props;
  const [madeId, setMadeId] = useState<string | null>(null);
  const tools: MaterialTools = useMemo(() => ({ canAdd, onOpenMade: setMadeId }), [canAdd]);
  const made = records.find(({ id }) => id === madeId);
  const onPutHere = useCallback((next: StageItem) => onPut(pane, next), [onPut, pane]);
  useEffect(() => {
    if (!made) return;
    setMadeId(null);
    onPutHere({ kind: 'record', record: made });
  }, [made, onPutHere]);
  const drop = (event: DragEvent) => {
    setOver(false);
    const record = droppedRecord(event.dataTransfer, records);
    if (!record) return;
    event.preventDefault();
    onPutHere({ kind: 'record', record });
  };
  return (
    <div
      ref={rootRef}
      className="case-pane"
      data-pane={pane}
      data-active={isTwo ? panes.active === pane : undefined}
      data-over={isOver}
      data-images={isImages}
      role="group"
      aria-label={t('stage.pane', { number: pane + 1 })}
      tabIndex={-1}
      onPointerDownCapture={activate}
      onFocusCapture={() => panes.active !== pane && onActivate(pane)}
      onDragOver={(event) => {
        if (!isRecordDrag(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {isTwo && <PaneHead item={item} onClose={() => props.onClose(pane)} />}
      {item && !isImages && props.note?.(item)}
      {item && !isImages && (
        <div className="case-pane-body" key={itemKey(item)}>
          <Material {...props} item={item} tools={tools} onPut={onPutHere} />
        </div>
      )}
      {!item && <EmptyState title={t(isTwo ? 'stage.nothingBeside' : 'stage.nothing')} />}
    </div>
  );
}

function PaneHead(props: {
  readonly item: StageItem | null;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('casePage');
  const { item } = props;
  const title =
    item === null
      ? ''
      : item.kind === 'report'
        ? t('stage.report', { version: item.version })
        : item.record.title;
  return (
    <div className="case-pane-head">
      <span title={title}>{title}</span>
      <Tooltip title={t('stage.closePane')}>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('stage.closePane')}
          onClick={props.onClose}
        />
      </Tooltip>
    </div>
  );
}
