import { Button, Checkbox, DatePicker, Input, InputNumber, Segmented, Select, Slider } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FILM_MODALITIES, filmSpacing } from '../../../shared/domain/film/film';
import type { AppError } from '../../../shared/domain/errors';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PanelStep } from '../../ui/PanelStep';
import type { FilmTool } from './FilmCanvas';
import {
  changedImages,
  inverted,
  mirrored,
  selectedImage,
  splitInto,
  turned,
  withoutImage,
  type FilmDraft,
  type FilmFacts,
} from './filmDraft';

type Props = {
  readonly draft: FilmDraft;
  readonly facts: FilmFacts;
  readonly tool: FilmTool;
  readonly applyTo: 'all' | 'selected';
  readonly isSaving: boolean;
  readonly error: AppError | null;
  readonly onDraft: (draft: FilmDraft) => void;
  readonly onFacts: (facts: FilmFacts) => void;
  readonly onTool: (tool: FilmTool) => void;
  readonly onApplyTo: (which: 'all' | 'selected') => void;
  readonly onSave: () => void;
};

/** The steps from a scan to DICOM images, in the order they are done. */
export function FilmPanel(props: Props): ReactElement {
  const { draft, facts, tool, onDraft, onTool, error } = props;
  const { t } = useTranslation('film');
  const chosen = selectedImage(draft);
  const isReady = facts.description.trim() !== '';
  return (
    <aside className="film-panel" aria-label={t('panel.label')}>
      <PanelStep title={t('lay.title')}>
        <div className="film-row">
          <Button size="small" onClick={() => onDraft(turned(draft, -1))}>
            {t('lay.left')}
          </Button>
          <Button size="small" onClick={() => onDraft(turned(draft, 1))}>
            {t('lay.right')}
          </Button>
          <Button
            size="small"
            aria-pressed={draft.orientation.mirrored}
            onClick={() => onDraft(mirrored(draft))}
          >
            {t('lay.mirror')}
          </Button>
          <Button
            size="small"
            aria-pressed={draft.inverted}
            onClick={() => onDraft(inverted(draft))}
          >
            {t('lay.invert')}
          </Button>
        </div>
      </PanelStep>
      <PanelStep title={t('crop.title', { count: draft.images.length })}>
        <div className="film-row">
          <Segmented<FilmTool>
            size="small"
            value={tool}
            onChange={onTool}
            options={[
              { value: 'select', label: t('tool.select') },
              { value: 'crop', label: t('tool.crop') },
              { value: 'scale', label: t('tool.scale') },
            ]}
          />
        </div>
        <Split onSplit={(rows, columns) => onDraft(splitInto(draft, rows, columns))} />
        {chosen && (
          <Button
            size="small"
            disabled={draft.images.length < 2}
            onClick={() => onDraft(withoutImage(draft, chosen.id))}
          >
            {t('crop.remove')}
          </Button>
        )}
      </PanelStep>
      <PanelStep title={t('window.title')}>
        <Slider
          range
          aria-label={t('window.title')}
          value={[(chosen?.window.low ?? 0) * 100, (chosen?.window.high ?? 1) * 100]}
          onChange={([low = 0, high = 100]) => {
            const window = { low: low / 100, high: Math.max(low + 2, high) / 100 };
            onDraft(changedImages(draft, props.applyTo, { window }));
          }}
        />
        <Segmented<'all' | 'selected'>
          size="small"
          value={props.applyTo}
          onChange={props.onApplyTo}
          options={[
            { value: 'all', label: t('apply.all') },
            { value: 'selected', label: t('apply.selected') },
          ]}
        />
      </PanelStep>
      <ScaleStep {...props} />
      <PanelStep title={t('facts.title')}>
        <label>
          <span>{t('facts.description')}</span>
          <Input
            size="small"
            maxLength={60}
            value={facts.description}
            onChange={(event) => props.onFacts({ ...facts, description: event.target.value })}
          />
        </label>
        <div className="film-row">
          <Select
            size="small"
            aria-label={t('facts.modality')}
            value={facts.modality}
            options={FILM_MODALITIES.map((value) => ({ value, label: t(`modality.${value}`) }))}
            onChange={(modality) => props.onFacts({ ...facts, modality })}
          />
          <DatePicker
            size="small"
            aria-label={t('facts.takenOn')}
            placeholder={t('facts.takenOn')}
            value={facts.takenOn === null ? null : dayjs(facts.takenOn)}
            disabledDate={(day) => day.isAfter(dayjs())}
            onChange={(day: dayjs.Dayjs | null) =>
              props.onFacts({ ...facts, takenOn: day ? day.format('YYYY-MM-DD') : null })
            }
          />
        </div>
        <Checkbox
          checked={facts.burnedIn}
          onChange={(event) => props.onFacts({ ...facts, burnedIn: event.target.checked })}
        >
          {t('facts.burnedIn')}
        </Checkbox>
      </PanelStep>
      {error && <ErrorNotice error={error} />}
      <Button type="primary" disabled={!isReady} loading={props.isSaving} onClick={props.onSave}>
        {t('save.button', { count: draft.images.length })}
      </Button>
      <p className="film-muted">{t(isReady ? 'save.explain' : 'save.needsDescription')}</p>
    </aside>
  );
}

function Split(props: { readonly onSplit: (rows: number, columns: number) => void }): ReactElement {
  const { t } = useTranslation('film');
  const [rows, setRows] = useState(3);
  const [columns, setColumns] = useState(2);
  return (
    <div className="film-row">
      <InputNumber
        size="small"
        min={1}
        max={8}
        value={rows}
        aria-label={t('crop.rows')}
        suffix={t('crop.rows')}
        onChange={(value) => setRows(value ?? 1)}
      />
      <InputNumber
        size="small"
        min={1}
        max={8}
        value={columns}
        aria-label={t('crop.columns')}
        suffix={t('crop.columns')}
        onChange={(value) => setColumns(value ?? 1)}
      />
      <Button
        size="small"
        disabled={rows * columns < 2}
        onClick={() => props.onSplit(rows, columns)}
      >
        {t('crop.split')}
      </Button>
    </div>
  );
}

function ScaleStep({ draft, applyTo, onDraft, onTool }: Props): ReactElement {
  const { t } = useTranslation('film');
  const scale = selectedImage(draft)?.scale ?? null;
  const spacing = scale && filmSpacing(scale);
  const unscaled = draft.images.filter((image) => image.scale === null).length;
  return (
    <PanelStep title={t('scale.title')}>
      {scale ? (
        <div className="film-row">
          <InputNumber
            size="small"
            min={1}
            max={1000}
            value={scale.lengthMm}
            aria-label={t('scale.mm')}
            suffix={t('scale.unit')}
            onChange={(value) =>
              value &&
              onDraft(changedImages(draft, applyTo, { scale: { ...scale, lengthMm: value } }))
            }
          />
          <Button
            size="small"
            onClick={() => onDraft(changedImages(draft, applyTo, { scale: null }))}
          >
            {t('scale.remove')}
          </Button>
        </div>
      ) : (
        <Button size="small" onClick={() => onTool('scale')}>
          {t('scale.draw')}
        </Button>
      )}
      <p className="film-muted" data-testid="film-scale">
        {scale === null
          ? t('scale.none')
          : spacing === null
            ? t('scale.implausible')
            : t('scale.result', { value: spacing.toPrecision(4) })}
      </p>
      {scale !== null && unscaled > 0 && (
        <p className="film-muted">{t('scale.missing', { count: unscaled })}</p>
      )}
    </PanelStep>
  );
}
