/** One member: seat, letters, answers. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { MemberRecord } from "../../components/member-record.tsx";
import { getMember } from "../../members/list-members.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { readMemberRecord } from "../../pages/member-record.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, locale } = context;
  const id = /^[1-9]\d{0,8}$/.test(params.id ?? "") ? Number(params.id) : 0;
  const member = await getMember(db, id);
  if (!member) throw answer(404);
  return { member, record: await readMemberRecord({ db, locale }, id) };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ members }) => ({
    title: args.data?.member.name ?? members.title,
    description: members.lead,
  }));

export default function Member() {
  const { member, record } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.members;
  return (
    <>
      <p className="eyebrow">
        <a href={to(href("/members"))}>{t.title}</a>
      </p>
      <Heading text={member.fullTitle} />
      <p className="lead">
        {member.party}
        {" · "}
        {member.code ? (
          <a href={to(href("/constituencies/:code", { code: member.code }))}>{member.area}</a>
        ) : (
          t.formerly
        )}
      </p>
      <MemberRecord {...record} />
    </>
  );
}
