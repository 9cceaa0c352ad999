import { z } from 'zod';
import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';
import { readCda as parseCda } from '../../../../shared/domain/intake/cdaNote';
import { parseHl7 } from '../../../../shared/domain/intake/hl7Message';
import { recordOfHl7 } from '../../../../shared/domain/intake/hl7Records';
import { err, ok } from '../../../../shared/lib/result';
import type { FileContent } from '../process/content';
import { decodeHl7, decodeText } from '../recognise/text';
import { damaged, plainReading, type ReadResult } from './reading';

const MAX_BYTES = 64 * 1024 ** 2;

/** HL7 v2: results become a table, texts a note. A batch file of several messages is one record. */
export async function readHl7(content: FileContent): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  const text = bytes && decodeHl7(bytes);
  if (!text) return damaged('text');
  const parsed = parseHl7(text);
  if (!parsed.ok) return damaged(parsed.error.reason);
  const records = parsed.value.map(recordOfHl7);
  const [first] = records;
  const label = `HL7 ${[...new Set(records.map(({ type }) => type))].join(' ')}`.trim();
  const results = records.flatMap(({ content: c }) => (c?.kind === 'lab' ? c.results : []));
  const comments = records.flatMap(({ content: c }) => (c?.kind === 'lab' ? c.comments : []));
  const sections = records.flatMap(({ content: c }) => (c?.kind === 'note' ? c.sections : []));
  if (!first || (results.length === 0 && sections.length === 0)) {
    return err({ code: 'file.unknownType', params: { recognisedAs: label } });
  }
  return ok(
    plainReading({
      kind: results.length > 0 ? 'lab' : 'note',
      label,
      title: first.title,
      occurredAt: first.occurredAt,
      identities: records.map(({ identity }) => identity),
      payload: {
        ...(results.length > 0 ? { results: [...results] } : {}),
        ...(comments.length > 0 ? { comments: [...comments] } : {}),
        ...(sections.length > 0 ? { sections: [...sections] } : {}),
      },
    }),
  );
}

export async function readCda(content: FileContent): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  const text = bytes && decodeText(bytes);
  const note = text ? parseCda(text) : null;
  if (!note) return damaged('xml');
  const { title, occurredAt, identity, sections, results } = note;
  const payload = {
    sections: [...sections],
    ...(results.length > 0 ? { results: [...results] } : {}),
  };
  return ok(plainReading({ title, occurredAt, identities: [identity], payload }));
}

const patientSchema = z.object({
  resourceType: z.literal('Patient'),
  name: z
    .array(
      z.object({
        text: z.string().optional(),
        family: z.string().optional(),
        given: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  gender: z.string().optional(),
  birthDate: z.string().optional(),
  identifier: z.array(z.object({ value: z.string().optional() })).optional(),
});
const bundleSchema = z.object({
  resourceType: z.string(),
  entry: z.array(z.object({ resource: z.unknown().optional() })).optional(),
});

/** FHIR R4 JSON: kept as it is; only the patient it names is read. */
export async function readFhir(content: FileContent): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  const resource = parseResource(bytes && decodeText(bytes));
  if (!resource) return damaged('json');
  const candidates = [resource, ...(resource.entry ?? []).map(({ resource: inner }) => inner)];
  const patients = candidates.flatMap((candidate) => {
    const parsed = patientSchema.safeParse(candidate);
    return parsed.success ? [parsed.data] : [];
  });
  const label = `FHIR ${resource.resourceType}`;
  return ok(plainReading({ label, identities: patients.map(identityOf) }));
}

function parseResource(text: string | null): z.infer<typeof bundleSchema> | null {
  try {
    const parsed = bundleSchema.loose().safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function identityOf(patient: z.infer<typeof patientSchema>): StatedIdentity {
  return {
    names: (patient.name ?? []).flatMap(({ text, family, given }) => [
      ...(text ? [text] : []),
      ...(family ? [[family, ...(given ?? [])].join('^')] : []),
    ]),
    birthDate: patient.birthDate ?? null,
    sex: { male: 'M', female: 'F' }[patient.gender ?? ''] ?? null,
    patientIds: (patient.identifier ?? []).flatMap(({ value }) => (value ? [value] : [])),
  };
}
