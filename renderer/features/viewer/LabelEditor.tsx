import { Input } from 'antd';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MEASUREMENT_LABEL_LENGTH } from '../../../shared/domain/imaging/measurement';
import type { LabelRequest } from '../../ports/imageViewer';

type Props = {
  readonly request: LabelRequest;
  /** `null` leaves the words as they are. */
  readonly onDone: (words: string | null) => void;
};

/** A field for the words of a drawing, where the drawing is. Enter keeps them, Escape does not; input methods are waited for. */
export function LabelEditor({ request, onDone }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const [words, setWords] = useState(request.label);
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') onDone(words);
    if (event.key === 'Escape') onDone(null);
  };
  const [left, top] = request.at;
  return (
    <div
      className="hz-label-editor"
      style={{ left, top }}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <Input
        autoFocus
        size="small"
        value={words}
        maxLength={MEASUREMENT_LABEL_LENGTH}
        aria-label={t('label.field')}
        placeholder={t('label.hint')}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={press}
        onBlur={() => onDone(words)}
      />
    </div>
  );
}
