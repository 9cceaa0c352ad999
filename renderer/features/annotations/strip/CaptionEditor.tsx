import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly caption: string;
  readonly label: string;
  /** `null`: leave it as it was. */
  readonly onDone: (caption: string | null) => void;
};

/** Words for one key image, over its place in the strip. */
export function CaptionEditor({ caption, label, onDone }: Props): ReactElement {
  const { t } = useTranslation('annotations');
  const [text, setText] = useState(caption);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus({ cursor: 'all' }), []);
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    // Enter that takes an input method's proposal is not the person's
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') onDone(text);
    if (event.key === 'Escape') onDone(null);
  };
  return (
    <span className="hz-playlist-editor">
      <Input
        ref={field}
        size="small"
        aria-label={label}
        placeholder={t('strip.captionHint')}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onBlur={() => onDone(text)}
      />
    </span>
  );
}
