/** What the campaign says of itself, and where an owner changes it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  type AboutProblems,
  linesOfForm,
  readAbout,
  readReply,
  type ReplyProblems,
  typedAbout,
  typedReply,
  type TypedAbout,
  type TypedReply,
} from "../../../campaign/settings-form.ts";
import { getCampaign, saveCampaign } from "../../../campaign/settings.server.ts";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import {
  AboutForm,
  ReplyForm,
  SettingsFacts,
} from "../../../components/organise/settings/settings-forms.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { isStale } from "../../../words/flash.ts";

const here = href("/organise/settings");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const campaign = await getCampaign(context.db);
  const about = typedAbout(campaign);
  const reply = typedReply(campaign);
  return {
    mayChange: isAtLeast(organiserOf(context).role, "owner"),
    said: saidIn(request),
    version: String(campaign.version),
    about,
    reply,
    facts: [...linesOfForm(about), ...linesOfForm(reply)],
  };
}

/** A form with a mistake stays as old as it was. */
interface Refused {
  version?: string;
  about?: { typed: TypedAbout; problems: AboutProblems; stale?: StaleRecord };
  reply?: { typed: TypedReply; problems: ReplyProblems; stale?: StaleRecord };
}

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  const organiser = organiserOf(context);
  const intent = readIntent(fields, intentsOf("/organise/settings"));
  if (intent === undefined) throw answer(400);
  const about = intent === "about" ? readAbout(fields) : undefined;
  const reply = intent === "reply" ? readReply(fields) : undefined;
  const values = about?.about ?? reply?.reply;
  const version = readVersion(fields);
  if (!values) {
    const sent = { ...(about && { about }), ...(reply && { reply }) };
    return data<Refused>({ ...sent, version: version ?? "" }, { status: 422 });
  }
  const now = clock();
  const { said } = await actFor(context, organiser, now, (tx) =>
    saveCampaign(tx, values, version, organiser.id, now),
  );
  if (!isStale(said)) {
    await context.campaign.renew();
    return seeOther(context, saying(here, said));
  }
  const isNamed = version !== undefined;
  const stands = await getCampaign(db);
  const stale = { said, isNamed };
  const compared = about
    ? { about: { ...about, stale: beside(stale, typedAbout(stands), about.typed) } }
    : { reply: { ...reply!, stale: beside(stale, typedReply(stands), reply!.typed) } };
  return data<Refused>(compared, { status: isNamed ? 409 : 422 });
}

const beside = <Typed extends TypedAbout | TypedReply>(
  stale: Pick<StaleRecord, "said" | "isNamed">,
  stands: Typed,
  typed: Typed,
): StaleRecord => ({ ...stale, kept: linesOfForm(stands), yours: linesOfForm(typed) });

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Settings" }));

export default function Settings() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const { mayChange, facts, said } = page;
  const fresh = { problems: {}, version: refused?.version ?? page.version };
  return (
    <OrganisePage title="Settings" said={said}>
      <p className="lead">What the campaign says of itself, on pages and in emails.</p>
      <ul className="ways">
        <li>
          <a href={href("/organise/first-steps")}>First steps</a>
        </li>
        {mayChange && (
          <li>
            <a href={href("/organise/closing")}>Close the campaign</a>
          </li>
        )}
      </ul>
      {mayChange ? (
        <div className="settings">
          <section>
            <h2>Who we are</h2>
            <AboutForm {...fresh} typed={page.about} {...refused?.about} />
          </section>
          <section>
            <h2>Where answers go</h2>
            <ReplyForm {...fresh} typed={page.reply} {...refused?.reply} />
          </section>
        </div>
      ) : (
        <>
          <p className="hint">Owners change this.</p>
          <SettingsFacts facts={facts} />
        </>
      )}
    </OrganisePage>
  );
}
