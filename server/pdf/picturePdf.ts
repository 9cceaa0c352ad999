/** One page of a PDF that is one picture. */
export type PicturePage = {
  /** Baseline or progressive JPEG, RGB; read when its page is written. */
  readonly jpeg: () => Promise<Buffer>;
  readonly width: number;
  readonly height: number;
};

export type PicturePdf = {
  readonly title: string;
  /** ISO 8601 UTC */
  readonly madeAt: string;
  readonly pages: readonly PicturePage[];
};

/** Longest side of a page in units of 1/72 inch: A4's. Photos do not say how large the paper was. */
const LONGEST_SIDE = 842;
const LEADING_OBJECTS = 3;
const OBJECTS_PER_PAGE = 3;

/**
 * A PDF of pictures, page by page (ISO 32000-1, 7.5 and 8.9.5): JPEG streams are taken as they are, so that nothing is
 * lost twice and only one page is in memory.
 */
export async function* picturePdf({ title, madeAt, pages }: PicturePdf): AsyncGenerator<Buffer> {
  const offsets: number[] = [];
  let length = 0;
  const emit = (part: Buffer): Buffer => {
    length += part.length;
    return part;
  };
  const object = (number: number, body: string): Buffer => {
    offsets[number] = length;
    return emit(Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1'));
  };
  const count = LEADING_OBJECTS + OBJECTS_PER_PAGE * pages.length;
  const pageAt = (index: number) => LEADING_OBJECTS + OBJECTS_PER_PAGE * index + 1;

  yield emit(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  yield object(1, '<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, index) => `${pageAt(index)} 0 R`).join(' ');
  yield object(2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  yield object(3, `<< /Title ${textString(title)} /CreationDate (${pdfDate(madeAt)}) >>`);
  for (const [index, page] of pages.entries()) {
    const number = pageAt(index);
    const scale = LONGEST_SIDE / Math.max(page.width, page.height);
    const [width, height] = [page.width * scale, page.height * scale].map((side) =>
      side.toFixed(2),
    );
    yield object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${number + 1} 0 R /Resources << /XObject << /P ${number + 2} 0 R >> >> >>`,
    );
    const drawing = `${width} 0 0 ${height} 0 0 cm /P Do`;
    yield object(number + 1, `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
    const jpeg = await page.jpeg();
    offsets[number + 2] = length;
    yield emit(
      Buffer.from(
        `${number + 2} 0 obj\n<< /Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
        'latin1',
      ),
    );
    yield emit(jpeg);
    yield emit(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }
  const startsAt = length;
  const entries = Array.from(
    { length: count },
    (_, index) => `${String(offsets[index + 1] ?? 0).padStart(10, '0')} 00000 n \n`,
  ).join('');
  yield emit(
    Buffer.from(
      `xref\n0 ${count + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${count + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${startsAt}\n%%EOF\n`,
      'latin1',
    ),
  );
}

/** UTF-16BE with its mark, in hexadecimal (7.9.2.2). */
const textString = (text: string): string =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

const pdfDate = (instant: string): string =>
  `D:${new Date(instant).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
