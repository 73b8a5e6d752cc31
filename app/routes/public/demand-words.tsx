/** Which words of a demand how many have signed, and what was changed between them. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { TextChange, type TextPair } from "../../components/demand/text-change.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { Table } from "../../components/table.tsx";
import { listTexts, type TextVersion } from "../../demands/list-texts.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatDate, formatMoment, formatNumber } from "../../words/format.ts";
import { markdownToText } from "../../words/markdown.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { id, slug, title, lang, textVersion } = demand;
  const versions = await listTexts(db, id, locale);
  const isChanged = versions.length > 1;
  const counted = isChanged ? await context.countWords(id) : undefined;
  return {
    demand: { slug, title, lang },
    countedAt: counted?.at,
    versions: versions.map(({ english: { version, since } }) => ({
      ...{ version, since, isNow: version === textVersion },
      count: counted?.byVersion.get(version) ?? 0,
    })),
    changes: versions.slice(0, -1).map((newer, index): TextPair => {
      const older = versions[index + 1]!;
      // words of two languages cannot be compared
      return newer.own && older.own
        ? { ...asRead(older.own, newer.own), lang: undefined }
        : { ...asRead(older.english, newer.english), lang: "en" };
    }),
  };
}

/** Both as people read them; as they are written, where they differ in marks alone. */
function asRead(older: TextVersion, newer: TextVersion) {
  const [before, now] = [markdownToText(older.body), markdownToText(newer.body)];
  return before === now
    ? { older, newer }
    : { older: { ...older, body: before }, newer: { ...newer, body: now } };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: `${words.texts.title}: ${args.data?.demand.title ?? ""}`,
    description: words.texts.lead,
  }));

export default function DemandWords() {
  const { demand, countedAt, versions, changes } = useLoaderData<typeof loader>();
  const { words, locale, to } = useSite();
  const t = words.texts;
  const path = to(href("/demands/:slug", { slug: demand.slug }));
  return (
    <article>
      <p className="eyebrow" lang={demand.lang}>
        <a href={path}>{demand.title}</a>
      </p>
      <Heading text={t.title} look="smaller" />
      <p className="lead">{changes.length > 0 ? t.lead : t.one}</p>
      {countedAt && (
        <>
          <Table
            columns={[
              {
                head: t.title,
                names: true,
                cell: ({ version, since, isNow }) => (
                  <>
                    {t.version(version)}, {t.since(formatDate(locale, since))}
                    {isNow && <span className="hint"> · {t.now}</span>}
                  </>
                ),
              },
              {
                head: words.count.word(5),
                kind: "number",
                cell: ({ count }) => formatNumber(locale, count),
              },
            ]}
            rows={versions}
            keyOf={({ version }) => version}
            isHeadUnseen
          />
          <p className="hint">{t.counted(formatMoment(locale, countedAt))}</p>
          <p className="hint">{t.marked}</p>
        </>
      )}
      {changes.map((change, index) => (
        <TextChange key={change.newer.version} {...change} isOpen={index === 0} />
      ))}
      <p>
        <a href={path}>{t.back}</a>
      </p>
    </article>
  );
}
