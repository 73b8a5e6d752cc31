/** One answer of an office: read, looked at as the public would, published, kept back or taken down. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  type Deciding,
  keepBack,
  publishGiven,
  takeDown,
} from "../../../answers/given/decide.server.ts";
import {
  type ReasonProblems,
  readReason,
  type TypedReason,
} from "../../../answers/given/reason.ts";
import { MemberStances } from "../../../components/members/member-stances.tsx";
import { GivenFacts, GivenVersions } from "../../../components/organise/answers/given-versions.tsx";
import { PublishForm } from "../../../components/organise/answers/publish-form.tsx";
import { ReasonForm } from "../../../components/organise/answers/reason-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { actFor } from "../../../pages/act-for.server.ts";
import { readGivenPage, requireGiven } from "../../../pages/answer/given-page.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { type Flash, flashes, isStale } from "../../../words/flash.ts";
import { decideWords as t } from "../../../words/organise/answers.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  return {
    ...(await readGivenPage(context, params.id)),
    said: saidIn(request),
  };
}

/** What was refused. */
interface Refused {
  stale?: Flash;
  unread?: string;
  typed?: TypedReason;
  problems?: ReasonProblems;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { keys, clock, fields } = context;
  const organiser = organiserOf(context);
  const { given, signs } = await requireGiven(context, params.id);
  const intent = readIntent(fields, intentsOf("/organise/answers/:id"));
  if (intent === undefined) throw answer(400);
  const now = clock();
  const saw = readVersion(fields);
  const deciding: Deciding = { organiserId: organiser.id, saw, now };
  if (intent === "publish" && signs.length > 0 && fields.get("read") !== "yes")
    return data<Refused>({ unread: t.tick }, 422);
  const read = intent === "publish" ? { reason: "" } : readReason(fields);
  if (intent !== "publish" && "problems" in read) return data<Refused>(read, { status: 422 });
  const { reason } = read as { reason: string };
  const { said } = await actFor(context, organiser, now, (tx) => {
    if (intent === "publish") return publishGiven(tx, keys, given, deciding);
    if (intent === "keep-back") return keepBack(tx, keys, given, reason, deciding);
    return takeDown(tx, keys, given, reason, deciding);
  });
  if (isStale(said)) return data<Refused>({ stale: said }, saw === undefined ? 422 : 409);
  return seeOther(context, saying(href("/organise/answers/:id", { id: given.id }), said));
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: t.title(args.data?.member.name ?? "") }));

export default function GivenAnswer() {
  const page = useLoaderData<typeof loader>();
  const { id, member, demand, signs, isPublic, published, version, versions } = page;
  const refused = useActionData<Refused>() ?? {};
  const action = href("/organise/answers/:id", { id });
  const last = versions[0]!;
  const intents = [
    ...(last.decision === null ? (["keep-back"] as const) : []),
    ...(published !== null ? (["take-down"] as const) : []),
  ];
  const isFlagged = signs.length > 0;
  return (
    <OrganisePage
      title={t.title(member.name)}
      said={refused.stale ? flashes[refused.stale] : page.said}
    >
      <p>
        <a href={href("/members/:id", { id: member.id })}>{t.public}</a>
        {" · "}
        <a href={href("/organise/members/:id", { id: member.id })}>{t.record}</a>
      </p>
      {isFlagged && <p className="note">{t.casework(signs.map((sign) => t.signs[sign]))}</p>}
      <GivenFacts version={last} demand={demand.title} />
      <h2>{isPublic ? t.stands : t.preview}</h2>
      <section className="copy" aria-label={isPublic ? t.stands : t.preview}>
        <MemberStances stances={[page.preview]} />
      </section>
      {!isPublic && (
        <PublishForm
          {...{ action, version, isFlagged }}
          isChange={published !== null}
          problem={refused.unread}
        />
      )}
      <ReasonForm
        {...{ action, version, intents }}
        typed={refused.typed ?? {}}
        problems={refused.problems ?? {}}
      />
      <h2>{t.versions}</h2>
      <GivenVersions versions={versions} />
    </OrganisePage>
  );
}
