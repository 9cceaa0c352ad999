import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../composition';
import { DEMO_LABS } from './content/labTable';
import type { DemoRecord, DemoScenario, LabResult as DemoLab } from './content/types';
import { MINUTE_MS, toTheMinute, wholeDaysBefore, WRITTEN_AT } from './dates/shift';
import {
  ingestDemoStudy,
  movedStudy,
  openDemoStudy,
  type DemoStudy,
  type OpenedStudy,
} from './demoStudies';
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
  /** When the material was attached. */
  readonly at: string;
  /** When the request went out; emergencies are told from it. */
  readonly submittedAt: string;
  /** The instant the demo is seeded at. */
  readonly now: number;
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
): Promise<ReadonlyMap<string, DemoStudy>> {
  return attach(materials, [...scenario.records, ...consentEntry(scenario)], target);
}

/**
 * Puts records on a case as they arrived at the target's instant, dated before it.
 *
 * @returns Its studies by slug, as they are known with those dates.
 */
export async function attach(
  materials: Materials,
  records: readonly (DemoRecord | ConsentEntry)[],
  target: Target,
): Promise<ReadonlyMap<string, DemoStudy>> {
  const studies = new Map<string, DemoStudy>();
  const pieces = await Promise.all(records.map((record) => readPiece(materials, record, target)));
  const newest = Math.max(...pieces.map(({ moves, newest: at }) => (moves ? at : -Infinity)));
  const together = Number.isFinite(newest) ? wholeDaysBefore(newest, Date.parse(target.at)) : 0;
  for (const piece of pieces) {
    const arrived = Math.max(Date.parse(target.at), piece.arrivesAt ?? -Infinity);
    const ms = piece.ms ?? together;
    const columns = await columnsOf(materials, piece, { target, ms });
    if (piece.study) studies.set(piece.study.study.slug, movedStudy(piece.study.study, ms));
    await materials.server.db
      .insertInto('case_record')
      .values({
        id: randomUUID(),
        case_id: target.caseId,
        modality: null,
        occurred_at: target.at,
        added_at: new Date(arrived).toISOString(),
        added_by: target.addedBy,
        file_name: null,
        mime: null,
        blob_sha256: null,
        size_bytes: null,
        study_instance_uid: null,
        payload: null,
        removed_at: null,
        removed_by: null,
        title: piece.record.title,
        ...columns,
      })
      .execute();
  }
  return studies;
}

/** A piece of material as it is bundled, and how its dates are to move. */
type Piece = {
  readonly record: DemoRecord | ConsentEntry;
  readonly study: { readonly study: DemoStudy; readonly opened: OpenedStudy } | null;
  readonly results: readonly DemoLab[];
  /** The latest date in it; `-Infinity` without any. */
  readonly newest: number;
  /** With everything else of the case. */
  readonly moves: boolean;
  /** By how much, where it was taken at a certain time from the request. */
  readonly ms: number | null;
  /** Later than the rest. */
  readonly arrivesAt: number | null;
};

/** From the picture being taken to its being on the case, for what comes after the report. */
const TRANSFER_MS = 120 * MINUTE_MS;

async function readPiece(
  { demoDir, studies }: Materials,
  record: DemoRecord | ConsentEntry,
  target: Target,
): Promise<Piece> {
  const undated = { record, study: null, results: [], newest: -Infinity, moves: false } as const;
  if (record.kind !== 'study' && record.kind !== 'lab')
    return { ...undated, ms: null, arrivesAt: null };
  const found = record.kind === 'study' ? studies.get(record.slug) : null;
  if (record.kind === 'study' && !found)
    throw new Error(`demo study ${record.slug} is not bundled`);
  const study = found ? { study: found, opened: await openDemoStudy(demoDir, found) } : null;
  const results = record.kind === 'lab' ? knownResults(record.patientKey, target) : [];
  const dates = results.map(({ observedAt }) => Date.parse(observedAt));
  const newest = Math.max(study?.opened.takenAt ?? -Infinity, ...dates);
  const { takenAt } = record;
  if (takenAt === undefined)
    return { record, study, results, newest, moves: true, ms: null, arrivesAt: null };
  const taken = Date.parse(target.submittedAt) + takenAt * MINUTE_MS;
  const arrivesAt = takenAt > 0 ? taken + TRANSFER_MS : null;
  const ms = toTheMinute(newest, taken);
  return { record, study, results, newest, moves: false, ms, arrivesAt };
}

/** A request holds what was known when it was made; where the demo's own days do not say, everything. */
function knownResults(patientKey: string, { at, now }: Target): readonly DemoLab[] {
  const all = DEMO_LABS[patientKey] ?? [];
  const then = WRITTEN_AT + Date.parse(at) - now;
  const known = all.filter(({ observedAt }) => Date.parse(observedAt) <= then);
  return known.length > 0 ? known : all;
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
  { server, demoDir }: Materials,
  { record, study: found, results: bundled }: Piece,
  { target, ms }: { readonly target: Target; readonly ms: number },
) {
  switch (record.kind) {
    case 'study': {
      if (!found) throw new Error(`demo study ${record.slug} is not bundled`);
      const { study, opened } = found;
      await ingestDemoStudy(server.ingest, opened, { study, hospitalId: target.hospitalId, ms });
      return {
        kind: 'study',
        category: CATEGORY[study.modality] ?? 'imaging',
        source: 'pacs',
        modality: study.modality,
        item_count: study.instanceCount,
        study_instance_uid: movedStudy(study, ms).studyInstanceUid,
        occurred_at: new Date(opened.takenAt + ms).toISOString(),
        payload: JSON.stringify({ identity: 'verified' }),
      };
    }
    case 'lab': {
      const results = bundled.map((result) => ({
        ...result,
        observedAt: new Date(Date.parse(result.observedAt) + ms).toISOString(),
      }));
      return {
        kind: 'lab',
        category: 'laboratory',
        source: 'hl7',
        item_count: results.length,
        occurred_at: results[0]?.observedAt ?? target.at,
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
