/** One member: the number of their constituency, what they say, letters. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ForOffice } from "../../components/members/for-office.tsx";
import { MemberRecord } from "../../components/members/member-record.tsx";
import { PlaceFigure } from "../../components/place-figure.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { PartyName } from "../../components/text/known.tsx";
import { listDemands } from "../../demands/get-demand.server.ts";
import { getFormerSeat, getMember } from "../../members/list-members.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { readMemberRecord } from "../../pages/member-record.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { sumShown } from "../../places/shown.ts";
import { listPlaceCounts } from "../../signatures/places.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const id = /^[1-9]\d{0,8}$/.test(params.id ?? "") ? Number(params.id) : 0;
  const member = await getMember(db, id);
  if (!member) throw answer(404);
  const { code } = member;
  const [demands, counts, former] = await Promise.all([
    listDemands(db, locale),
    code === null ? undefined : listPlaceCounts(db, code),
    code === null ? getFormerSeat(db, id) : undefined,
  ]);
  const { email, address } = context.campaign.now();
  // whoever has left is asked nothing more
  const record = await readMemberRecord(
    { db },
    id,
    code === null ? demands.map((demand) => ({ ...demand, state: "closed" as const })) : demands,
  );
  return {
    member,
    former,
    count: counts && sumShown(demands.map(({ id }) => counts.get(id) ?? 0)),
    record,
    reach: { email, address },
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ members }) => ({
    title: args.data?.member.name ?? members.title,
    description: members.lead,
  }));

export default function Member() {
  const { member, former, count, record, reach } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.members;
  const seat = ({ code, area }: { code: string; area: string | null }) => (
    <a href={to(href("/constituencies/:code", { code }))}>{area}</a>
  );
  return (
    <article className="member">
      <p className="eyebrow">
        <a href={to(href("/members"))}>{t.title}</a>
      </p>
      <Heading text={member.fullTitle} />
      <p className="lead">
        <PartyName of={member.party} />
        {" · "}
        {member.code ? seat({ ...member, code: member.code }) : t.formerly}
      </p>
      {former && (
        <p>
          {t.formerSeat} {seat(former)}
        </p>
      )}
      {count !== undefined && <PlaceFigure count={count} />}
      <MemberRecord {...record} />
      {member.code && <ForOffice {...reach} />}
    </article>
  );
}
