// One study of the table -> a folder of finished DICOM files.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { compressLosslessly } from './compress.mjs';
import { deidentify, foreignUids } from './deidentify.mjs';
import { writeStemiEcg } from './ecgFile.mjs';
import { writeHeadCt } from './headCt.mjs';
import { run } from './run.mjs';
import { uidOf } from './uid.mjs';

const numbers = (file, attribute) =>
  /\[(.*)\]/
    .exec(run('dcmdump', ['-q', '+P', attribute, file]))[1]
    .split('\\')
    .map(Number);

/** Spatial order: by the distance along the slice normal (PS3.3 C.7.6.2.1.1), axial series from head to feet. */
function sorted(files) {
  const [xr, yr, zr, xc, yc, zc] = numbers(files[0], 'ImageOrientationPatient');
  const normal = [yr * zc - zr * yc, zr * xc - xr * zc, xr * yc - yr * xc];
  const along = new Map(
    files.map((file) => [
      file,
      numbers(file, 'ImagePositionPatient').reduce((sum, v, i) => sum + v * normal[i], 0),
    ]),
  );
  return [...files].sort((a, b) => along.get(b) - along.get(a));
}

async function produce(study, source, file, workFolder) {
  if (study.source === 'synthetic-ecg') writeStemiEcg(file, workFolder);
  else if (study.source === 'head-ct') await writeHeadCt(source, file, workFolder);
  else copyFileSync(source, file);
}

export async function writeStudy(study, { patient, institution, referrer }, workFolder) {
  const folder = path.join(workFolder, study.slug);
  mkdirSync(folder, { recursive: true });
  const uid = uidOf(study.slug);
  const series = [];
  let fileNumber = 0;
  for (const entry of study.series) {
    const seriesUid = uidOf(`${study.slug}/${entry.number}`);
    const ordered = (entry.sort ? sorted(entry.files) : entry.files).slice(
      entry.from ?? 0,
      entry.to,
    );
    const instances = [];
    for (const [index, source] of ordered.entries()) {
      if (entry.missing?.includes(index)) continue;
      fileNumber += 1;
      const instanceNumber = index + 1;
      const instanceUid = uidOf(`${study.slug}/${entry.number}/${instanceNumber}`);
      const file = path.join(folder, `IM${String(fileNumber).padStart(4, '0')}.dcm`);
      await produce(study, source, file, workFolder);
      deidentify(file, {
        patient,
        study: { ...study, uid, institution: study.institution ?? institution, referrer },
        series: { ...entry, uid: seriesUid },
        instanceUid,
        instanceNumber,
      });
      if (study.charset === 'GB18030') run('dcmconv', ['-q', '+C', 'GB18030', file, file]);
      if (study.compress) compressLosslessly(file);
      const foreign = foreignUids(file);
      if (foreign.length > 0) throw new Error(`${file} still carries ${foreign.join(', ')}`);
      instances.push({ number: instanceNumber, uid: instanceUid });
    }
    series.push({
      uid: seriesUid,
      number: entry.number,
      description: entry.description,
      instances,
    });
  }
  return { folder, uid, series };
}
