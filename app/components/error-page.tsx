/** What happened, what was kept, what to do. */
import { useSite } from "../pages/site.tsx";
import type { Words } from "../words/en.ts";
import { Heading } from "./text/heading.tsx";

/** The title of an error page, in the head. */
export function ErrorTitle({ status }: { status: number }) {
  const { words, campaign } = useSite();
  return <title>{`${errorWords(words, status).title} – ${campaign}`}</title>;
}

function errorWords(words: Words, status: number): { title: string; lead: string } {
  const { home: _home, reference: _reference, ...pages } = words.errors;
  return status in pages ? pages[status as keyof typeof pages] : pages[500];
}

export function ErrorPage({ status }: { status: number }) {
  const { words, to, reference } = useSite();
  const { title, lead } = errorWords(words, status);
  return (
    <div className="narrow">
      <Heading text={title} />
      <p className="lead">{lead}</p>
      {status === 500 && reference && (
        <p>
          {`${words.errors.reference}: `}
          <code>{reference}</code>
        </p>
      )}
      <p>
        <a className="button" href={to("/")}>
          {words.errors.home}
        </a>
      </p>
    </div>
  );
}
