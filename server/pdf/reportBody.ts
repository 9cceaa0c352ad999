import type { Column, Content, ContentText, TableCell } from 'pdfmake/interfaces';
import type { KeyImage, ReportContent, ReportHeader } from '../../shared/domain/report/report';
import { REPORT_SECTIONS, type ReportSection } from '../../shared/domain/report/sections';
import { beijingTime, type Label } from './reportLabels';
import { staffTitle } from './reportHead';
import { ACCENT, CONTENT_WIDTH, dissentLayout, listLayout } from './reportStyle';

/** A key image and its picture as a data URL; `null` when the picture could not be had. */
export type Figure = { readonly image: KeyImage; readonly dataUrl: string | null };

const GAP = 14;
const FIGURE_WIDTH = (CONTENT_WIDTH - GAP) / 2;
const FIGURE_HEIGHT = 190;

const heading = (text: string): Content => ({
  columns: [
    {
      width: 9,
      canvas: [{ type: 'rect', x: 0, y: 2.5, w: 3.5, h: 11.5, color: ACCENT }],
    },
    { width: '*', text, style: 'sectionTitle' },
  ],
  margin: [0, 9, 0, 3],
});

/** Sections in reading order; an empty one is printed as "none", so that nothing seems torn out. */
export function sections(content: ReportContent, label: Label): Content[] {
  return REPORT_SECTIONS.flatMap((section) => [
    ...titled(label(`section.${section}`), lines(content[section], label, section)),
    ...(section === 'conclusion' ? diagnoses(content.diagnoses, label) : []),
  ]);
}

/** A title keeps company with its first paragraph, unless that alone could fill a page. */
const KEPT_TOGETHER_CHARACTERS = 600;

type Line = ContentText & { readonly text: string };

function titled(title: string, [first, ...others]: Line[]): Content[] {
  if (!first) return [heading(title)];
  const short = first.text.length <= KEPT_TOGETHER_CHARACTERS;
  return [{ stack: [heading(title), first], unbreakable: short }, ...others];
}

function lines(text: string, label: Label, section: ReportSection): Line[] {
  const shown = text.trim() === '' ? label('none') : text.replaceAll('\r\n', '\n').trimEnd();
  return shown.split('\n').map((line) => ({
    text: line === '' ? ' ' : line,
    fontSize: section === 'conclusion' ? 11 : 10.5,
    margin: [9, 0, 0, 0],
    preserveLeadingSpaces: true,
  }));
}

function diagnoses(list: ReportContent['diagnoses'], label: Label): Content[] {
  if (list.length === 0) return [];
  const body: TableCell[][] = list.map(({ code, name }, index) => [
    { text: `${index + 1}. ${name}`, bold: index === 0 },
    { text: code, style: 'label', alignment: 'right', margin: [0, 1, 0, 0] },
  ]);
  return [
    {
      unbreakable: list.length <= 6,
      stack: [
        { text: label('section.diagnoses'), style: 'label', margin: [9, 5, 0, 1] },
        { table: { widths: ['*', 70], body }, layout: 'noBorders', margin: [9, -1, 0, 0] },
      ],
    },
  ];
}

/** Minority opinions are printed with the consensus, never only stored (product §5.3, MDT). */
export function dissent(list: ReportContent['dissent'], label: Label): Content[] {
  if (list.length === 0) return [];
  const boxes = list.map(({ expertName, text }): Content => ({
    table: { widths: ['*'], body: [[{ stack: [{ text: expertName, bold: true }, { text }] }]] },
    layout: dissentLayout,
    margin: [0, 0, 0, 5],
  }));
  const [first = '', ...others] = boxes;
  const short = (list[0]?.text.length ?? 0) <= KEPT_TOGETHER_CHARACTERS;
  return [{ stack: [heading(label('section.dissent')), first], unbreakable: short }, ...others];
}

/** Two figures to a row; a row never breaks over a page. */
export function figures(list: readonly Figure[], label: Label): Content[] {
  if (list.length === 0) return [];
  const cells = list.map((figure, index) => figureCell(figure, index + 1, label));
  const rows = Array.from({ length: Math.ceil(cells.length / 2) }, (_, row): Content => ({
    columns: [cells[2 * row] ?? '', cells[2 * row + 1] ?? ''],
    columnGap: GAP,
    margin: [0, 2, 0, 6],
    unbreakable: true,
  }));
  const [first = '', ...others] = rows;
  return [
    { unbreakable: true, stack: [heading(label('section.keyImages')), first] },
    ...others,
    { text: label('keyImage.notDiagnostic'), style: 'small' },
  ];
}

function figureCell({ image, dataUrl }: Figure, number: number, label: Label): Column {
  const picture: Content =
    dataUrl === null
      ? { text: label('keyImage.missing'), style: 'small', margin: [0, 8, 0, 8] }
      : { image: dataUrl, fit: [FIGURE_WIDTH, FIGURE_HEIGHT], alignment: 'center' };
  const window = image.window ? label('keyImage.window', image.window) : null;
  return {
    width: FIGURE_WIDTH,
    stack: [
      picture,
      {
        text: [
          { text: `${label('keyImage.number', { number })}  `, bold: true },
          [image.caption, window].filter((part) => part).join(' · '),
        ],
        style: 'figure',
        alignment: 'center',
        margin: [0, 3, 0, 0],
      },
    ],
  };
}

/** Who signed what and when; a preview has none. */
export function signatures(header: ReportHeader | null, label: Label): Content[] {
  if (!header) return [];
  const head = (
    [
      'signature.role',
      'signature.name',
      'signature.institution',
      'signature.stance',
      'signature.signedAt',
    ] as const
  ).map((key): TableCell => ({ text: label(key), style: 'label' }));
  const rows = header.signatories.map((one): TableCell[] => [
    { text: label(`signatoryRole.${one.role}`) },
    { text: [{ text: one.name, bold: true, fontSize: 11 }, `  ${staffTitle(one.title, label)}`] },
    { text: [one.departmentName, one.hospitalName].filter((part) => part !== '').join(' · ') },
    { text: label(one.agrees ? 'signature.agrees' : 'signature.dissents') },
    { text: beijingTime(one.signedAt) },
  ]);
  return [
    {
      unbreakable: rows.length <= 8,
      stack: [
        heading(label('signature.title')),
        {
          table: { headerRows: 1, widths: [56, 104, '*', 64, 82], body: [head, ...rows] },
          layout: listLayout,
          fontSize: 9.5,
        },
        { text: label('signature.electronic'), style: 'small', margin: [6, 4, 0, 0] },
      ],
    },
  ];
}
