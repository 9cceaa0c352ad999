import { MinusOutlined, PlusOutlined, CompressOutlined } from '@ant-design/icons';
import { Button, Spin } from 'antd';
import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type WheelEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { convertFilm } from '../../../shared/api/captures';
import type { CaseRecord } from '../../../shared/api/cases';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { newIdempotencyKey } from '../../platform/idempotency';
import { useCommand } from '../../platform/useCommand';
import './film.css';
import { FilmCanvas, type FilmTool } from './FilmCanvas';
import {
  changedImage,
  changedImages,
  conversionOf,
  inverted,
  laidOf,
  mirrored,
  newDraft,
  turned,
  withCrop,
  withoutImage,
  type FilmDraft,
  type FilmFacts,
} from './filmDraft';
import { FilmPanel } from './FilmPanel';

type Props = {
  readonly caseId: CaseId;
  readonly record: CaseRecord;
  /** The picture upright and whole; must be stable. */
  readonly loadPicture: (record: CaseRecord) => Promise<Blob | null>;
  /** The study that was made is on the case under this record. */
  readonly onMade: (recordId: string) => void;
};

/** What a ruler on a film usually shows; corrected by the reader. */
const USUAL_MM = 100;

/** Makes DICOM images of a scanned film; the scan itself stays as it is. */
export function FilmBench({ caseId, record, loadPicture, onMade }: Props): ReactElement {
  const { t } = useTranslation('film');
  const [scan, setScan] = useState<ImageBitmap | null>(null);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    let made: ImageBitmap | null = null;
    let isCurrent = true;
    loadPicture(record)
      .then((blob) => (blob ? createImageBitmap(blob) : null))
      .then((bitmap) => {
        made = bitmap;
        if (!isCurrent) bitmap?.close();
        else if (bitmap) setScan(bitmap);
        else setFailed(true);
      })
      .catch(() => isCurrent && setFailed(true));
    return () => {
      isCurrent = false;
      made?.close();
    };
  }, [record, loadPicture]);
  if (isFailed) return <p role="alert">{t('failed')}</p>;
  if (!scan)
    return (
      <p className="film-waiting" role="status">
        <Spin /> {t('loading')}
      </p>
    );
  return <Bench key={record.id} caseId={caseId} record={record} scan={scan} onMade={onMade} />;
}

function Bench(
  props: Pick<Props, 'caseId' | 'record' | 'onMade'> & { readonly scan: ImageBitmap },
): ReactElement {
  const { caseId, record, scan, onMade } = props;
  const { t } = useTranslation('film');
  const [draft, setDraft] = useState<FilmDraft>(() =>
    newDraft({ width: scan.width, height: scan.height }),
  );
  const [facts, setFacts] = useState<FilmFacts>(() => factsOf(record));
  const [tool, setTool] = useState<FilmTool>('select');
  const [applyTo, setApplyTo] = useState<'all' | 'selected'>('all');
  const { boxRef, zoom, setZoom, fit } = useZoom(draft);
  // one key for as long as the bench is open: pressing twice converts once
  const [key, setKey] = useState(newIdempotencyKey);
  const save = useCommand(convertFilm);
  const change = (next: FilmDraft) => {
    setKey(newIdempotencyKey());
    setDraft(next);
  };

  const run = async () => {
    const film = conversionOf(draft, facts);
    const params = { caseId, recordId: record.id };
    const result = await save.run({ params, body: { idempotencyKey: key, film } });
    if (result.ok) onMade(result.value.recordId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    const target = event.target as HTMLElement;
    if (isModified || event.nativeEvent.isComposing || target.closest('input, textarea')) return;
    const actions: Readonly<Record<string, () => void>> = {
      r: () => change(turned(draft, 1)),
      m: () => change(mirrored(draft)),
      i: () => change(inverted(draft)),
      v: () => setTool('select'),
      c: () => setTool('crop'),
      s: () => setTool('scale'),
      '+': () => setZoom(zoom * 1.25),
      '=': () => setZoom(zoom * 1.25),
      '-': () => setZoom(zoom / 1.25),
      '0': fit,
      delete: () => draft.images.length > 1 && change(withoutImage(draft, draft.selected)),
    };
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const wheel = (event: WheelEvent) => {
    if (event.ctrlKey) setZoom(zoom * Math.exp(-event.deltaY * 0.002));
  };
  return (
    <div className="film-bench" tabIndex={-1} onKeyDown={onKeyDown}>
      <div className="film-view">
        <div className="film-zoom">
          <Button
            size="small"
            type="text"
            icon={<MinusOutlined />}
            aria-label={t('zoom.out')}
            onClick={() => setZoom(zoom / 1.25)}
          />
          <span>{t('zoom.percent', { value: Math.round(zoom * 100) })}</span>
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            aria-label={t('zoom.in')}
            onClick={() => setZoom(zoom * 1.25)}
          />
          <Button
            size="small"
            type="text"
            icon={<CompressOutlined />}
            aria-label={t('zoom.fit')}
            onClick={fit}
          />
          <span className="film-hint">{t(`hint.${tool}`)}</span>
        </div>
        <div ref={boxRef} className="film-scroll" onWheel={wheel}>
          <FilmCanvas
            scan={scan}
            draft={draft}
            tool={tool}
            zoom={zoom}
            onSelect={(selected) => setDraft({ ...draft, selected })}
            onCrop={(crop) => change(withCrop(draft, crop))}
            onMove={(id, crop) => change(changedImage(draft, id, { crop }))}
            onScale={(a, b) => {
              const known = draft.images.find(({ id }) => id === draft.selected)?.scale;
              const scale = { a, b, lengthMm: known?.lengthMm ?? USUAL_MM };
              if (Math.hypot(a.x - b.x, a.y - b.y) > 2)
                change(changedImages(draft, applyTo, { scale }));
            }}
          />
        </div>
      </div>
      <FilmPanel
        draft={draft}
        facts={facts}
        tool={tool}
        applyTo={applyTo}
        isSaving={save.status === 'running'}
        error={save.error}
        onDraft={change}
        onFacts={(next) => {
          setKey(newIdempotencyKey());
          setFacts(next);
        }}
        onTool={setTool}
        onApplyTo={setApplyTo}
        onSave={() => void run()}
      />
    </div>
  );
}

/** The scan's title usually says what the film is; its date is that of the pictures where somebody typed it. */
function factsOf({ title }: CaseRecord): FilmFacts {
  const date = /(20\d{2})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(title);
  const takenOn = date
    ? `${date[1] ?? ''}-${(date[2] ?? '').padStart(2, '0')}-${(date[3] ?? '').padStart(2, '0')}`
    : null;
  const modality = /CT/i.test(title) ? 'CT' : /MR|磁共振/i.test(title) ? 'MR' : 'DX';
  return { modality, takenOn, description: title.slice(0, 60), burnedIn: true };
}

function useZoom(draft: FilmDraft) {
  const boxRef = useRef<HTMLDivElement>(null);
  const [zoom, set] = useState(0.2);
  const laid = laidOf(draft);
  const fit = () => {
    const box = boxRef.current;
    if (!box) return;
    const room = { width: box.clientWidth - 24, height: box.clientHeight - 24 };
    set(Math.max(0.02, Math.min(room.width / laid.width, room.height / laid.height)));
  };
  const { quarterTurns } = draft.orientation;
  useEffect(() => {
    fit();
    // when the film is turned, not when something is marked on it
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [quarterTurns]);
  return { boxRef, zoom, fit, setZoom: (next: number) => set(Math.min(6, Math.max(0.02, next))) };
}
