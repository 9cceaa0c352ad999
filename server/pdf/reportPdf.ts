import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { refuse, type AppError } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';
import { formatVerificationCode } from '../../shared/domain/report/verificationCode';
import { loadFonts, type FontSet } from './fonts';
import { missingInBase, spellWithFonts } from './glyphRuns';
import { pictureDataUrl, qrDataUrl } from './pictures';
import { dissent, figures, sections, signatures, type Figure } from './reportBody';
import type { ReportDocumentModel } from './reportDocumentModel';
import { amendmentBanner, letterhead, particulars } from './reportHead';
import { labelsFor, type Label } from './reportLabels';
import { FAINT, INK, PAGE, rule, STYLES } from './reportStyle';

let sharedFonts: FontSet | undefined;

/**
 * Draws a consultation report as an A4 PDF. The same model gives the same bytes; nothing is fetched.
 *
 * @param model - What to print; `header: null` gives a preview marked as such.
 * @param fonts - Fonts to draw with; by default those of the installation, read once.
 * @returns The PDF, or, all `retry: 'never'`:
 *   - `report.glyphMissing` with `characters`: no installed font has them; a report with a hole is not issued.
 *   - `report.pictureUnreadable` with `index`: a key picture is neither PNG nor JPEG, or damaged.
 */
export async function renderReportPdf(
  model: ReportDocumentModel,
  fonts: FontSet = (sharedFonts ??= loadFonts()),
): Promise<Result<Uint8Array, AppError>> {
  const label = labelsFor(model.language);
  const drawn = await drawFigures(model);
  if (!drawn.ok) return drawn;
  const address = model.header === null ? null : (model.verification?.url ?? null);
  const qr = address === null ? null : await qrDataUrl(address);
  const missing = new Set<string>();
  const spell = (content: Content): Content => spellWithFonts(content, fonts.faces, missing);
  const content = spell([
    letterhead(model, qr, label),
    ...amendmentBanner(model, label),
    particulars(model, label),
    ...sections(model.content, label),
    ...dissent(model.content.dissent, label),
    ...figures(drawn.value, label),
    ...signatures(model.header, label),
  ]);
  const watermark = model.header === null ? label('draftWatermark') : model.watermark;
  for (const character of missingInBase(watermark ?? '', fonts.faces)) missing.add(character);
  // Page furniture is drawn during layout; its text is known now, so it is checked now.
  spell([runningHead(model, label), footer(model, label, 1, 1)]);
  if (missing.size > 0) return glyphMissing(missing);
  const definition: TDocumentDefinitions = {
    ...frame(model, label, fonts),
    content,
    header: (page) => (page === 1 ? '' : spell(runningHead(model, label))),
    footer: (page, pages) => spell(footer(model, label, page, pages)),
    ...(watermark === null
      ? {}
      : {
          watermark: { text: watermark, color: '#5b6875', opacity: 0.12, angle: -40, fontSize: 60 },
        }),
  };
  return ok(await write(definition, fonts));
}

const glyphMissing = (missing: ReadonlySet<string>): Result<never, AppError> =>
  refuse('unsupported', 'report.glyphMissing', {
    params: { characters: [...missing].map(visible).join(' ') },
  });

/** A control character cannot be shown, so it is named. */
const visible = (character: string): string => {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /\p{C}/u.test(character) ? `U+${hex}` : `${character} (U+${hex})`;
};

async function drawFigures({
  content,
  pictures,
}: ReportDocumentModel): Promise<Result<Figure[], AppError>> {
  const drawn: Figure[] = [];
  for (const [index, image] of content.keyImages.entries()) {
    const picture = pictures.find(
      (one) => one.sopInstanceUid === image.sopInstanceUid && one.frameNumber === image.frameNumber,
    );
    if (!picture) {
      drawn.push({ image, dataUrl: null });
      continue;
    }
    const dataUrl = await pictureDataUrl(picture.bytes, index + 1);
    if (!dataUrl.ok) return dataUrl;
    drawn.push({ image, dataUrl: dataUrl.value });
  }
  return ok(drawn);
}

/** Every sheet names the patient and the request, so that a lost page finds its way back. */
const runningHead = (model: ReportDocumentModel, label: Label): Content => ({
  margin: [PAGE.side, 26, PAGE.side, 0],
  stack: [
    {
      columns: [
        { width: '*', text: label('pageHead', { institution: model.consultingInstitution }) },
        {
          width: 'auto',
          text: `${model.patient.name}   ${label('patient.hospitalNo')} ${model.patient.hospitalNo}   ${model.requestNo}`,
        },
      ],
      style: 'small',
    },
    { ...rule(undefined, 0.4), margin: [0, 3, 0, 0] },
  ],
});

/** Pages get separated: each says by itself how it is verified. */
const proofOf = ({ header, verification }: ReportDocumentModel, label: Label): string =>
  [
    ...(verification && header
      ? [label('verify.foot', { code: formatVerificationCode(verification.code) })]
      : []),
    ...(header ? [label('checksum', { sha256: header.contentSha256.slice(0, 32) })] : []),
  ].join(' · ');

const footer = (
  model: ReportDocumentModel,
  label: Label,
  page: number,
  pages: number,
): Content => ({
  margin: [PAGE.side, 12, PAGE.side, 0],
  stack: [
    { ...rule(undefined, 0.4, FAINT), margin: [0, 0, 0, 4] },
    { text: label('intendedUse'), style: 'small', fontSize: 7.5 },
    {
      columns: [
        { width: '*', text: proofOf(model, label) },
        { width: 'auto', text: label('page', { page, pages }) },
      ],
      style: 'small',
      fontSize: 7.5,
    },
  ],
});

function frame(
  model: ReportDocumentModel,
  label: Label,
  fonts: FontSet,
): Pick<TDocumentDefinitions, 'pageSize' | 'styles' | 'defaultStyle' | 'info' | 'language'> &
  Omit<TDocumentDefinitions, 'content'> {
  return {
    pageSize: 'A4',
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, PAGE.bottom],
    version: '1.7',
    language: model.language,
    displayTitle: true,
    info: {
      title: `${label('title')} ${model.requestNo}`,
      author: model.consultingInstitution,
      creator: 'Huizhen',
      producer: 'Huizhen',
      creationDate: new Date(model.header?.publishedAt ?? model.consultation.startedAt),
    },
    styles: STYLES,
    defaultStyle: { font: fonts.faces[0].family, fontSize: 10, lineHeight: 1.08, color: INK },
  };
}

async function write(definition: TDocumentDefinitions, fonts: FontSet): Promise<Uint8Array> {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => fonts.paths.has(path));
  pdfmake.setFonts(fonts.dictionary);
  return pdfmake.createPdf(definition).getBuffer();
}
