/** A short page: a title, a line, what happens next. */
import type { ReactNode } from "react";
import { softenLong } from "../words/typography/hyphens.ts";
import { Heading } from "./text/heading.tsx";

export function StepsPage(props: {
  title: string;
  lead?: ReactNode;
  steps?: string[];
  children?: ReactNode;
}) {
  const { title, lead, steps, children } = props;
  return (
    <div className="narrow">
      <Heading text={title} />
      {lead && <p className="lead">{typeof lead === "string" ? softenLong(lead) : lead}</p>}
      {steps && <Steps steps={steps} />}
      {children}
    </div>
  );
}

export function Steps({ steps }: { steps: string[] }) {
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
