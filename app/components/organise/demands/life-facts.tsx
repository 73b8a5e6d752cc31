/** Where a demand stands, for organisers: its state, its times, its numbers, its languages. */
import type { DemandLife } from "../../../demands/life/get-life.server.ts";
import { en } from "../../../words/en.ts";
import { formatNumber } from "../../../words/format.ts";
import { lifeWords as t } from "../../../words/organise/demand-life.ts";
import { languageNames, stateNames } from "../../../words/organise/demands.ts";
import { href } from "../../../paths.ts";
import { Moment } from "../organise-page.tsx";

export function LifeFacts({ life, waiting }: { life: DemandLife; waiting: number }) {
  const isPublic = life.state === "open" || life.state === "closed";
  const times = [
    { label: t.opensAt, at: life.opensAt },
    { label: en.demand.moved.opened, at: life.openedAt },
    { label: t.closesAt, at: life.state === "closed" ? null : life.closesAt },
    { label: en.demand.moved.closed, at: life.closedAt },
  ];
  return (
    <>
      <p>
        <span className="tag">{stateNames[life.state]}</span>{" "}
        {isPublic && <span className="tag">{en.state[life.outcome]}</span>}
      </p>
      <ul className="ways">
        <li>
          <a href={href("/organise/demands/:id", { id: life.id })}>{t.words}</a>
        </li>
        {isPublic && (
          <li>
            <a href={href("/demands/:slug", { slug: life.slug })}>{t.publicPage}</a>
          </li>
        )}
      </ul>
      <dl className="facts">
        <div>
          <dt>Signatures</dt>
          <dd>{formatNumber("en", life.signatureCount)}</dd>
        </div>
        <div>
          <dt>{t.waitingLabel}</dt>
          <dd>{formatNumber("en", waiting)}</dd>
        </div>
        {times.map(
          ({ label, at }) =>
            at && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <Moment at={at} />
                </dd>
              </div>
            ),
        )}
      </dl>
      <LanguagesOf life={life} />
    </>
  );
}

/** What has to be written before a draft can open, and which languages are missing. */
export function LanguagesOf({ life }: { life: Pick<DemandLife, "englishMissing" | "missing"> }) {
  const { englishMissing, missing } = life;
  if (englishMissing.length > 0)
    return <p className="note">{t.englishMissing(englishMissing.join(", "))}</p>;
  const names = missing.map((locale) => languageNames[locale]).join(", ");
  return <p className="hint">{missing.length === 0 ? t.allLanguages : t.missing(names)}</p>;
}
