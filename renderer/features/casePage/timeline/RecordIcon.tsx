import {
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
  video: <VideoCameraOutlined />,
};

export function RecordIcon({ record }: { readonly record: CaseRecord }): ReactElement {
  return record.modality === 'ECG' ? ICONS.ecg : ICONS[record.kind];
}
