/** A member's copy as the sheet of paper that it can be printed as, in English as letters are. */
import { useSite } from "../../pages/site.tsx";
import { hrefOfCopy } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";
import { Breakable } from "../text/breakable.tsx";
import { Heading } from "../text/heading.tsx";

export interface Sheet {
  from: { name: string; address: string | undefined; sender: string | undefined };
  /** The member's name and titles. */
  member: string;
  /** The lines of the address below it. */
  house: readonly string[];
  countedAt: Date;
  subject: string;
  /** HTML that is safe to insert. */
  html: string;
  /** Names the copy's own page, which is printed below it. */
  letterId: number;
  areaCode: string;
}

export function LetterSheet(props: Sheet) {
  const { from, member, house, countedAt, subject, html, letterId, areaCode } = props;
  const { origin } = useSite();
  const address = `${origin}${hrefOfCopy(letterId, areaCode)}`;
  return (
    <section className="letter-sheet" lang="en">
      <div className="letter-from">
        <b>{from.name}</b>
        {from.address && <p>{from.address}</p>}
      </div>
      <p className="letter-to">
        {[softenLong(member), ...house].map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p>{formatDate("en", countedAt)}</p>
      <Heading level="h2" text={subject} />
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
      {from.sender && <p>{from.sender}</p>}
      <p className="letter-foot">
        The numbers in this letter can be checked at <Breakable text={address} />
      </p>
    </section>
  );
}
