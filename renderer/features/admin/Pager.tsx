import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly hasPrevious: boolean;
  readonly nextCursor: string | null;
  /** `null` is the first page. */
  readonly onGo: (cursor: string | null) => void;
};

/** Through a list that only knows forward: on, or back to the beginning. */
export function Pager({ hasPrevious, nextCursor, onGo }: Props): ReactElement | null {
  const { t } = useTranslation('admin');
  if (!hasPrevious && nextCursor === null) return null;
  return (
    <div className="hz-pager">
      {hasPrevious && <Button onClick={() => onGo(null)}>{t('firstPage')}</Button>}
      {nextCursor !== null && <Button onClick={() => onGo(nextCursor)}>{t('nextPage')}</Button>}
    </div>
  );
}
