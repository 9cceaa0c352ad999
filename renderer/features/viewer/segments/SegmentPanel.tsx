import { AimOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Checkbox, Slider } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import type { OverlayPartFound } from '../../../../shared/domain/imaging/segments/assembleOverlay';
import { partKey, type OverlayEntry } from './overlayStore';
import type { Segments } from './useSegments';
import { failureText, partNotes, volumeText } from './words';

type Props = {
  readonly segments: Segments;
  /** Objects of the studies that lie over pictures. */
  readonly objects: readonly DisplaySet[];
  readonly onOpen: (setId: string) => void;
};

/** What segmentations and structure sets of the case mark, each part by itself. */
export function SegmentPanel({ segments, objects, onOpen }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const { overlays } = segments;
  const { entries, opacity, isShown, setOpacity, toggle } = useStore(overlays);
  return (
    <section className="hz-panel" aria-label={t('segments.title')}>
      <header className="hz-panel-head">
        <span>{t('segments.title')}</span>
        <Button size="small" type="text" onClick={toggle}>
          {isShown ? t('segments.hide') : t('segments.show')}
        </Button>
      </header>
      <label className="hz-segments-opacity">
        <span>{t('segments.opacity')}</span>
        <Slider
          min={0}
          max={100}
          value={Math.round(opacity * 100)}
          onChange={(value) => setOpacity(value / 100)}
          ariaLabelForHandle={t('segments.opacity')}
        />
      </label>
      {objects.length === 0 && <p className="hz-panel-note">{t('segments.none')}</p>}
      {objects.map((set) => (
        <SegmentObject
          key={set.id}
          set={set}
          entry={entries[set.id] ?? null}
          segments={segments}
          onOpen={() => onOpen(set.id)}
        />
      ))}
      {objects.length > 0 && <p className="hz-panel-note">{t('segments.caution')}</p>}
    </section>
  );
}

type ObjectProps = {
  readonly set: DisplaySet;
  readonly entry: OverlayEntry | null;
  readonly segments: Segments;
  readonly onOpen: () => void;
};

function SegmentObject({ set, entry, segments, onOpen }: ObjectProps): ReactElement {
  const { t } = useTranslation('viewer');
  const title = entry?.status === 'ready' && entry.title !== '' ? entry.title : set.description;
  return (
    <div>
      <h4 className="hz-panel-title hz-segments-title">
        <span>
          {[set.seriesNumber, set.modality, title].filter((one) => one !== null).join(' · ')}
        </span>
        {entry?.status === 'ready' && (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('segments.close')}
            onClick={() => segments.close(set.id)}
          />
        )}
      </h4>
      {entry === null && (
        <Button size="small" onClick={onOpen}>
          {t('segments.open')}
        </Button>
      )}
      {entry?.status === 'loading' && (
        <p className="hz-panel-note" role="status">
          {entry.total === null
            ? t('segments.loading')
            : t('segments.placing', { done: entry.done, total: entry.total })}
        </p>
      )}
      {entry?.status === 'failed' && (
        <>
          <p className="hz-panel-note" role="alert">
            {failureText(t, set.kind, entry.failure)}
          </p>
          <Button size="small" onClick={onOpen}>
            {t('pane.retry')}
          </Button>
        </>
      )}
      {entry?.status === 'ready' && (
        <ul className="hz-list">
          {entry.parts.map((part) => (
            <Part key={part.number} setId={set.id} part={part} segments={segments} />
          ))}
        </ul>
      )}
    </div>
  );
}

type PartProps = {
  readonly setId: string;
  readonly part: OverlayPartFound;
  readonly segments: Segments;
};

function Part({ setId, part, segments }: PartProps): ReactElement {
  const { t } = useTranslation('viewer');
  const { hidden, togglePart } = useStore(segments.overlays);
  const { number, label, colour, firstIndex } = part;
  const name = label === '' ? t('segments.unnamed', { number }) : label;
  const facts = [
    ...(part.property !== null && part.property !== label ? [part.property] : []),
    ...(part.algorithm === null ? [] : [t(`segments.algorithm.${part.algorithm}`)]),
    volumeText(t, part.volumeMl),
  ];
  return (
    <li className="hz-list-row hz-segments-part">
      <Checkbox
        checked={!hidden.has(partKey(setId, number))}
        onChange={() => togglePart(setId, number)}
        aria-label={name}
      />
      <span className="hz-segments-swatch" style={{ background: `rgb(${colour.join(' ')})` }} />
      <span className="hz-segments-name">
        <span>
          <small>{number}</small> {name}
        </span>
        <small>{facts.join(' · ')}</small>
        {partNotes(t, part).map((note) => (
          <small key={note} role="note" className="hz-segments-note">
            {note}
          </small>
        ))}
      </span>
      <Button
        size="small"
        type="text"
        icon={<AimOutlined />}
        aria-label={t('segments.jump', { name })}
        title={firstIndex === null ? undefined : t('segments.jump', { name })}
        disabled={firstIndex === null}
        onClick={() => segments.jumpTo(setId, firstIndex ?? 0)}
      />
    </li>
  );
}
