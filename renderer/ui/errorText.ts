import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/errors';

type Told = Pick<AppError, 'code'> & { readonly params?: AppError['params'] | undefined };

/** The sentence for an error: from its code, never from its English message. */
export function useErrorText(): (error: Told) => string {
  const { t } = useTranslation('errors');
  return ({ code, params }) => t(code, { ...params });
}
