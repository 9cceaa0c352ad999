import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyImage } from '../../../../shared/domain/report/report';
import { keyImageId, MOST_KEY_IMAGES } from '../keyImages/keyImage';
import { captionKeyImage, moveKeyImage, removeKeyImage, type ReportChange } from './reportEdits';

type Props = {
  readonly images: readonly KeyImage[];
  readonly urls: Readonly<Record<string, string>>;
  readonly onChange: (change: ReportChange) => void;
};

export function KeyImageList({ images, urls, onChange }: Props): ReactElement {
  const { t } = useTranslation('report');
  if (images.length === 0) return <p className="report-muted">{t('keyImage.none')}</p>;
  return (
    <ol className="report-key-images">
      {images.map((image, index) => {
        const id = keyImageId(image);
        const number = index + 1;
        const url = urls[id];
        return (
          <li key={id}>
            {url === undefined ? (
              <span className="report-key-image-empty">{t('keyImage.noPicture')}</span>
            ) : (
              <img src={url} alt={image.caption || t('keyImage.number', { number })} />
            )}
            <div>
              <Input
                size="small"
                aria-label={t('keyImage.caption', { number })}
                placeholder={t('keyImage.caption', { number })}
                maxLength={200}
                value={image.caption}
                onChange={(event) => onChange(captionKeyImage(id, event.target.value))}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined />}
                aria-label={t('keyImage.up', { number })}
                disabled={index === 0}
                onClick={() => onChange(moveKeyImage(id, -1))}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined />}
                aria-label={t('keyImage.down', { number })}
                disabled={index === images.length - 1}
                onClick={() => onChange(moveKeyImage(id, 1))}
              />
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('keyImage.remove', { number })}
                onClick={() => onChange(removeKeyImage(id))}
              />
            </div>
          </li>
        );
      })}
      {images.length >= MOST_KEY_IMAGES && (
        <li className="report-muted">{t('keyImage.full', { count: MOST_KEY_IMAGES })}</li>
      )}
    </ol>
  );
}
