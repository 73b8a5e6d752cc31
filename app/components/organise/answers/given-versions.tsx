/** What an office gave: the last version in full, and every one with its time. */
import type { GivenVersion } from "../../../answers/given/get-given.server.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { decideWords as t } from "../../../words/organise/answers.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

const { stances } = en.members;

/** A version, and who decided on it. */
export type ShownVersion = Omit<GivenVersion, "decidedBy"> & { who: string };

function Statement({ statement }: Pick<ShownVersion, "statement">) {
  if (statement === undefined) return t.erased;
  return statement === "" ? (
    t.noStatement
  ) : (
    <blockquote className="as-typed">{statement}</blockquote>
  );
}

export function GivenFacts({ version, demand }: { version: ShownVersion; demand: string }) {
  const { stance, statement, by, givenAt, letterId } = version;
  return (
    <dl className="facts">
      <dt>{t.about}</dt>
      <dd>{demand}</dd>
      <dt>{t.stance}</dt>
      <dd>
        <b>{stances[stance]}</b>
      </dd>
      <dt>{t.statement}</dt>
      <dd>
        <Statement statement={statement} />
      </dd>
      <dt>{t.by}</dt>
      <dd>{by === "" ? t.nobody : <Breakable text={by} />}</dd>
      <dt>{t.given}</dt>
      <dd>
        <Moment at={givenAt} />
      </dd>
      {letterId !== null && (
        <>
          <dt>{t.letter}</dt>
          <dd>
            <a href={href("/organise/letters/:id", { id: letterId })}>{t.theLetter(letterId)}</a>
          </dd>
        </>
      )}
    </dl>
  );
}

export function GivenVersions({ versions }: { versions: readonly ShownVersion[] }) {
  return (
    <ol className="entries">
      {versions.map(({ version, stance, statement, givenAt, decision, decidedAt, who, reason }) => (
        <li key={version}>
          <b>{t.version(version)}</b>, <Moment at={givenAt} />: {stances[stance]}
          <br />
          <Statement statement={statement} />
          <p className="hint">
            {decision === null ? t.undecided : t.decided[decision]}
            {decidedAt && (
              <>
                , <Moment at={decidedAt} />, <Breakable text={who} />
              </>
            )}
            {reason && `: ${reason}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
