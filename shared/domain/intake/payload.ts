import { z } from 'zod';
import { ecgSummarySchema } from '../ecg/summary';
import { instantSchema, userIdSchema } from '../identity/actor';
import { paperOriginSchema } from '../paper/paper';

/** HL7 table 0078 reduced to what a reader acts on. */
export const LAB_FLAGS = [
  'criticalLow',
  'low',
  'normal',
  'high',
  'criticalHigh',
  'abnormal',
  'criticalAbnormal',
] as const;
export type LabFlag = (typeof LAB_FLAGS)[number];

/** One laboratory result, as the laboratory stated it; nothing is converted. */
export const labResultSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    /** As written, e.g. `7.5`, `<0.01`, `阴性`. */
    value: z.string(),
    /** The value as a number when it is one; a comparator in `value` does not count. */
    numeric: z.number().nullable(),
    unit: z.string(),
    referenceRange: z.string(),
    flag: z.enum(LAB_FLAGS).nullable(),
    /** HL7 table 0085: `F` final, `P` preliminary, `C` corrected, … */
    status: z.string(),
    observedAt: instantSchema.nullable(),
    /** The panel that was ordered. */
    panel: z.string(),
    note: z.string(),
  })
  .meta({ id: 'LabResult' });
export type LabResult = z.infer<typeof labResultSchema>;

/** What the laboratory wrote about a whole panel: how the specimen was, what to repeat. */
export const labCommentSchema = z.object({ panel: z.string(), text: z.string() });
export type LabComment = z.infer<typeof labCommentSchema>;

export const NOTE_SECTION_KEYS = ['diagnosis', 'allergy', 'visit', 'remark', 'report'] as const;
export const noteSectionSchema = z
  .object({
    /** Names the section where the source has no heading of its own. */
    key: z.enum(NOTE_SECTION_KEYS).nullable(),
    title: z.string(),
    text: z.string(),
  })
  .meta({ id: 'NoteSection' });
export type NoteSection = z.infer<typeof noteSectionSchema>;

/** One file of a recording that consists of several; its content is `?part=<position>`. */
export const recordPartSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
});

/** Structured content of a case record. Every field may be missing. */
export const recordPayloadSchema = z
  .object({
    /**
     * `unverified`: the file names nobody, or too little to compare; `confirmed`: the requesting doctor looked at such a
     * file and vouches for it; `accepted`: two people vouch for a file that named somebody else.
     */
    identity: z.enum(['verified', 'unverified', 'confirmed', 'accepted']).optional(),
    confirmedBy: userIdSchema.optional(),
    confirmedAt: instantSchema.optional(),
    results: z.array(labResultSchema).optional(),
    comments: z.array(labCommentSchema).optional(),
    sections: z.array(noteSectionSchema).optional(),
    parts: z.array(recordPartSchema).optional(),
    /** What is inside a video file, as far as it was read. */
    video: z.object({ codec: z.string() }).optional(),
    /** The material this was made of, such as the scan of a film. */
    derivedFrom: z.object({ recordId: z.uuid(), title: z.string() }).optional(),
    /** How a document was put together of scanned pages. */
    paper: paperOriginSchema.optional(),
    /** Of an ECG that could be read. */
    ecg: ecgSummarySchema.optional(),
  })
  .meta({ id: 'RecordPayload' });
export type RecordPayload = z.infer<typeof recordPayloadSchema>;
