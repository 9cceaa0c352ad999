import { Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/domain/identity/actor';
import type { SlideAnnotation, SlideShape } from '../../../shared/domain/slide/annotation';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { toScreen } from '../../../shared/domain/slide/view';
import { AnnotationShape } from './AnnotationShape';
import { useMeasureText } from './annotationWords';
import type { SlideTool } from './slideTools';
import { useDrawing } from './useDrawing';
import type { SurfaceState } from './useSurface';

type Props = {
  readonly state: SurfaceState;
  readonly slide: SlideManifest;
  readonly tool: SlideTool;
  readonly items: readonly SlideAnnotation[];
  readonly me: UserId;
  readonly selectedId: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly onAdd: (shape: SlideShape) => void;
};

/** Drawings over the slide, and the one being made. */
export function AnnotationLayer(props: Props): ReactElement {
  const { state, slide, tool, items, me, selectedId, onSelect, onAdd } = props;
  const { t } = useTranslation('slide');
  const measureText = useMeasureText(slide);
  const { draft, textAt, writeText, handlers } = useDrawing(state, tool, onAdd);
  const isDrawing = tool !== 'pan';
  const textPlace = textAt && toScreen(state.view, state.box, { x: textAt[0], y: textAt[1] });
  return (
    <>
      <svg
        className="slide-annotations"
        data-drawing={isDrawing}
        role="img"
        aria-label={t('annotation.layer', { count: items.length })}
        {...(isDrawing ? handlers : {})}
      >
        {items.map(({ id, shape, authorId }) => (
          <AnnotationShape
            key={id}
            state={state}
            shape={shape}
            label={[shape.text, measureText(shape)].filter(Boolean).join(' · ')}
            tone={authorId === me ? 'own' : 'other'}
            isSelected={id === selectedId}
            {...(isDrawing ? {} : { onSelect: () => onSelect(id) })}
          />
        ))}
        {draft && (
          <AnnotationShape state={state} shape={draft} label={measureText(draft)} tone="draft" />
        )}
      </svg>
      {textPlace && (
        <Input
          autoFocus
          className="slide-text-input"
          size="small"
          maxLength={500}
          aria-label={t('annotation.text')}
          placeholder={t('annotation.text')}
          style={{ left: textPlace.x, top: textPlace.y }}
          onPressEnter={(event) => writeText(event.currentTarget.value)}
          onBlur={(event) => writeText(event.currentTarget.value)}
        />
      )}
    </>
  );
}
