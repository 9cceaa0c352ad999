// By hand, on a machine with DCMTK and the source data: node build/demo/studyBundles.mjs [slug ...]
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { loadContent } from './content.mjs';
import { run } from './run.mjs';
import { studiesFrom } from './studies.mjs';
import { writeStudy } from './studyFiles.mjs';

const DATA = path.resolve('../shared/data');
const OUT = path.resolve('resources/demo');
const MANIFEST = path.join(OUT, 'studies.json');
const INSTITUTIONS = {
  baiquan: { institution: '柏泉县人民医院', referrer: 'Wang^Yanqing=王^砚清' },
  qinghe: { institution: '青禾县中医院', referrer: 'Lu^Songnian=陆^松年' },
  yuanshan: { institution: '远山县第二人民医院', referrer: 'Qiao^Wanning=乔^晚宁' },
};

/** Same bytes on every run: sorted names, no owner, no time. */
const pack = (folder, file) =>
  run('tar', [
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=0644',
    '--format=ustar',
    '-cf',
    file,
    '-C',
    folder,
    '--transform=s,^\\./,,',
    '--no-recursion',
    ...run('ls', [folder]).trim().split('\n'),
  ]);

const wanted = process.argv.slice(2);
const { DEMO_PATIENTS } = await loadContent('patients.ts');
mkdirSync(path.join(OUT, 'studies'), { recursive: true });
const before = existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, 'utf8')) : [];
const manifest = [];
for (const study of studiesFrom(DATA)) {
  const kept = before.find(({ slug }) => slug === study.slug);
  if (wanted.length > 0 && !wanted.includes(study.slug) && kept !== undefined) {
    manifest.push(kept);
    continue;
  }
  const work = mkdtempSync(path.join(os.tmpdir(), 'huizhen-study-'));
  try {
    const patient = DEMO_PATIENTS.find(({ key }) => key === study.patient);
    const written = await writeStudy(
      study,
      { patient, ...INSTITUTIONS[patient.hospitalKey] },
      work,
    );
    const file = `studies/${study.slug}.tar`;
    pack(written.folder, path.join(OUT, file));
    const instances = written.series.reduce((sum, { instances: { length } }) => sum + length, 0);
    manifest.push({
      slug: study.slug,
      file,
      sha256: createHash('sha256')
        .update(readFileSync(path.join(OUT, file)))
        .digest('hex'),
      scenario: study.scenario,
      patientKey: study.patient,
      modality: study.modality,
      studyInstanceUid: written.uid,
      studiedOn: study.date,
      seriesCount: written.series.length,
      instanceCount: instances,
      expectedInstances: study.expectedInstances ?? instances,
      description: { zh: study.description, en: study.descriptionEn },
      series: written.series,
    });
    process.stdout.write(
      `${study.slug}: ${instances} instances, ${statSync(path.join(OUT, file)).size} bytes\n`,
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}
writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
