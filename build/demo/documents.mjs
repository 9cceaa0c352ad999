// By hand: node build/demo/documents.mjs. Makes the PDFs, the "scanned" pages and the film picture of the demo.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadContent } from './content.mjs';
import { filmPicture } from './film.mjs';
import { pdfTexts } from './documentTexts.mjs';
import { scanPage } from './scan.mjs';

const OUT = path.resolve('resources/demo/documents');
const require = createRequire(path.resolve('server/package.json'));

const fontFile = (weight) =>
  require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`);

async function pdf(content) {
  const pdfmake = require('pdfmake');
  pdfmake.setFonts({ Noto: { normal: fontFile('400Regular'), bold: fontFile('700Bold') } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((file) => file.endsWith('.ttf'));
  const made = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [56, 60, 56, 56],
    // A fixed date keeps the bytes the same from build to build.
    info: {
      title: content.title,
      producer: 'Huizhen',
      creator: 'Huizhen',
      creationDate: new Date('2026-11-20T00:00:00Z'),
    },
    defaultStyle: { font: 'Noto', fontSize: 10.5, lineHeight: 1.45 },
    styles: {
      title: { fontSize: 16, bold: true, alignment: 'center', margin: [0, 0, 0, 10] },
      head: { bold: true, margin: [0, 8, 0, 2] },
    },
    footer: {
      text: '演示数据：人物、机构与内容均为虚构',
      fontSize: 8,
      color: '#888888',
      alignment: 'center',
    },
    content: content.body,
  });
  return made.getBuffer();
}

mkdirSync(OUT, { recursive: true });
const work = mkdtempSync(path.join(os.tmpdir(), 'huizhen-doc-'));
try {
  const { DEMO_PATIENTS } = await loadContent('patients.ts');
  const { DEMO_LABS } = await loadContent('labTable.ts');
  for (const [name, content] of Object.entries(pdfTexts(DEMO_PATIENTS, DEMO_LABS))) {
    const target = content.scan ? path.join(work, `${name}.pdf`) : path.join(OUT, `${name}.pdf`);
    writeFileSync(target, await pdf(content));
    if (!content.scan) continue;
    execFileSync('pdftoppm', ['-r', '110', '-png', target, path.join(work, name)]);
    const pages = readdirSync(work)
      .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.png'))
      .sort();
    for (const [index, page] of pages.entries()) {
      const file = path.join(OUT, `${name}-${index + 1}.jpg`);
      writeFileSync(file, await scanPage(readFileSync(path.join(work, page)), index));
    }
  }
  writeFileSync(
    path.join(OUT, 'film-wang-2026-03.jpg'),
    await filmPicture(path.resolve('resources/demo/studies/nodule-chest-ct.tar'), work),
  );
  for (const file of readdirSync(OUT))
    process.stdout.write(`${file}: ${statSync(path.join(OUT, file)).size} bytes\n`);
} finally {
  rmSync(work, { recursive: true });
}
