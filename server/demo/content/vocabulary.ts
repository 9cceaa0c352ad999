import type { z } from 'zod';
import type {
  CONDITIONS,
  DECISIONS,
  rejectCodeSchema,
} from '../../../shared/domain/consultation/case';

export type Condition = (typeof CONDITIONS)[number];
export type Decision = (typeof DECISIONS)[number];
export type RejectCode = z.infer<typeof rejectCodeSchema>;
