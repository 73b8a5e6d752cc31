/** A short page: a title, a line, what happens next. */
import type { ReactNode } from "react";

export function StepsPage(props: {
  title: string;
  lead?: ReactNode;
  steps?: string[];
  children?: ReactNode;
}) {
  const { title, lead, steps, children } = props;
  return (
    <div className="narrow">
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {steps && (
        <ol className="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {children}
    </div>
  );
}
