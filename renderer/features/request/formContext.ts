import { createContext, useContext } from 'react';
import type { RequestForm } from '../../../shared/domain/consultation/form';
import type { FieldError } from '../../../shared/domain/errors';

/** What every field of the form needs: its value's home, how to change it, what is wrong with it. */
export type FormAccess = {
  readonly form: RequestForm;
  readonly edit: <S extends keyof RequestForm>(section: S, part: Partial<RequestForm[S]>) => void;
  readonly touch: (path: string) => void;
  /** Only what should be shown now: touched fields, or all after an attempt to submit. */
  readonly errorAt: (path: string) => FieldError | null;
  /** Changed since the page was opened; marked when a returned request is put right. */
  readonly isChanged: (path: string) => boolean;
  /** The emergency variant: only what an emergency needs, until the reader asks for everything. */
  readonly isShort: boolean;
  /** The record of an emergency is being completed: what it could leave out before is wanted now. */
  readonly isLate: boolean;
  readonly isReadOnly: boolean;
};

export const FormContext = createContext<FormAccess | null>(null);

export function useForm(): FormAccess {
  const access = useContext(FormContext);
  if (!access) throw new Error('FormContext is missing');
  return access;
}
