/** Members, the last letter to each, and what they say. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { listAnswerers, listStances } from "../../answers/list-stances.server.ts";
import { byAnswerTo, listStancesTo } from "../../answers/record/by-answer-to.server.ts";
import { stancesInShort } from "../../answers/stances-in-short.ts";
import { ListPage } from "../../components/lists/list-page.tsx";
import { MemberTable } from "../../components/member-table.tsx";
import { FindMembers } from "../../components/members/find-members.tsx";
import { listDemands } from "../../demands/get-demand.server.ts";
import { listLastLetters } from "../../letters/member-letters.server.ts";
import { listMembers } from "../../members/list-members.server.ts";
import { getAreaOfPostcode } from "../../places/place.server.ts";
import { countryName } from "../../places/country.ts";
import { countryOfPostcode, readPostcode } from "../../places/postcode.ts";
import { readList, requirePage } from "../../pages/list-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { byName } from "../../words/names/by-name.ts";
import { partyName } from "../../words/names/known-names.ts";
import { shorten } from "../../words/typography/shorten.ts";
import { Heading } from "../../components/text/heading.tsx";

/** A member who has answered takes four times the height of a constituency on a phone. */
const MOST = 20;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const asked = readList(request);
  const postcode = readPostcode(asked.q);
  const seat = postcode && (await getAreaOfPostcode(db, postcode));
  const [all, listed] = await Promise.all([listMembers(db), listDemands(db, locale)]);
  const filters = readFilters(request);
  const answerers = filters.answered === "" ? undefined : await listAnswerers(db);
  const narrowed = all.filter(({ id, party }) => {
    if (filters.party !== "" && party !== filters.party) return false;
    return !answerers || answerers.has(id) === (filters.answered === "yes");
  });
  const by = listed.find(({ slug }) => slug === filters.by);
  const isFirst = asked.q === "" && asked.page === 1;
  const stancesTo = (id: number) => (isFirst ? listStancesTo(db, id) : context.lists.stances(id));
  const { list, rows } = requirePage(
    asked,
    by ? byAnswerTo(await stancesTo(by.id), narrowed) : narrowed,
    ({ name, area, party, code }) => [
      ...[name, area, party, partyName(locale, party).name],
      seat && code === seat.code ? asked.q : undefined,
    ],
    MOST,
  );
  const ids = rows.map(({ id }) => id);
  const [letters, stances] = await Promise.all([listLastLetters(db, ids), listStances(db, ids)]);
  const lastOf = new Map(letters.map(({ memberId, ...last }) => [memberId, last]));
  const stancesOf = Map.groupBy(stances, ({ memberId }) => memberId);
  const demands = listed.map(({ id, slug, title, lang }) => {
    return { id, slug, title: shorten(title), lang };
  });
  return {
    list: { ...list, filters },
    orders: demands.map(({ slug, title, lang }) => ({ slug, title, lang })),
    parties: byName(locale, [...new Set(all.map(({ party }) => party))], (party) => {
      return partyName(locale, party).name;
    }),
    elsewhere: postcode && countryOfPostcode(postcode),
    demands: demands.length,
    members: rows.map(({ id, name, party, code, area }) => ({
      ...{ id, name, party, code, area },
      last: lastOf.get(id),
      stances: stancesInShort(stancesOf.get(id) ?? [], demands),
    })),
  };
}

function readFilters(request: Request) {
  const asked = new URL(request.url).searchParams;
  const answered = ["yes", "no"].find((one) => one === asked.get("answered")) ?? "";
  return { party: asked.get("party") ?? "", answered, by: asked.get("by") ?? "" };
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ members }) => ({ title: members.title, description: members.lead }));

export default function Members() {
  const { list, parties, orders, members, demands, elsewhere } = useLoaderData<typeof loader>();
  const { words, locale } = useSite();
  const t = words.members;
  return (
    <>
      <Heading text={t.title} />
      <p className="lead">{t.lead}</p>
      <FindMembers {...list} parties={parties} orders={orders} />
      <ListPage
        {...list}
        path={href("/members")}
        none={elsewhere ? words.form.elsewhere(countryName(elsewhere, locale)) : t.notFound}
      >
        <MemberTable members={members} demands={demands} />
      </ListPage>
    </>
  );
}
