import { CheckOutlined } from '@ant-design/icons';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { goToSection } from './goTo';
import { SECTIONS, type Readiness, type Section } from './readiness';
import styles from './request.module.css';

/** The sections with what each still lacks; stays in sight while the page scrolls. */
export function Outline({ readiness }: { readonly readiness: Readiness }): ReactElement {
  const { t } = useTranslation('request');
  const current = useSectionInSight();
  return (
    <nav className={styles['outline']} aria-label={t('outline')}>
      <ol>
        {SECTIONS.map((section) => {
          const count =
            section === 'review' ? readiness.count : readiness.bySection[section].length;
          return (
            <li key={section}>
              <button
                type="button"
                aria-current={section === current}
                onClick={() => goToSection(section)}
              >
                <span>{t(`section.${section}`)}</span>
                {count === 0 ? (
                  <CheckOutlined aria-label={t('complete')} />
                ) : (
                  <em title={t('lacking', { count })}>{count}</em>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function useSectionInSight(): Section {
  const [current, setCurrent] = useState<Section>('patient');
  useEffect(() => {
    // the band below the header decides which section one is in
    const observer = new IntersectionObserver(
      (entries) => {
        const shown = entries
          .find((entry) => entry.isIntersecting)
          ?.target.id.replace('section-', '');
        const section = SECTIONS.find((one) => one === shown);
        if (section) setCurrent(section);
      },
      { rootMargin: '-15% 0px -75% 0px' },
    );
    for (const section of SECTIONS) {
      const element = document.getElementById(`section-${section}`);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, []);
  return current;
}
