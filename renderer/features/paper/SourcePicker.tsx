import { PlusOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import { labelOfMime } from '../../../shared/domain/intake/formats';
import { useErrorText } from '../../ui/errorText';
import { isPaperSource, unfiledPhotos } from './sources';
import type { PaperPages } from './usePaperPages';

type Props = { readonly records: readonly CaseRecord[]; readonly pages: PaperPages };

/** Adds pages of other material of the case. */
export function SourcePicker({ records, pages }: Props): ReactElement {
  const { t } = useTranslation('paper');
  const textOf = useErrorText();
  const { draft, add, failures } = pages;
  const used = new Set(draft.pages.map(({ recordId }) => recordId));
  const sources = records.filter((record) => isPaperSource(record) && !used.has(record.id));
  const photos = unfiledPhotos(sources);
  const list = (
    <div className="paper-sources">
      {photos.length > 1 && (
        <Button size="small" type="primary" onClick={() => void add(photos)}>
          {t('sources.addAll', { count: photos.length })}
        </Button>
      )}
      {sources.length === 0 && <p className="paper-muted">{t('sources.none')}</p>}
      <ul>
        {sources.map((record) => (
          <li key={record.id}>
            <Button size="small" type="text" onClick={() => void add([record])}>
              {record.title}
            </Button>
            <span className="paper-muted">{labelOfMime(record.mime)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <>
      <Popover trigger="click" placement="bottomLeft" content={list}>
        <Button size="small" icon={<PlusOutlined />}>
          {t('sources.add')}
        </Button>
      </Popover>
      {failures.map(({ title, error }) => (
        <p key={title} role="alert" className="paper-failure">
          {t('sources.failed', { title })} {textOf(error)}
        </p>
      ))}
    </>
  );
}
