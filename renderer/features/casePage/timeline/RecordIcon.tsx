import {
  BlockOutlined,
  ExperimentOutlined,
  FileImageOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  HeartOutlined,
  PictureOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import type { ReactElement } from 'react';
import type { CaseRecord } from '../../../../shared/api/cases';

const ICONS: Readonly<Record<CaseRecord['kind'], ReactElement>> = {
  study: <FileImageOutlined />,
  ecg: <HeartOutlined />,
  lab: <ExperimentOutlined />,
  note: <FileTextOutlined />,
  document: <FilePdfOutlined />,
  image: <PictureOutlined />,
  slide: <BlockOutlined />,
  video: <VideoCameraOutlined />,
};

export function RecordIcon({ record }: { readonly record: CaseRecord }): ReactElement {
  if (record.modality === 'SM') return ICONS.slide;
  return record.modality === 'ECG' ? ICONS.ecg : ICONS[record.kind];
}
