/** What is wrong, above a form: it gets the focus, and each line leads to its field. */
import type { ReactNode } from "react";

import { useSite } from "../pages/site.tsx";

export function ErrorBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus="">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Nothing where nothing is wrong. @param props.problems sentences by the id of their field */
export function ErrorSummary(props: {
  title?: string;
  problems: Partial<Record<string, string>>;
  note?: string;
}) {
  const { words } = useSite();
  const { title = words.problems.title, problems, note } = props;
  const entries = Object.entries(problems);
  if (entries.length === 0) return null;
  return (
    <ErrorBox title={title}>
      <ul>
        {entries.map(([field, problem]) => (
          <li key={field}>
            <a href={`#${field}`}>{problem}</a>
          </li>
        ))}
      </ul>
      {note && <p>{note}</p>}
    </ErrorBox>
  );
}

/** Problems that are codes as sentences in the reader's language. */
export const worded = <Field extends string, Code extends string>(
  problems: Partial<Record<Field, Code>>,
  sentences: Readonly<Record<Code, string>>,
) =>
  Object.fromEntries(
    Object.entries<Code | undefined>(problems).map(([field, code]) => [field, sentences[code!]]),
  ) as Partial<Record<Field, string>>;
