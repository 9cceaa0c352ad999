import { useEffect, useMemo, useRef, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { printPages } from '../../../../shared/domain/ecg/printPages';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import { PrintHead } from './PrintHead';
import type { PrintJob } from './printJob';

type Props = { readonly job: PrintJob; readonly onReady: () => void };

/** A4 pages outside the application's own tree; the print style sheet shows them and hides everything else. */
export function PrintSheets({ job, onReady }: Props): ReactElement {
  const { rows, settings, sheet, totalS } = job.state;
  const pages = useMemo(
    () => printPages(rows, settings, { fromS: sheet.fromS, totalS }),
    [rows, settings, sheet, totalS],
  );
  const told = useRef(onReady);
  useEffect(() => {
    // the pages' own effects have run by now: children come first
    told.current();
  }, []);
  return createPortal(
    <div className="ecg-print" aria-hidden>
      {pages.map((page, index) => (
        <Page key={index} job={job} sheet={page} number={index + 1} count={pages.length} />
      ))}
    </div>,
    document.body,
  );
}

type PageProps = {
  readonly job: PrintJob;
  readonly sheet: PaperSheet;
  readonly number: number;
  readonly count: number;
};

function Page({ job, sheet, number, count }: PageProps): ReactElement {
  const { t } = useTranslation('ecg');
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    if (group.current) job.viewer.fillSvg(group.current, job.pictureOf(sheet), job.marksOf(sheet));
  }, [job, sheet]);
  const { widthMm, heightMm } = sheet;
  return (
    <section className="ecg-print-page">
      <PrintHead job={job} />
      <svg width={`${widthMm}mm`} height={`${heightMm}mm`} viewBox={`0 0 ${widthMm} ${heightMm}`}>
        <g ref={group} />
      </svg>
      <footer>
        <ControlLine />
        <span>{t('print.check')}</span>
        <span>{t('print.use')}</span>
        <span>{t('print.page', { number, count })}</span>
      </footer>
    </section>
  );
}

/** Fifty millimetres to hold a ruler against: printers that scale to fit are caught by it. */
function ControlLine(): ReactElement {
  return (
    <svg width="52mm" height="3mm" viewBox="-1 0 52 3" className="ecg-print-control">
      <path d="M0 0.4v2.2M0 1.5h50M50 0.4v2.2" stroke="#000" strokeWidth={0.15} fill="none" />
    </svg>
  );
}
