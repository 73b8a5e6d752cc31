/** Whom an update is for, in which languages, how fast it leaves, what it is about. */
import { href } from "../../../paths.ts";
import { languagesOf, type Update } from "../../../updates/update.ts";
import { languageNames } from "../../../words/organise/demands.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";
import type { CountedPeople } from "./update-deeds.tsx";

/** @param props.people by language; none once it has begun */
export function UpdateFacts(props: {
  update: Update;
  people: readonly CountedPeople[];
  demands: readonly { slug: string; title: string }[];
}) {
  const { update, people, demands } = props;
  const written = languagesOf(update);
  const limited = people.reduce((sum, one) => sum + one.limited, 0);
  const isAhead = update.beganAt === null && update.state !== "cancelled";
  return (
    <dl className="facts">
      {isAhead && (
        <>
          <dt>{t.facts.people}</dt>
          <dd>
            {people.length === 0 && t.counted(0)}
            <ul>
              {people.map(({ locale, people }) => (
                <li key={locale}>
                  {t.inLanguage(languageNames[locale], people, !written.includes(locale))}
                </li>
              ))}
            </ul>
          </dd>
          <dt>{t.facts.limited}</dt>
          <dd>{t.counted(limited)}</dd>
        </>
      )}
      <dt>{t.facts.languages}</dt>
      <dd>{written.map((locale) => languageNames[locale]).join(", ")}</dd>
      <dt>{t.facts.pace}</dt>
      <dd>{t.perHourOf(update.perHour)}</dd>
      {update.overrideReason && (
        <>
          <dt>{t.facts.override}</dt>
          <dd>{update.overrideReason}</dd>
        </>
      )}
      <dt>{t.facts.demands}</dt>
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
