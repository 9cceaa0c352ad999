import type { ReactElement, ReactNode } from 'react';

type Props = {
  readonly label: string;
  readonly hint?: string;
  /** Several controls under one label. */
  readonly group?: boolean;
  readonly children: ReactNode;
};

export function DialogField({ label, hint, group = false, children }: Props): ReactElement {
  const inner = (
    <>
      <span className="case-field-label">{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </>
  );
  return group ? (
    <div role="group" aria-label={label} className="case-field">
      {inner}
    </div>
  ) : (
    <label className="case-field">{inner}</label>
  );
}
