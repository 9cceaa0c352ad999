import { useMemo } from 'react';
import { useStore } from 'zustand';
import { validateForm } from '../../../../shared/domain/consultation/form';
import { lateChanges, lateEntryOf } from '../../../../shared/domain/consultation/lateEntry';
import type { FieldError } from '../../../../shared/domain/errors';
import type { FormAccess } from '../formContext';
import { refusedFields } from '../requestStore';
import type { LateEntryStore } from './lateEntryStore';

/** The form as the fields of a late entry see it; what differs from the case is marked. */
export function useLateAccess(store: LateEntryStore, now: string): FormAccess {
  const form = useStore(store, (s) => s.form);
  const base = useStore(store, (s) => s.base);
  const save = useStore(store, (s) => s.save);
  const touched = useStore(store, (s) => s.touched);
  const isAttempted = useStore(store, (s) => s.isAttempted);
  const { edit, touch } = store.getState();
  const refused = useMemo(
    () => new Map(refusedFields(save).map((field) => [field.path, field])),
    [save],
  );
  const changes = useMemo(() => lateChanges(base, lateEntryOf(form)), [base, form]);
  const errors = useMemo(() => {
    const { status, signedBy, signedAt } = form.consent;
    const required = (path: string): FieldError => ({ path, code: 'field.required' });
    const found = [
      ...validateForm(form, now),
      ...changes.filter(({ after }) => after === '').map(({ path }) => required(path)),
      ...(status === 'signed' && signedBy.trim() === '' ? [required('consent.signedBy')] : []),
      ...(status === 'signed' && signedAt === null ? [required('consent.signedAt')] : []),
    ];
    return new Map(found.map((field) => [field.path, field]));
  }, [form, changes, now]);
  return {
    form,
    edit,
    touch,
    errorAt: (path) =>
      refused.get(path) ?? (isAttempted || touched[path] ? (errors.get(path) ?? null) : null),
    isChanged: (path) => changes.some((change) => change.path === path),
    isShort: false,
    isLate: true,
    isReadOnly: save.status === 'closed',
  };
}
