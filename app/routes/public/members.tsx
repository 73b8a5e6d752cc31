/** Members, the last letter to each, and what they say. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { listStances } from "../../answers/list-stances.server.ts";
import { stancesInShort } from "../../answers/stances-in-short.ts";
import { ListPage } from "../../components/lists/list-page.tsx";
import { MemberTable } from "../../components/member-table.tsx";
import { SearchForm } from "../../components/search-form.tsx";
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
import { Heading } from "../../components/text/heading.tsx";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const asked = readList(request);
  const postcode = readPostcode(asked.q);
  const seat = postcode && (await getAreaOfPostcode(db, postcode));
  const { list, rows } = requirePage(asked, await listMembers(db), (member) => {
    const { name, area, party, code } = member;
    return [name, area, party, seat && code === seat.code ? asked.q : undefined];
  });
  const ids = rows.map(({ id }) => id);
  const [letters, stances, all] = await Promise.all([
    listLastLetters(db, ids),
    listStances(db, ids),
    listDemands(db, locale),
  ]);
  const lastOf = new Map(letters.map(({ memberId, ...last }) => [memberId, last]));
  const stancesOf = Map.groupBy(stances, ({ memberId }) => memberId);
  const demands = all.map(({ id, slug, title, lang }) => {
    return { id, slug, title, lang };
  });
  return {
    list,
    elsewhere: postcode && countryOfPostcode(postcode),
    demands: demands.length,
    members: rows.map(({ id, name, party, code, area }) => ({
      ...{ id, name, party, code, area },
      last: lastOf.get(id),
      stances: stancesInShort(stancesOf.get(id) ?? [], demands),
    })),
  };
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ members }) => ({ title: members.title, description: members.lead }));

export default function Members() {
  const { list, members, demands, elsewhere } = useLoaderData<typeof loader>();
  const { words, locale } = useSite();
  const t = words.members;
  return (
    <>
      <Heading text={t.title} />
      <p className="lead">{t.lead}</p>
      <SearchForm label={t.search} button={words.places.searchButton} q={list.q} />
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
