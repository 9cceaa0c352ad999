import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../shared/api/cases';
import type { ReportContent, ReportHeader } from '../../../../shared/domain/report/report';
import { REPORT_SECTIONS } from '../../../../shared/domain/report/sections';
import { PatientLine } from '../../../ui/PatientLine';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { keyImageId } from '../keyImages/keyImage';

type Props = {
  readonly content: ReportContent;
  /** Null for a preview. */
  readonly header: ReportHeader | null;
  readonly detail: CaseDetail;
  readonly urls: Readonly<Record<string, string>>;
};

/** The report in the order it is printed. */
export function ReportPaper({ content, header, detail, urls }: Props): ReactElement {
  const { t } = useTranslation('reportDocument');
  return (
    <article className="report-paper" aria-label={t('title')}>
      <header>
        <h2>{t('title')}</h2>
        <p>
          {detail.hospitalName} · {detail.case.requestNo ?? ''}
        </p>
        <p>
          <PatientLine {...detail.case.form.patient} />
        </p>
        {header === null && <p className="report-paper-draft">{t('draftWatermark')}</p>}
      </header>
      {REPORT_SECTIONS.map((section) => (
        <PaperSection key={section} title={t(`section.${section}`)} text={content[section]}>
          {section === 'conclusion' && content.diagnoses.length > 0 && (
            <ol aria-label={t('section.diagnoses')}>
              {content.diagnoses.map(({ code, name }) => (
                <li key={`${code} ${name}`}>
                  {name} <small>{code}</small>
                </li>
              ))}
            </ol>
          )}
        </PaperSection>
      ))}
      {content.dissent.map((entry) => (
        <PaperSection
          key={entry.expertId}
          title={`${t('section.dissent')} · ${entry.expertName}`}
          text={entry.text}
        />
      ))}
      {content.keyImages.length > 0 && (
        <section>
          <h3>{t('section.keyImages')}</h3>
          <div className="report-paper-images">
            {content.keyImages.map((image, index) => {
              const number = t('keyImage.number', { number: index + 1 });
              const url = urls[keyImageId(image)];
              return (
                <figure key={keyImageId(image)}>
                  {url === undefined ? (
                    <span className="report-key-image-empty">{t('keyImage.missing')}</span>
                  ) : (
                    <img src={url} alt={image.caption || number} />
                  )}
                  <figcaption>
                    {number} {image.caption}
                  </figcaption>
                </figure>
              );
            })}
          </div>
          <small>{t('keyImage.notDiagnostic')}</small>
        </section>
      )}
      {header && <Signatures header={header} />}
      <footer>
        <small>{t('intendedUse')}</small>
      </footer>
    </article>
  );
}

function PaperSection(props: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactElement | false;
}): ReactElement | null {
  const { t } = useTranslation('reportDocument');
  return (
    <section>
      <h3>{props.title}</h3>
      <p>{props.text.trim() === '' ? t('none') : props.text}</p>
      {props.children}
    </section>
  );
}

function Signatures({ header }: { readonly header: ReportHeader }): ReactElement {
  const { t } = useTranslation('reportDocument');
  const { instant } = useTimeFormat();
  return (
    <section>
      <h3>{t('signature.title')}</h3>
      <ul className="report-signatures">
        {header.signatories.map((person) => (
          <li key={person.userId}>
            <b>{person.name}</b> {t(`signatoryRole.${person.role}`)}
            <span>{t(person.agrees ? 'signature.agrees' : 'signature.dissents')}</span>
            <small>
              {person.hospitalName} {person.departmentName} · {instant(person.signedAt)}
            </small>
          </li>
        ))}
      </ul>
      <small className="report-checksum">{t('checksum', { sha256: header.contentSha256 })}</small>
    </section>
  );
}
