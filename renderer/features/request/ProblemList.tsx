import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { goToProblem } from './goTo';
import { useProblemText } from './problemText';
import { SECTIONS, type Readiness } from './readiness';
import styles from './request.module.css';

type Props = { readonly readiness: Readiness; readonly onChosen?: () => void };

/** Everything still missing; a click leads to the place. */
export function ProblemList({ readiness, onChosen }: Props): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useProblemText();
  return (
    <div className={styles['problems']}>
      {SECTIONS.filter((section) => readiness.bySection[section].length > 0).map((section) => (
        <div key={section}>
          <strong>{t(`section.${section}`)}</strong>
          <ul>
            {readiness.bySection[section].map((problem) => (
              <li key={JSON.stringify(problem)}>
                <button
                  type="button"
                  onClick={() => {
                    onChosen?.();
                    goToProblem(problem, section);
                  }}
                >
                  {textOf(problem)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
