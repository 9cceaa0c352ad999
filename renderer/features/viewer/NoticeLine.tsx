import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from './store';

type Props = { readonly notice: Notice | null; readonly onGone: () => void };

const SHOWN_MS = 4000;

/** One sentence at the foot of the pictures, gone by itself. */
export function NoticeLine({ notice, onGone }: Props): ReactElement | null {
  const { t } = useTranslation('viewer');
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, onGone]);
  return notice === null ? null : (
    <p className="hz-notice-line" role="status">
      {t(`told.${notice}`)}
    </p>
  );
}
