import type { Problem, Section } from './readiness';

const pathOf = (problem: Problem): string | null => {
  switch (problem.kind) {
    case 'field':
      return problem.path;
    case 'consent':
      return 'consent.status';
    case 'fix':
      return `fix.${problem.id}`;
    case 'missing':
    case 'mismatch':
      return null;
  }
};

/** Brings the place where a problem is put right into sight, and the cursor into its field. */
export function goToProblem(problem: Problem, section: Section): void {
  const path = pathOf(problem);
  const field =
    path === null ? null : document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  if (!field) {
    goToSection(section);
    return;
  }
  field.scrollIntoView({ block: 'center' });
  field.querySelector<HTMLElement>('input, textarea, [tabindex]')?.focus({ preventScroll: true });
}

export function goToSection(section: Section): void {
  document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start' });
}
