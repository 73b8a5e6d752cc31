/** What an organisers' list is narrowed to: a plain GET, whose answers stand in the address. */
import type { ReactNode } from "react";

export function Narrowing(props: {
  action: string;
  /** Of the button. */
  find: string;
  /** The fields in view. */
  children: ReactNode;
  /** Those folded away until one of them is asked. */
  more?: { label: string; isAsked: boolean; fields: ReactNode };
  /** The way back to the whole list, where it is narrowed. */
  clear?: string | false;
}) {
  const { action, find, children, more, clear } = props;
  return (
    <form method="get" action={action} role="search" className="narrowing">
      <div className="asked">
        {children}
        <button className="quiet">{find}</button>
      </div>
      {more && (
        <details open={more.isAsked}>
          <summary>{more.label}</summary>
          <div className="asked">{more.fields}</div>
        </details>
      )}
      {clear && (
        <p>
          <a href={action}>{clear}</a>
        </p>
      )}
    </form>
  );
}
