import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/EmptyState';

/** An address that names no case at all. */
export function NoSuchCase(): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <EmptyState
      title={t('empty.badAddress')}
      action={
        <Link to="/">
          <Button>{t('empty.home')}</Button>
        </Link>
      }
    />
  );
}
