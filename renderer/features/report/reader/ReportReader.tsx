import { FilePdfOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getReport } from '../../../../shared/api/cases';
import type { KeyImage } from '../../../../shared/domain/report/report';
import { useQuery } from '../../../platform/useQuery';
import type { CaseView } from '../../../ports/caseView';
import { Notice } from '../../../ui/Notice';
import { QueryView } from '../../../ui/QueryView';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { useKeyImageUrls, type FetchBlob } from '../keyImages/useKeyImageUrls';
import { ReportPaper } from './ReportPaper';

type Props = {
  readonly view: CaseView;
  readonly version: number;
  /** Fetching a version means having read it. */
  readonly isShown: boolean;
  readonly onVersion: (version: number) => void;
  readonly fetchBlob: FetchBlob;
  readonly onKeyImages: (images: readonly KeyImage[]) => void;
  readonly onOpenPdf: (version: number) => void;
  /** Present for the chief while the report may be amended. */
  readonly onAmend: (() => void) | null;
};

/** A published version, read-only, with the way to every other version. */
export function ReportReader(props: Props): ReactElement {
  const { view, version, fetchBlob } = props;
  const { t } = useTranslation('report');
  const { instant } = useTimeFormat();
  const { detail, refresh } = view;
  const { reports } = detail.case;
  const latest = reports.at(-1);
  const entry = reports.find((report) => report.version === version);
  const query = useQuery(
    getReport,
    { params: { caseId: detail.case.id, version } },
    { enabled: props.isShown },
  );
  const keyImages = query.value?.content.keyImages ?? NO_IMAGES;
  const urls = useKeyImageUrls(keyImages, fetchBlob);
  const { onKeyImages } = props;
  useEffect(() => onKeyImages(keyImages), [keyImages, onKeyImages]);

  const isRead = query.status === 'ready' && query.value.header.version > detail.readReportVersion;
  useEffect(() => {
    if (isRead) void refresh();
  }, [isRead, refresh]);

  return (
    <section className="report-reader" aria-label={t('reader.label')}>
      <header className="report-editor-head">
        <Segmented
          size="small"
          aria-label={t('reader.versions')}
          value={version}
          options={reports.map((report) => ({
            value: report.version,
            label: t('reader.version', { version: report.version }),
          }))}
          onChange={props.onVersion}
        />
        {entry && <time className="report-muted">{instant(entry.publishedAt)}</time>}
        <Button size="small" icon={<FilePdfOutlined />} onClick={() => props.onOpenPdf(version)}>
          {t('reader.pdf')}
        </Button>
        {props.onAmend && (
          <Button size="small" onClick={props.onAmend}>
            {t('reader.amend')}
          </Button>
        )}
      </header>
      {latest && version < latest.version && (
        <Notice tone="risk" actions={<BackToLatest {...props} latest={latest.version} />}>
          {t('reader.superseded', { version: latest.version })}
        </Notice>
      )}
      {entry !== undefined && entry.amendmentReason !== null && (
        <Notice tone={entry.conclusionChanged ? 'urgent' : 'mine'}>
          {t(entry.conclusionChanged ? 'reader.amendedConclusion' : 'reader.amended', {
            version: entry.version,
            reason: entry.amendmentReason,
          })}
        </Notice>
      )}
      <QueryView query={query}>
        {({ content, header }) => (
          <ReportPaper content={content} header={header} detail={detail} urls={urls} />
        )}
      </QueryView>
    </section>
  );
}

const NO_IMAGES: readonly KeyImage[] = [];

function BackToLatest({ onVersion, latest }: Props & { readonly latest: number }): ReactElement {
  const { t } = useTranslation('report');
  return (
    <Button size="small" onClick={() => onVersion(latest)}>
      {t('reader.toLatest')}
    </Button>
  );
}
