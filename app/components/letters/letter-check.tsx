/** How an office can check a copy: which numbers, counted when and how, and where they stand today. */
import type { SentDemand } from "../../letters/letter.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { softenLong } from "../../words/typography/hyphens.ts";
import { formatMoment, formatNumber } from "../../words/format.ts";
import { ShownCount } from "../count.tsx";
import { Table } from "../table.tsx";
import { Breakable } from "../text/breakable.tsx";

export interface Checked {
  countedAt: Date;
  area: { code: string; name: string };
  /** With the number of the constituency as sent; null where it is too small to be shown. */
  demands: readonly (SentDemand & { here: number | null })[];
  /** Where somebody answers; undefined where none is given. */
  email: string | undefined;
}

export function LetterCheck({ countedAt, area, demands, email }: Checked) {
  const { words, to, locale } = useSite();
  const t = words.letters;
  return (
    <section>
      <h2>{t.check}</h2>
      <p>{t.asSent(formatMoment(locale, countedAt))}</p>
      <Table
        look="stack"
        rows={demands}
        keyOf={({ id }) => id}
        columns={[
          {
            head: words.manage.demand,
            names: true,
            cell: ({ slug, title, lang }) => (
              <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
                {softenLong(title)}
              </a>
            ),
          },
          {
            head: area.name,
            kind: "number",
            labelled: true,
            cell: ({ here }) => <ShownCount count={here} />,
          },
          {
            head: t.inAll,
            kind: "number",
            labelled: true,
            cell: ({ total }) => formatNumber(locale, total),
          },
        ]}
      />
      <p>{t.confirmed}</p>
      <p>
        <a href={to(href("/constituencies/:code", { code: area.code }))}>
          {t.hereToday(area.name)}
        </a>
      </p>
      <p>{t.data}</p>
      <ul>
        {demands.map(({ id, title, lang }) => (
          <li key={id}>
            <span lang={lang}>{softenLong(title)}</span>:{" "}
            <a href={href("/petitions/:file", { file: `${id}.csv` })}>CSV</a>,{" "}
            <a href={href("/petitions/:file", { file: `${id}.json` })}>JSON</a>
          </li>
        ))}
      </ul>
      {email && (
        <p>
          {t.ask}{" "}
          <a href={`mailto:${email}`}>
            <Breakable text={email} />
          </a>
        </p>
      )}
    </section>
  );
}
