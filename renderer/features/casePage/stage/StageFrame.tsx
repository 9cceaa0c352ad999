import type { ReactElement, ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly source: string;
  readonly tools?: ReactNode;
  /** A second line, for what is said and done about this one piece. */
  readonly bar?: ReactNode;
  readonly children: ReactNode;
};

/** Head line and body of everything on the stage except the DICOM viewer, which brings its own. */
export function StageFrame({ title, source, tools, bar, children }: Props): ReactElement {
  return (
    <section className="case-stage-frame" aria-label={title}>
      <header className="case-stage-head">
        <h2>{title}</h2>
        <span className="case-stage-source">{source}</span>
        <div className="case-stage-tools">{tools}</div>
      </header>
      {bar && <div className="case-stage-bar">{bar}</div>}
      <div className="case-stage-body">{children}</div>
    </section>
  );
}
