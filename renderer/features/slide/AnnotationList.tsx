import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/errors';
import type { UserId } from '../../../shared/domain/identity/actor';
import type { SlideAnnotation, SlideShape } from '../../../shared/domain/slide/annotation';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useMeasureText } from './annotationWords';

type Props = {
  readonly slide: SlideManifest;
  readonly items: readonly SlideAnnotation[];
  readonly me: UserId;
  readonly hidden: ReadonlySet<UserId>;
  readonly selectedId: string | null;
  readonly error: AppError | null;
  readonly onToggleAuthor: (author: UserId) => void;
  readonly onGo: (annotation: SlideAnnotation) => void;
  readonly onChange: (annotation: SlideAnnotation, shape: SlideShape) => void;
  readonly onRemove: (annotation: SlideAnnotation) => void;
};

/** Drawings by author; whole authors can be hidden, one's own can be worded and removed. */
export function AnnotationList(props: Props): ReactElement {
  const { items, hidden, me } = props;
  const { t } = useTranslation('slide');
  const authors = [...new Map(items.map((item) => [item.authorId, item.authorName]))];
  return (
    <aside className="slide-list" aria-label={t('annotation.title')}>
      <h3>{t('annotation.title')}</h3>
      {props.error && <ErrorNotice error={props.error} />}
      {items.length === 0 && <p className="slide-muted">{t('annotation.none')}</p>}
      {authors.map(([id, name]) => (
        <section key={id}>
          <Checkbox checked={!hidden.has(id)} onChange={() => props.onToggleAuthor(id)}>
            {id === me ? t('annotation.own', { name }) : name}
          </Checkbox>
          {!hidden.has(id) && (
            <ul>
              {items
                .filter(({ authorId }) => authorId === id)
                .map((item) => (
                  <Entry key={item.id} {...props} item={item} isOwn={id === me} />
                ))}
            </ul>
          )}
        </section>
      ))}
    </aside>
  );
}

function Entry(
  props: Props & { readonly item: SlideAnnotation; readonly isOwn: boolean },
): ReactElement {
  const { item, slide, isOwn, selectedId } = props;
  const { t } = useTranslation('slide');
  const measureText = useMeasureText(slide);
  const measure = measureText(item.shape);
  const keep = (text: string) => {
    const trimmed = text.trim();
    const mayBeEmpty = item.shape.kind !== 'text';
    if (trimmed !== item.shape.text && (trimmed !== '' || mayBeEmpty))
      props.onChange(item, { ...item.shape, text: trimmed });
  };
  return (
    <li data-selected={item.id === selectedId}>
      <button type="button" onClick={() => props.onGo(item)}>
        <span>{t(`tool.${item.shape.kind}`)}</span>
        {measure !== '' && <b>{measure}</b>}
        {!isOwn && item.shape.text !== '' && <span>{item.shape.text}</span>}
      </button>
      {isOwn && (
        <span className="slide-list-own">
          <Input
            key={item.version}
            size="small"
            maxLength={500}
            defaultValue={item.shape.text}
            placeholder={t('annotation.text')}
            aria-label={t('annotation.text')}
            onPressEnter={(event) => event.currentTarget.blur()}
            onBlur={(event) => keep(event.currentTarget.value)}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('annotation.remove')}
            onClick={() => props.onRemove(item)}
          />
        </span>
      )}
    </li>
  );
}
