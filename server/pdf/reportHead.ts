import type { Column, Content, TableCell } from 'pdfmake/interfaces';
import { ageParts } from '../../shared/domain/identity/age';
import { TITLES } from '../../shared/domain/consultation/case';
import { formatVerificationCode, VERIFY_PATH } from '../../shared/domain/report/verificationCode';
import type { ReportDocumentModel } from './reportDocumentModel';
import { beijingTime, type Label } from './reportLabels';
import { bannerLayout, gridLayout, rule } from './reportStyle';

const QR_SIDE = 62;
/** English labels are longer; two-character Chinese ages fit a narrow last column. */
const LABEL_WIDTHS: Record<ReportDocumentModel['language'], (number | '*')[]> = {
  'zh-CN': [46, '*', 46, 112, 30, 50],
  en: [66, '*', 56, 100, 26, 46],
};

/** Both institutions, title, verification, request number and version. */
export function letterhead(model: ReportDocumentModel, qr: string | null, label: Label): Content {
  return {
    stack: [
      {
        columns: [
          { width: QR_SIDE, text: '' },
          { width: '*', stack: institutions(model, label) },
          { width: QR_SIDE, stack: verification(model, qr, label) },
        ],
      },
      { ...rule(undefined, 1.4), margin: [0, 8, 0, 0] },
      { ...rule(undefined, 0.4), margin: [0, 1.5, 0, 5] },
      { columns: referenceLine(model, label), columnGap: 18, margin: [0, 0, 0, 6] },
    ],
  };
}

function institutions(model: ReportDocumentModel, label: Label): Content[] {
  return [
    { text: model.consultingInstitution, style: 'institution', fontSize: 15 },
    {
      text: [
        { text: `${label('requestingInstitution')}  `, style: 'institutionLabel' },
        { text: model.requestingInstitution, bold: true },
      ],
      alignment: 'center',
      margin: [0, 2, 0, 6],
    },
    { text: label('title'), style: 'title', characterSpacing: model.language === 'en' ? 0.5 : 5 },
  ];
}

/** The code always in letters, because a QR code cannot be read out over a telephone. */
function verification(model: ReportDocumentModel, qr: string | null, label: Label): Content[] {
  if (model.verification === null || model.header === null) return [];
  const small = (text: string, size = 8): Content => ({
    text,
    style: 'small',
    fontSize: size,
    alignment: 'center',
    margin: [0, 2, 0, 0],
  });
  const groups = formatVerificationCode(model.verification.code).split('-');
  const code: Content = {
    text: [groups.slice(0, 2).join('-'), groups.slice(2).join('-')].join('\n'),
    bold: true,
    fontSize: qr === null ? 10 : 8.5,
    alignment: 'center',
    margin: [0, 1, 0, 0],
  };
  return qr === null
    ? [small(label('verify.code')), code, small(label('verify.enter', { path: VERIFY_PATH }), 7)]
    : [{ image: qr, width: QR_SIDE }, small(label('verify.scan')), code];
}

function referenceLine({ requestNo, header }: ReportDocumentModel, label: Label): Column[] {
  const pair = (name: string, value: string): Content[] => [
    { text: `${name} `, style: 'label' },
    { text: value, style: 'value' },
  ];
  return [
    { width: '*', text: pair(label('requestNo'), requestNo) },
    {
      width: 'auto',
      text: header ? label('version', { version: header.version }) : label('draft'),
      style: 'value',
      bold: true,
    },
    ...(header
      ? [{ width: 'auto', text: pair(label('publishedAt'), beijingTime(header.publishedAt)) }]
      : []),
  ];
}

/** What an amended version must say before anything else (product T21); nothing for a first version. */
export function amendmentBanner({ header }: ReportDocumentModel, label: Label): Content[] {
  if (!header || header.supersedes === null) return [];
  const { version, supersedes, amendmentReason, conclusionChanged } = header;
  const body: Content[] = [
    { text: label('amended.banner', { version, supersedes }), bold: true, fontSize: 11 },
    { text: label('amended.reason', { reason: amendmentReason ?? label('notStated') }) },
    {
      text: label(conclusionChanged ? 'amended.conclusionChanged' : 'amended.conclusionKept'),
      bold: conclusionChanged,
    },
  ];
  return [
    {
      table: { widths: ['*'], body: [[{ stack: body, color: '#7c4300' }]] },
      layout: bannerLayout,
      margin: [0, 0, 0, 8],
    },
  ];
}

/** Patient and consultation in one grid of label and value. */
export function particulars(model: ReportDocumentModel, label: Label): Content {
  const { patient, consultation } = model;
  const stated = (value: string): string => (value.trim() === '' ? label('notStated') : value);
  const cell = (text: string, colSpan = 1): TableCell => ({ text, style: 'value', colSpan });
  const head = (text: string): TableCell => ({ text, style: 'label', margin: [0, 0.7, 0, 0] });
  const wide = (name: string, value: string): TableCell[] => [
    head(name),
    cell(value, 5),
    {},
    {},
    {},
    {},
  ];
  return {
    table: {
      widths: LABEL_WIDTHS[model.language],
      body: [
        [
          head(label('patient.name')),
          { text: stated(patient.name), style: 'value', bold: true },
          head(label('patient.sex')),
          cell(patient.sex === null ? label('notStated') : label(`sex.${patient.sex}`)),
          head(label('patient.age')),
          cell(ageText(model, label)),
        ],
        [
          head(label('patient.hospitalNo')),
          cell(stated(patient.hospitalNo)),
          head(label('patient.department')),
          cell(stated(patient.departmentName)),
          head(label('patient.bed')),
          cell(stated(patient.bed)),
        ],
        [
          head(label('consultation.time')),
          cell(periodText(consultation)),
          head(label('consultation.type')),
          cell(typeText(consultation, label), 3),
          {},
          {},
        ],
        wide(
          label('consultation.requester'),
          `${stated(consultation.requesterName)} · ${model.requestingInstitution}`,
        ),
        wide(label('consultation.experts'), expertsText(consultation.experts, label)),
        wide(label('consultation.purpose'), stated(consultation.purpose)),
      ],
    },
    layout: gridLayout,
    margin: [0, 0, 0, 4],
  };
}

function ageText({ patient, consultation }: ReportDocumentModel, label: Label): string {
  if (patient.birthDate === null) return label('notStated');
  const { unit, ...params } = ageParts(patient.birthDate, consultation.startedAt);
  return label(`age.${unit}`, params);
}

function periodText({ startedAt, endedAt }: ReportDocumentModel['consultation']): string {
  const start = beijingTime(startedAt);
  if (endedAt === null) return start;
  const end = beijingTime(endedAt);
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start} – ${sameDay ? end.slice(11) : end}`;
}

function typeText(
  { mode, urgency, mdt }: ReportDocumentModel['consultation'],
  label: Label,
): string {
  return [label(`urgency.${urgency}`), label(`mode.${mode}`), ...(mdt ? [label('mdt')] : [])].join(
    ' · ',
  );
}

const expertsText = (
  experts: ReportDocumentModel['consultation']['experts'],
  label: Label,
): string =>
  experts
    .map(({ name, title, departmentName }) =>
      [name, departmentName, staffTitle(title, label)].filter((part) => part !== '').join(' '),
    )
    .join(label('listSeparator'));

/** A title code in the language of the document; any other text is printed as it is. */
export function staffTitle(title: string, label: Label): string {
  const code = TITLES.find((known) => known === title);
  return code ? label(`staffTitle.${code}`) : title;
}
