import {
  BlockOutlined,
  ExperimentOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  HeartOutlined,
  PictureOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import { labelOfMime } from '../../../shared/domain/intake/formats';
import { byTimeThenTitle } from '../../ui/recordOrder';
import { useThumbnail } from './useThumbnail';

type Props = {
  readonly caseId: string;
  readonly records: readonly CaseRecord[];
  readonly openId: string | null;
  readonly onOpen: (record: CaseRecord) => void;
};

/** All material of a request as pictures and words; a click opens it in place. */
export function MaterialList({ caseId, records, openId, onOpen }: Props): ReactElement {
  const { t } = useTranslation('triage');
  if (records.length === 0) return <p className="hz-dim">{t('material.none')}</p>;
  return (
    <ul className="hz-material" aria-label={t('material.title')}>
      {records.toSorted(byTimeThenTitle).map((record) => (
        <li key={record.id}>
          <button
            type="button"
            aria-pressed={record.id === openId}
            title={record.title}
            onClick={() => onOpen(record)}
          >
            <Thumb caseId={caseId} record={record} />
            <span className="hz-material-title">{record.title}</span>
            <Facts record={record} />
          </button>
        </li>
      ))}
    </ul>
  );
}

const ICONS: Readonly<Record<CaseRecord['kind'], ReactElement>> = {
  study: <PictureOutlined />,
  ecg: <HeartOutlined />,
  lab: <ExperimentOutlined />,
  note: <FileTextOutlined />,
  document: <FilePdfOutlined />,
  image: <PictureOutlined />,
  slide: <BlockOutlined />,
  video: <VideoCameraOutlined />,
};

function Thumb(props: { readonly caseId: string; readonly record: CaseRecord }): ReactElement {
  const url = useThumbnail(props.caseId, props.record);
  const { kind, modality } = props.record;
  return (
    <span className="hz-material-thumb" data-dark={kind === 'study' && modality !== 'ECG'}>
      {url === null ? (
        modality === 'ECG' ? (
          ICONS.ecg
        ) : (
          ICONS[kind]
        )
      ) : (
        <img src={url} alt="" draggable={false} />
      )}
    </span>
  );
}

/** What it is, from where, and how much of it; a single page says nothing about its count. */
function Facts({ record }: { readonly record: CaseRecord }): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const facts = [
    record.modality ?? labelOfMime(record.mime) ?? t(`caseTerms:category.${record.category}`),
    record.kind === 'study' && t('triage:material.images', { count: record.itemCount }),
    record.kind === 'lab' && t('triage:material.results', { count: record.itemCount }),
    t(`caseTerms:source.${record.source}`),
  ];
  return <small>{facts.filter(Boolean).join(' · ')}</small>;
}
