/** A letter to one's own member in one's own words: typed here, sent from the writer's inbox. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Onward } from "../../components/after/onward.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { AboutList } from "../../components/writing/about-list.tsx";
import { TypedText } from "../../components/writing/typed-text.tsx";
import { WriteForm } from "../../components/writing/write-form.tsx";
import type { RequestContext } from "../../context.server.ts";
import type { Limit } from "../../limits.ts";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent } from "../../pages/read-form.ts";
import { useSite } from "../../pages/site.tsx";
import { type Sent, submitLetter } from "../../pages/writing/submit-letter.server.ts";
import { showPostcode } from "../../places/postcode.ts";
import { href } from "../../paths.ts";
import { readLetter } from "../../write/letter-form.ts";
import { firstAsk } from "../../write/letter-text.ts";
import { getWriter, readWriteToken } from "../../write/writer.server.ts";

/** What one person has looked at or sends: each is measured against other letters. */
const LIMIT: Limit = { times: 30, seconds: 600 };

/** @throws the 404 page for a link that we did not make */
async function readWriter(context: RequestContext, token: string | undefined) {
  const signer = readWriteToken(context.keys, token ?? "");
  if (!signer) throw answer(404);
  const { db, keys, locale, config } = context;
  return getWriter({ db, keys, locale, live: config.mail.live }, signer, context.clock());
}

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const token = params.token!;
  const writer = await readWriter(context, token);
  if (!writer || writer.demands.length === 0) return { token, writer: undefined };
  const { member, constituency, person, demands } = writer;
  const named = new URL(request.url).searchParams.get("demand");
  const chosen =
    demands.find(({ slug }) => slug === named) ?? (demands.length === 1 ? demands[0] : undefined);
  return {
    token,
    writer: {
      ...{ member, constituency },
      demands: demands.map(({ slug, title, lang }) => ({ slug, title, lang })),
      first: chosen && {
        name: person.name,
        address: "",
        postcode: person.postcode ? showPostcode(person.postcode) : "",
        demand: chosen.slug,
        ask: firstAsk(chosen.english),
        why: "",
      },
    },
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { fields, limits, clock } = context;
  const writer = await readWriter(context, params.token);
  const intent = readIntent(fields, ["look", "send"]);
  if (intent === undefined) throw answer(400);
  const { typed } = readLetter(fields);
  if (!writer) return data<Sent>({ typed, problems: {} }, 410);
  const key = `write ${writer.signer.toString("base64url")}`;
  const wait = limits.take([{ key, limit: LIMIT }], clock());
  if (wait > 0)
    return data<Sent>(
      { typed, problems: { why: "hasty" } },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  const sent = await submitLetter(context, writer, intent);
  return data<Sent>(sent, { status: "problems" in sent ? 422 : 200 });
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.write.title }));

export default function Write() {
  const { token, writer } = useLoaderData<typeof loader>();
  const sent = useActionData<Sent>();
  const { words, to } = useSite();
  const t = words.write;
  if (sent && "mailed" in sent)
    return <StepsPage title={t.mailed} lead={t.mailedLead(sent.mailed)} />;
  if (!writer)
    return (
      <StepsPage title={t.none} lead={t.noneLead}>
        {sent?.typed && <TypedText {...sent.typed} />}
        <Onward to={[["/", words.errors.home]]} />
      </StepsPage>
    );
  const { member, constituency, demands, first } = writer;
  const action = to(href("/write/:token", { token }));
  const typed = sent?.typed ?? first;
  return (
    <StepsPage title={t.heading(member)} lead={t.lead(constituency)}>
      {typed ? (
        <WriteForm
          action={action}
          demands={demands}
          typed={typed}
          problems={sent && "problems" in sent ? sent.problems : {}}
          looked={sent && "looked" in sent ? sent.looked : undefined}
        />
      ) : (
        <AboutList action={action} demands={demands} />
      )}
    </StepsPage>
  );
}
