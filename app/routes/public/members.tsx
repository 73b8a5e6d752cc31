/** Members, the last letter to each, and what they say. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { listStances } from "../../answers/list-stances.server.ts";
import { deliveryWords } from "../../components/member-record.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { listMemberLetters } from "../../letters/member-letters.server.ts";
import { listMembers } from "../../members/list-members.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const q = (new URL(request.url).searchParams.get("q") ?? "").trim();
  const [members, letters, stances] = await Promise.all([
    listMembers(db, q.slice(0, 100)),
    listMemberLetters(db),
    listStances(db),
  ]);
  const lettersOf = Map.groupBy(letters, ({ memberId }) => memberId);
  const stancesOf = Map.groupBy(stances, ({ memberId }) => memberId);
  return {
    q,
    members: members.map(({ id, name, party, code, area }) => {
      const last = lettersOf.get(id)?.[0];
      return {
        ...{ id, name, party, code, area },
        last: last && {
          id: last.letterId,
          countedAt: last.countedAt,
          delivery: last.delivery,
        },
        stance: stancesOf.get(id)?.[0]?.stance,
      };
    }),
  };
}

export const meta: MetaFunction = (args) =>
  titled(args, ({ members }) => ({ title: members.title, description: members.lead }));

export default function Members() {
  const { q, members } = useLoaderData<typeof loader>();
  const { words, to, locale } = useSite();
  const t = words.members;
  return (
    <>
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <SearchForm label={words.places.search} button={words.places.searchButton} q={q} />
      {members.length === 0 ? (
        <p>{words.places.notFound}</p>
      ) : (
        <table className="stack">
          <thead>
            <tr>
              <th scope="col">{t.name}</th>
              <th scope="col">{t.constituency}</th>
              <th scope="col">{t.party}</th>
              <th scope="col">{t.lastLetter}</th>
              <th scope="col">{t.stance}</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ id, name, party, code, area, last, stance }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={to(`/members/${id}`)}>{name}</a>
                </th>
                <td>
                  <a href={to(`/constituencies/${code}`)}>{area}</a>
                </td>
                <td>{party}</td>
                <td data-label={t.lastLetter}>
                  {last ? (
                    <>
                      <a href={to(`/letters/${last.id}`)}>{formatDate(locale, last.countedAt)}</a>,{" "}
                      {deliveryWords(words, last.delivery)}
                    </>
                  ) : (
                    t.none
                  )}
                </td>
                <td data-label={t.stance}>{stance ? t.stances[stance] : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
