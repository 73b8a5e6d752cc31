/** Whom a letter is for, how fast it leaves, what it is about. */
import { type CopyRow, countCopies, progressOf } from "../../letters/copy-life.ts";
import { describeAudience, type Letter } from "../../letters/letter.ts";
import { href } from "../../paths.ts";
import { formatNumber } from "../../words/format.ts";

export function LetterFacts(props: {
  letter: Pick<Letter, "audience" | "overrideReason" | "perHour" | "window">;
  demands: { slug: string; title: string }[];
  copies: CopyRow[];
  rehearsal: boolean;
}) {
  const { letter, demands, copies, rehearsal } = props;
  const counts = countCopies(copies);
  const { all } = progressOf(counts);
  const pace = letter.window === "any" ? "at any time" : "in office hours";
  return (
    <dl className="facts">
      <dt>Who gets it</dt>
      <dd>
        {describeAudience(letter.audience)}: {all} {all === 1 ? "copy" : "copies"}
      </dd>
      <dt>Without an address</dt>
      <dd>
        {copies.filter(({ hasAddress }) => !hasAddress).length}
        {rehearsal ? " (in a rehearsal they get a copy too)" : " (they get none)"}
      </dd>
      <dt>Left out, for they had a letter in the last 30 days</dt>
      <dd>
        {counts.recent}
        {rehearsal && " (a rehearsal does not count once letters are sent in earnest)"}
      </dd>
      {counts["no-seat"] > 0 && (
        <>
          <dt>Left out, for they no longer hold the seat</dt>
          <dd>{counts["no-seat"]}</dd>
        </>
      )}
      {letter.overrideReason && (
        <>
          <dt>Written to again so soon because</dt>
          <dd>{letter.overrideReason}</dd>
        </>
      )}
      <dt>Pace</dt>
      <dd>
        {formatNumber("en", letter.perHour)} an hour, {pace}
      </dd>
      <dt>Demands</dt>
      <dd>
        <ul>
          {demands.map(({ slug, title }) => (
            <li key={slug}>
              <a href={href("/demands/:slug", { slug })}>{title}</a>
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}
