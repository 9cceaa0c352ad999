import type { ReactElement, ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly source: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

/** Head line and body of everything on the stage except the DICOM viewer, which brings its own. */
export function StageFrame({ title, source, tools, children }: Props): ReactElement {
  return (
    <section className="case-stage-frame" aria-label={title}>
      <header className="case-stage-head">
        <h2>{title}</h2>
        <span className="case-stage-source">{source}</span>
        <div className="case-stage-tools">{tools}</div>
      </header>
      <div className="case-stage-body">{children}</div>
    </section>
  );
}
