import { z } from 'zod';
import { diagnosisSchema } from '../consultation/form';
import { instantSchema, userIdSchema } from '../identity/actor';

const prose = (max = 8000) => z.string().max(max);
const dicomUid = z.string().regex(/^[0-9.]{1,64}$/);

export const keyImageSchema = z
  .object({
    studyInstanceUid: dicomUid,
    seriesInstanceUid: dicomUid,
    sopInstanceUid: dicomUid,
    /** 1-based, as in DICOM. */
    frameNumber: z.int().positive(),
    /** VOI window in stored-value units after the modality transform (HU for CT). */
    window: z.object({ centre: z.number(), width: z.number().positive() }).nullable(),
    caption: z.string().max(200),
  })
  .meta({ id: 'KeyImage' });
export type KeyImage = z.infer<typeof keyImageSchema>;

export const dissentSchema = z.object({
  expertId: userIdSchema,
  expertName: z.string().max(60),
  /** as long as the opinion it repeats may be */
  text: prose(8000).min(1),
});
export type Dissent = z.infer<typeof dissentSchema>;

/** The consultation report as the lead expert writes it; everything but the conclusion may be empty. */
export const reportContentSchema = z
  .object({
    caseSummary: prose(),
    findings: prose(),
    conclusion: prose(),
    recommendations: prose(),
    precautions: prose(4000),
    diagnoses: z.array(diagnosisSchema).max(20),
    dissent: z.array(dissentSchema).max(8),
    keyImages: z.array(keyImageSchema).max(24),
  })
  .meta({ id: 'ReportContent' });
export type ReportContent = z.infer<typeof reportContentSchema>;

export const signatorySchema = z.object({
  userId: userIdSchema,
  name: z.string(),
  title: z.string(),
  hospitalName: z.string(),
  departmentName: z.string(),
  role: z.enum(['chief', 'member', 'recorder']),
  signedAt: instantSchema,
  agrees: z.boolean(),
});

/** What surrounds one published version; immutable like its content. */
export const reportHeaderSchema = z
  .object({
    version: z.int().positive(),
    publishedAt: instantSchema,
    signatories: z.array(signatorySchema),
    amendmentReason: z.string().nullable(),
    supersedes: z.int().positive().nullable(),
    conclusionChanged: z.boolean(),
    contentSha256: z.string(),
  })
  .meta({ id: 'ReportHeader' });
export type ReportHeader = z.infer<typeof reportHeaderSchema>;

export const emptyReport = (): ReportContent => ({
  caseSummary: '',
  findings: '',
  conclusion: '',
  recommendations: '',
  precautions: '',
  diagnoses: [],
  dissent: [],
  keyImages: [],
});
