/** Members, the last letter to each, and what they say. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { listStances } from "../../answers/list-stances.server.ts";
import { stancesInShort } from "../../answers/stances-in-short.ts";
import { MemberTable } from "../../components/member-table.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { listDemands } from "../../demands/get-demand.server.ts";
import { listLastLetters } from "../../letters/member-letters.server.ts";
import { listMembers } from "../../members/list-members.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { finder } from "../../words/search.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const q = (new URL(request.url).searchParams.get("q") ?? "").trim();
  const finds = finder(q);
  const found = (await listMembers(db)).filter(({ name, area, party }) => finds(name, area, party));
  const [letters, stances, all] = await Promise.all([
    listLastLetters(
      db,
      found.map(({ id }) => id),
    ),
    listStances(db),
    listDemands(db, locale),
  ]);
  const lastOf = new Map(letters.map(({ memberId, ...last }) => [memberId, last]));
  const stancesOf = Map.groupBy(stances, ({ memberId }) => memberId);
  const demands = all.map(({ id, slug, title, textLocale }) => {
    return { id, slug, title, lang: textLocale === locale ? undefined : textLocale };
  });
  return {
    q,
    demands: demands.length,
    members: found.map(({ id, name, party, code, area }) => ({
      ...{ id, name, party, code, area },
      last: lastOf.get(id),
      stances: stancesInShort(stancesOf.get(id) ?? [], demands),
    })),
  };
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ members }) => ({ title: members.title, description: members.lead }));

export default function Members() {
  const { q, members, demands } = useLoaderData<typeof loader>();
  const { words } = useSite();
  const t = words.members;
  return (
    <>
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <SearchForm label={words.places.search} button={words.places.searchButton} q={q} />
      {members.length === 0 ? (
        <p>{words.places.notFound}</p>
      ) : (
        <MemberTable members={members} demands={demands} />
      )}
    </>
  );
}
