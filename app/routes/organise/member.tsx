/** One member, for organisers: the address in use, and what was answered to each demand. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Field } from "../../components/field.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { Source } from "../../components/source.tsx";
import type { RequestContext } from "../../context.server.ts";
import { getDemand } from "../../demands/get-demand.server.ts";
import { getMemberContacts, setMemberAddress } from "../../members/contacts.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { listStancesByDemand } from "../../answers/list-stances.server.ts";
import { recordStance } from "../../answers/record-stance.server.ts";
import { readStance, stances, type StanceProblems } from "../../answers/stance.ts";
import { readAddress } from "../../signatures/address.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { readForm } from "../../pages/form.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOrganiser } from "../../pages/session.server.ts";
import type { Deed } from "../../words/deed.ts";

async function requireMember({ db }: RequestContext, id: string | undefined) {
  const member = /^[1-9]\d{0,8}$/.test(id ?? "")
    ? await getMemberContacts(db, Number(id))
    : undefined;
  if (!member) throw answer(404);
  return member;
}

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { role } = await requireOrganiser(context, request);
  const member = await requireMember(context, params.id);
  return {
    member: { ...member, demands: await listStancesByDemand(context.db, member.id) },
    today: context.clock().toISOString().slice(0, 10),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

interface Sent {
  typed: Record<string, string>;
  problems: StanceProblems & { email?: string };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { db, clock } = context;
  const organiser = await requireOrganiser(context, request, "organiser");
  const { id } = await requireMember(context, params.id);
  const form = await readForm(request);
  const now = clock();
  const wrong = (problems: Sent["problems"]) =>
    data<Sent>({ typed: Object.fromEntries(form), problems }, { status: 422 });
  const done = ({ said }: Deed) => seeOther(context, saying(`/organise/members/${id}`, said));
  switch (form.get("intent")) {
    case "address": {
      const typed = (form.get("email") ?? "").trim();
      const read = typed === "" ? undefined : readAddress(typed);
      if (read && "problem" in read)
        return wrong({ email: "This is no e-mail address. Nothing was changed; correct it." });
      return done(
        await actFor(context, organiser, now, (tx) => setMemberAddress(tx, id, read?.address, now)),
      );
    }
    case "stance": {
      const demand = await getDemand(db, form.get("demand") ?? "", "en");
      if (!demand) throw answer(400);
      const read = readStance(form, now);
      if ("problems" in read) return wrong(read.problems);
      return done(
        await actFor(context, organiser, now, (tx) => recordStance(tx, id, demand, read.stated)),
      );
    }
    default:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.member.name ?? "Member", hidden: true }));

export default function Member() {
  const { member, mayChange, said, today } = useLoaderData<typeof loader>();
  const sent = useActionData<Sent>();
  const action = `/organise/members/${member.id}`;
  const own = member.contacts.find(({ source }) => source === "organiser")?.email ?? "";
  return (
    <OrganisePage title={member.name} said={said}>
      <p className="lead">
        {member.constituency ?? "No longer a member"}, {member.party}
      </p>
      <h2>Address</h2>
      <p>{member.address ? `Letters go to ${member.address}.` : "No address is known."}</p>
      <ul>
        {member.contacts.map(({ source, email, seen_on, stale }) => (
          <li key={source}>
            {email} ({source}, seen on {seen_on}
            {stale && ", given no longer"})
          </li>
        ))}
      </ul>
      {mayChange && (
        <form method="post" action={action} noValidate>
          <Field
            name="email"
            label="An address that wins over the imported ones"
            hint="Leave it empty to use the imported one."
            problem={sent?.problems.email}
          >
            <input type="email" defaultValue={sent?.typed.email ?? own} />
          </Field>
          <button name="intent" value="address">
            Keep the address
          </button>
        </form>
      )}
      <h2>Answers</h2>
      <ul>
        {member.demands.map(({ slug, title, stance, quote, source, statedOn }) => (
          <li key={slug}>
            <b>{title}</b>: {stance ? `${stances[stance]}, ${statedOn}` : "nothing is recorded"}
            {quote && <blockquote>{quote}</blockquote>}
            {source && (
              <span className="hint">
                <Source text={source} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <StanceForm action={action} demands={member.demands} today={today} sent={sent} />
      )}
    </OrganisePage>
  );
}

function StanceForm(props: {
  action: string;
  demands: { slug: string; title: string }[];
  today: string;
  sent: Sent | undefined;
}) {
  const { action, demands, today, sent } = props;
  const typed = sent?.typed ?? {};
  const problems = sent?.problems ?? {};
  return (
    <form method="post" action={action} noValidate>
      <h2>Record an answer</h2>
      <p className="hint">It is shown in public at once, and replaces the one before.</p>
      <Field name="demand" label="Demand">
        <select defaultValue={typed.demand}>
          {demands.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Field name="stance" label="Stance" problem={problems.stance}>
        <select defaultValue={typed.stance}>
          {Object.entries(stances).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <Field name="date" label="On" problem={problems.date}>
        <input type="date" max={today} defaultValue={typed.date ?? today} />
      </Field>
      <Field name="quote" label="In their own words" problem={problems.quote}>
        {<textarea rows={4} defaultValue={typed.quote} />}
      </Field>
      <Field
        name="source"
        label="Where it can be read"
        hint="An address on the web, or such as “letter of 3 May”."
        problem={problems.source}
      >
        <input defaultValue={typed.source} />
      </Field>
      <button name="intent" value="stance">
        Keep the answer
      </button>
    </form>
  );
}
