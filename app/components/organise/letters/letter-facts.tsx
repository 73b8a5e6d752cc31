/** Whom a letter is for, how fast it leaves, what it is about. */
import { type CopyCounts, progressOf } from "../../../letters/copy-life.ts";
import { describeAudience } from "../../../letters/audience.ts";
import type { Letter } from "../../../letters/letter.ts";
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { partyWords } from "../../../words/organise/members.ts";

export function LetterFacts(props: {
  letter: Pick<Letter, "audience" | "overrideReason" | "perHour" | "window">;
  demands: { slug: string; title: string }[];
  counts: CopyCounts;
  withoutAddress: number;
  /** Members who have said where they stand since it was counted. */
  answered: number;
  rehearsal: boolean;
  /** Of the party that it is for. */
  branches: string[];
}) {
  const { letter, demands, counts, withoutAddress, answered, rehearsal, branches } = props;
  const { all } = progressOf(counts);
  const pace = letter.window === "any" ? "at any time" : "in office hours";
  return (
    <dl className="facts">
      <dt>Who gets it</dt>
      <dd>
        {partyWords.with(describeAudience(letter.audience), branches)}: {all}{" "}
        {all === 1 ? "copy" : "copies"}
      </dd>
      <dt>Without an address</dt>
      <dd>
        {withoutAddress}
        {rehearsal ? " (in a rehearsal they get a copy too)" : " (they get none)"}
      </dd>
      <dt>Left out, for they had a letter in the last 30 days</dt>
      <dd>
        {counts.recent}
        {rehearsal && " (a rehearsal does not count once letters are sent in earnest)"}
      </dd>
      {counts["not-yet"] > 0 && (
        <>
          <dt>Left out, for it is too soon for how often they chose</dt>
          <dd>{counts["not-yet"]}</dd>
        </>
      )}
      {counts["no-seat"] > 0 && (
        <>
          <dt>Left out, for they no longer hold the seat</dt>
          <dd>{counts["no-seat"]}</dd>
        </>
      )}
      {counts["asked-not"] > 0 && (
        <>
          <dt>Left out, for they asked not to be written to</dt>
          <dd>{counts["asked-not"]}</dd>
        </>
      )}
      {counts["left-out"] > 0 && (
        <>
          <dt>Left out by an organiser</dt>
          <dd>{counts["left-out"]}</dd>
        </>
      )}
      {answered > 0 && (
        <>
          <dt>Answered since</dt>
          <dd>{answered}</dd>
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
