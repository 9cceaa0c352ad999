import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../composition';
import { DEMO_LABS } from './content/labTable';
import type { DemoRecord, DemoScenario } from './content/types';
import { ingestDemoStudy, type DemoStudy } from './demoStudies';
import { labPayload } from './labPayload';

export type Materials = {
  readonly server: Server;
  readonly demoDir: string;
  readonly studies: ReadonlyMap<string, DemoStudy>;
};
type Target = {
  readonly caseId: string;
  readonly hospitalId: string;
  readonly addedBy: string;
  readonly at: string;
};

const SOURCES = {
  scan: 'scan',
  his: 'hl7',
  manual: 'manual',
  conference: 'secondaryStream',
} as const;
const CATEGORY: Readonly<Record<string, string>> = { ECG: 'ecg', SM: 'pathology' };

export async function attachMaterial(
  materials: Materials,
  scenario: DemoScenario,
  target: Target,
): Promise<void> {
  await attach(materials, [...scenario.records, ...consentEntry(scenario)], target);
}

/** Puts records on a case as they arrived at the target's instant. */
export async function attach(
  materials: Materials,
  records: readonly (DemoRecord | ConsentEntry)[],
  target: Target,
): Promise<void> {
  for (const record of records) {
    const columns = await columnsOf(materials, record, target);
    await materials.server.db
      .insertInto('case_record')
      .values({
        id: randomUUID(),
        case_id: target.caseId,
        modality: null,
        occurred_at: target.at,
        added_at: target.at,
        added_by: target.addedBy,
        file_name: null,
        mime: null,
        blob_sha256: null,
        size_bytes: null,
        study_instance_uid: null,
        payload: null,
        removed_at: null,
        removed_by: null,
        title: record.title,
        ...columns,
      })
      .execute();
  }
}

type ConsentEntry = {
  readonly kind: 'consentEntry';
  readonly title: string;
  readonly text: string;
};

/** Where a scenario brings no scanned paper, the consent is an entry in the chart; the gate asks for one or the other. */
function consentEntry({ records, consent }: DemoScenario): ConsentEntry[] {
  if (records.some((record) => 'category' in record && record.category === 'consent')) return [];
  // a word of the patient first, its paper with the late entry
  if (consent.status === 'oralEmergency') return [];
  return [consentPaper(consent)];
}

export const consentPaper = (consent: DemoScenario['consent']): ConsentEntry => {
  const signer = consent.signedBy
    ? `${consent.signedBy}（${consent.relation}）`
    : '未写明签署人与患者关系';
  const text = `远程会诊知情同意书，签署：${signer}。`;
  return { kind: 'consentEntry', title: '知情同意书', text };
};

async function columnsOf(
  { server, demoDir, studies }: Materials,
  record: DemoRecord | ConsentEntry,
  target: Target,
) {
  switch (record.kind) {
    case 'study': {
      const study = studies.get(record.slug);
      if (!study) throw new Error(`demo study ${record.slug} is not bundled`);
      await ingestDemoStudy(server.ingest, demoDir, study, target.hospitalId);
      return {
        kind: 'study',
        category: CATEGORY[study.modality] ?? 'imaging',
        source: 'pacs',
        modality: study.modality,
        item_count: study.instanceCount,
        study_instance_uid: study.studyInstanceUid,
        occurred_at: new Date(`${study.studiedOn}T09:00:00+08:00`).toISOString(),
        payload: JSON.stringify({ identity: 'verified' }),
      };
    }
    case 'lab': {
      const all = DEMO_LABS[record.patientKey] ?? [];
      // a request holds what was known when it was made; where the clock is far from the demo's days, everything
      const known = all.filter(({ observedAt }) => Date.parse(observedAt) <= Date.parse(target.at));
      const results = known.length > 0 ? known : all;
      const occurred = results[0]?.observedAt;
      return {
        kind: 'lab',
        category: 'laboratory',
        source: 'hl7',
        item_count: results.length,
        occurred_at: occurred ? new Date(occurred).toISOString() : target.at,
        payload: JSON.stringify({ results: results.map(labPayload) }),
      };
    }
    case 'consentEntry':
      return {
        kind: 'note',
        category: 'consent',
        source: 'manual',
        payload: JSON.stringify({
          sections: [{ key: null, title: record.title, text: record.text }],
        }),
      };
    case 'note':
      return {
        kind: 'note',
        category: record.category,
        source: 'hl7',
        payload: JSON.stringify({
          sections: [{ key: null, title: record.title, text: record.text }],
        }),
      };
    default: {
      const bytes = await readFile(path.join(demoDir, record.file));
      const blob = await server.blobs.put(bytes);
      return {
        kind: record.kind,
        category: record.category,
        source: SOURCES[record.source],
        mime: record.mime,
        file_name: path.basename(record.file),
        blob_sha256: blob.sha256,
        size_bytes: blob.sizeBytes,
      };
    }
  }
}
