/** The members who sit now, for organisers: found, narrowed, by the page, as a file. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { stancesInShort } from "../../../answers/stances-in-short.ts";
import { Filters } from "../../../components/organise/members/filters.tsx";
import { PageLinks } from "../../../components/lists/page-links.tsx";
import { MemberList } from "../../../components/organise/members/member-list.tsx";
import { HiddenFields } from "../../../components/organise/hidden-fields.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { branchesAmong } from "../../../members/parties.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { saidIn } from "../../../pages/flash.ts";
import { requirePage } from "../../../pages/list-page.server.ts";
import { choicesIn, readAsked, readSitting } from "../../../pages/members/read-sitting.server.ts";
import { addressState, isAnsweredSince } from "../../../pages/members/sitting.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { listWords as t, partyWords } from "../../../words/organise/members.ts";
import { readPage } from "../../../words/typed/list-page.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = readAsked(new URL(request.url).searchParams);
  const { all, found, demands, branches } = await readSitting(context.db, asked);
  const { list, rows } = requirePage(
    { q: "", page: readPage(asked["page"] ?? "") },
    found,
    () => [],
  );
  const { regions, parties } = choicesIn(all, branches);
  const about = demands.filter(({ slug }) => (asked["demand"] ?? slug) === slug);
  return {
    asked,
    list,
    sitting: all.length,
    members: rows.map(({ id, name, constituency, party, mayWrite, last, stances, contact }) => ({
      ...{ id, name, constituency, party, mayWrite },
      address: addressState(contact),
      last: last && {
        ...{ letterId: last.letterId, countedAt: last.countedAt, state: last.state },
        isAnswered: isAnsweredSince(last, stances),
      },
      says: stancesInShort(stances, about).map(({ stance, count }) => ({ stance, count })),
    })),
    choices: {
      regions,
      parties: parties.map((value) => ({
        value,
        label: partyWords.with(value, branchesAmong(parties, branches, value)),
      })),
      demands: demands.map(({ slug, title }) => ({ slug, title })),
    },
    mayExport: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Members" }));

export default function OrganiseMembers() {
  const page = useLoaderData<typeof loader>();
  const { asked, list, sitting, members, choices, mayExport, said } = page;
  const { page: _, ...filters } = asked;
  return (
    <OrganisePage title="Members" said={said}>
      <ul className="ways">
        <li>
          <a href={href("/organise/members/parties")}>{partyWords.title}</a>
        </li>
        <li>
          <a href={href("/organise/members/import")}>{t.imports}</a>
        </li>
      </ul>
      <Filters asked={asked} choices={choices} />
      <p className="counted" role="status">
        <b>{t.counted(list.all, sitting)}</b>
        {list.last > 1 && `, ${list.from}–${list.to} below`}
      </p>
      {list.all === 0 ? <p className="hint">{t.none}</p> : <MemberList members={members} />}
      <PageLinks {...list} path={href("/organise/members")} filters={filters} />
      {mayExport && list.all > 0 && (
        <form method="post" action={href("/organise/members/export")}>
          <HiddenFields fields={asked} />
          <p className="hint">{t.exportHint}</p>
          <button name="intent" value="export" className="quiet">
            {t.export(list.all)}
          </button>
        </form>
      )}
    </OrganisePage>
  );
}
