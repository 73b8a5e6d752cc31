/** A letter to one's own member in one's own words: typed here, sent from the writer's inbox. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Onward } from "../../components/after/onward.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { AboutList } from "../../components/writing/about-list.tsx";
import { WriteForm } from "../../components/writing/write-form.tsx";
import type { RequestContext } from "../../context.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent } from "../../pages/read-form.ts";
import { useSite } from "../../pages/site.tsx";
import { type Sent, submitLetter } from "../../pages/writing/submit-letter.server.ts";
import { showPostcode } from "../../places/postcode.ts";
import { href } from "../../paths.ts";
import { firstAsk } from "../../write/letter-text.ts";
import { getWriter, readWriteToken } from "../../write/writer.server.ts";

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
  const writer = await readWriter(context, params.token);
  const intent = readIntent(context.fields, ["look", "send"]);
  if (intent === undefined) throw answer(400);
  if (!writer) throw answer(410);
  const sent = await submitLetter(context, writer, intent);
  return data(sent, { status: "problems" in sent ? 422 : 200 });
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
          demand={demands.find(({ slug }) => slug === typed.demand)}
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
