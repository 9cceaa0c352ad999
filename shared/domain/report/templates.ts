import type { Profile } from '../consultation/form';
import { emptyReport, type ReportContent } from './report';
import { REPORT_TEMPLATES } from './templatesTable';

/** A new report with the scaffold of the request's profile; images, diagnoses and dissent stay empty. */
export function reportFromTemplate(profile: Profile): ReportContent {
  const template = REPORT_TEMPLATES.find(({ id }) => id === profile);
  if (!template) throw new Error(`no report template for profile ${profile}`);
  return { ...emptyReport(), ...template.sections };
}
