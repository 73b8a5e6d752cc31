/** A member's copy as it goes by post: the address in the envelope's window, the way to answer at the foot. */
import { formatDate } from "../../words/format.ts";
import { Breakable } from "../text/breakable.tsx";
import { QrCode } from "../sharing/qr-code.tsx";

export interface PostedLetterProps {
  from: {
    name: string;
    address: string | undefined;
    telephone: string | undefined;
    email: string | undefined;
    sender: string | undefined;
  };
  /** The member's name and titles, then the lines of the address. */
  to: readonly string[];
  countedAt: Date;
  subject: string;
  /** HTML that is safe to insert. */
  html: string;
  /** The copy's page, where its numbers can be checked. */
  page: string;
  /** Where this office answers; undefined where nobody is to. */
  answer: string | undefined;
}

export function PostedLetter(props: PostedLetterProps) {
  const { from, to, countedAt, subject, html, page, answer } = props;
  const ways = [from.telephone, from.email].filter(Boolean).join(" · ");
  return (
    <article className="sheet posted">
      <header>
        <b>{from.name}</b>
        {from.address && <p>{from.address}</p>}
        {ways && <p>{ways}</p>}
      </header>
      <p className="lines">
        {to.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <div className="fold" />
      <p className="date">{formatDate("en", countedAt)}</p>
      <h1>{subject}</h1>
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
      {from.sender && <p>{from.sender}</p>}
      <footer>
        {answer && <QrCode text={answer} label="Answer online" />}
        <div>
          {answer && (
            <p>
              Answer online: <Breakable text={answer} />
            </p>
          )}
          <p>
            Check the numbers: <Breakable text={page} />
          </p>
        </div>
      </footer>
    </article>
  );
}
