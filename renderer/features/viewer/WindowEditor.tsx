import { Button, InputNumber } from 'antd';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiWindow } from '../../../shared/domain/imaging/windowing';

type Props = {
  readonly window: VoiWindow;
  /** `null` leaves the window as it is. */
  readonly onDone: (window: VoiWindow | null) => void;
};

/** Width and centre by hand, in the corner where they are shown. */
export function WindowEditor({ window, onDone }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const [width, setWidth] = useState<number | null>(rounded(window.width));
  const [centre, setCentre] = useState<number | null>(rounded(window.centre));
  const isValid = width !== null && width > 0 && centre !== null;
  const keep = (): void => {
    if (isValid) onDone({ width, centre });
  };
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') onDone(null);
  };
  return (
    <div className="hz-window-editor" role="group" aria-label={t('window.title')} onKeyDown={press}>
      <label>
        {t('window.width')}
        <InputNumber
          size="small"
          autoFocus
          controls={false}
          value={width}
          onChange={setWidth}
          status={isValid ? '' : 'error'}
        />
      </label>
      <label>
        {t('window.centre')}
        <InputNumber size="small" controls={false} value={centre} onChange={setCentre} />
      </label>
      <Button size="small" disabled={!isValid} onClick={keep}>
        {t('window.apply')}
      </Button>
    </div>
  );
}

const rounded = (value: number): number => Number(value.toPrecision(6));
