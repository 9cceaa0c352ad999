import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CaseState } from '../../../shared/domain/consultation/case';
import { differences } from '../../../shared/domain/consultation/difference';
import { validateForm } from '../../../shared/domain/consultation/form';
import type { FormAccess } from './formContext';
import { refusedFields, type RequestStore } from './requestStore';

/** The form as its fields see it: complaints only where the reader has been, or everywhere once he tried to submit. */
export function useFormAccess(
  store: RequestStore,
  state: CaseState,
  showsAll: boolean,
  now: string,
): FormAccess {
  const form = useStore(store, (s) => s.form);
  const opened = useStore(store, (s) => s.opened);
  const save = useStore(store, (s) => s.save);
  const touched = useStore(store, (s) => s.touched);
  const isAttempted = useStore(store, (s) => s.isAttempted);
  const { edit, touch } = store.getState();
  const refused = useMemo(
    () => new Map(refusedFields(save).map((field) => [field.path, field])),
    [save],
  );
  const errors = useMemo(
    () => new Map(validateForm(form, now).map((field) => [field.path, field])),
    [form, now],
  );
  const changed = useMemo(
    () =>
      new Set(state === 'returned' ? differences(opened, form).map((change) => change.path) : []),
    [state, opened, form],
  );
  return {
    form,
    edit,
    touch,
    errorAt: (path) =>
      refused.get(path) ?? (isAttempted || touched[path] ? (errors.get(path) ?? null) : null),
    isChanged: (path) => changed.has(path),
    isShort: form.wishes.urgency === 'emergency' && !showsAll,
    isLate: false,
    isReadOnly: save.status === 'closed',
  };
}
