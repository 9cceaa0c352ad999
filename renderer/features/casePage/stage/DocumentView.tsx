import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import type { DocumentViewerLoader, OpenDocument, PageSize } from '../../../ports/documentViewer';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { DocumentPage } from './DocumentPage';
import { PrintSheets } from './PrintSheets';
import { StageFrame } from './StageFrame';
import { StageWaiting } from './StageWaiting';
import { useBoxSize } from './useBoxSize';
import { fitWidthZoom, fitZoom } from './zoom';
import { Tool, ZoomTools, type ZoomChoice } from './ZoomTools';

/** What the surroundings can do with a file; absent where they cannot. */
export type FileOutlets = {
  readonly onSave?: (file: Blob, fileName: string) => void;
  /** Prints the window once `.case-print` holds the pages. */
  readonly onPrint?: () => Promise<void>;
};

type Props = FileOutlets & {
  readonly title: string;
  readonly source: ReactNode;
  /** Other things to do with the document. */
  readonly benches?: ReactNode;
  readonly fileName: string;
  readonly blob: Blob;
  readonly loadViewer: DocumentViewerLoader;
};

/** Pages below one another; each is drawn when it comes near the screen. */
export function DocumentView(props: Props): ReactElement {
  const { title, source, fileName, blob, onSave, onPrint } = props;
  const { t } = useTranslation('casePage');
  const opened = useDocument(props.loadViewer, blob);
  const boxRef = useRef<HTMLDivElement>(null);
  const box = useBoxSize(boxRef);
  const [choice, setChoice] = useState<ZoomChoice>('width');
  const [rotation, setRotation] = useState(0);
  const [page, setPage] = useState(1);
  const [isPrinting, setPrinting] = useState(false);
  const first = opened?.ok ? opened.value.sizes[0] : undefined;
  const room = { width: box.width - PAGE_MARGIN, height: box.height - PAGE_MARGIN };
  const zoom =
    typeof choice === 'number'
      ? choice
      : first && room.width > 0
        ? (choice === 'fit' ? fitZoom : fitWidthZoom)(first, room, rotation)
        : 1;

  return (
    <StageFrame
      title={title}
      source={source}
      tools={
        opened?.ok && (
          <>
            <span className="case-stage-page">
              {t('stage.pageOf', { page, count: opened.value.sizes.length })}
            </span>
            <ZoomTools zoom={zoom} rotation={rotation} onZoom={setChoice} onRotate={setRotation} />
            {props.benches}
            {onSave && (
              <Tool label={t('stage.save')} onClick={() => onSave(blob, fileName)}>
                <DownloadOutlined />
              </Tool>
            )}
            {onPrint && (
              <Tool label={t('stage.print')} onClick={() => setPrinting(true)}>
                <PrinterOutlined />
              </Tool>
            )}
          </>
        )
      }
    >
      <div ref={boxRef} className="case-document" tabIndex={0} aria-label={t('stage.document')}>
        {opened === null && <StageWaiting />}
        {opened && !opened.ok && <ErrorNotice error={opened.error} />}
        {opened?.ok &&
          opened.value.sizes.map((size, index) => (
            <DocumentPage
              key={index}
              document={opened.value.document}
              page={index + 1}
              size={size}
              zoom={zoom}
              rotation={rotation}
              onVisible={setPage}
            />
          ))}
      </div>
      {isPrinting && onPrint && opened?.ok && (
        <PrintSheets
          document={opened.value.document}
          onReady={() => void onPrint().finally(() => setPrinting(false))}
          onFailed={() => setPrinting(false)}
        />
      )}
    </StageFrame>
  );
}

const PAGE_MARGIN = 32;

type Opened = { readonly document: OpenDocument; readonly sizes: readonly PageSize[] };

function useDocument(
  loadViewer: DocumentViewerLoader,
  blob: Blob,
): Result<Opened, AppError> | null {
  const [state, setState] = useState<Result<Opened, AppError> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    let document: OpenDocument | null = null;
    setState(null);
    void openWhole(loadViewer, blob).then((result) => {
      if (result.ok) document = result.value.document;
      if (isCurrent) setState(result);
      else document?.dispose();
    });
    return () => {
      isCurrent = false;
      document?.dispose();
    };
  }, [loadViewer, blob]);
  return state;
}

/** All page sizes at once, so that nothing moves while pages are drawn. */
async function openWhole(
  loadViewer: DocumentViewerLoader,
  blob: Blob,
): Promise<Result<Opened, AppError>> {
  const viewer = await loadViewer();
  const opened = await viewer.open(new Uint8Array(await blob.arrayBuffer()));
  if (!opened.ok) return opened;
  const document = opened.value;
  const sizes: PageSize[] = [];
  for (let page = 1; page <= document.pageCount; page += 1) {
    const size = await document.pageSize(page);
    if (!size.ok) {
      document.dispose();
      return size;
    }
    sizes.push(size.value);
  }
  return { ok: true, value: { document, sizes } };
}
