/** One letter, by its mailed link: GET shows it, POST confirms it, and says later what came of it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Onward } from "../../components/after/onward.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { OutcomeForm } from "../../components/writing/outcome-form.tsx";
import { heldTasks } from "../../organisers/tasks.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent } from "../../pages/read-form.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { confirmLetter } from "../../write/confirm-letter.server.ts";
import { letterText } from "../../write/letter-text.ts";
import { getOwnLetter, readOwnLink } from "../../write/own-link.server.ts";
import { OUTCOMES, sayOutcome } from "../../write/say-outcome.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const id = readOwnLink(keys, params.token ?? "");
  if (!id) throw answer(404);
  const kept = await getOwnLetter(db, keys, id);
  const token = params.token!;
  if (!kept?.letter) return data({ token, kept: undefined }, { status: 410 });
  const { state, outcome, asked_at, letter } = kept;
  const told = { state, outcome, isAsked: asked_at !== null, member: letter.member };
  return data({ token, kept: { ...told, text: letterText(letter) } });
}

/** What the form did, or why it did nothing. */
type Done = "confirmed" | "thanks" | "lately" | "unreachable" | "gone";

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, keys, config, clock, fields } = context;
  const id = readOwnLink(keys, params.token ?? "");
  if (!id) throw answer(404);
  const intent = readIntent(fields, ["send", ...OUTCOMES]);
  if (intent === undefined) throw answer(400);
  if (intent !== "send") {
    const isSaid = await sayOutcome(db, id, intent);
    return told(isSaid ? "thanks" : "gone");
  }
  const tools = { db, keys, live: config.mail.live, raise: heldTasks.raise };
  const confirmed = await confirmLetter(tools, id, clock());
  switch (confirmed) {
    case "waits":
    case "held":
    case "again":
      return told("confirmed");
    default:
      return told(confirmed);
  }
}

const told = (done: Done) =>
  data({ done }, { status: done === "confirmed" || done === "thanks" ? 200 : 410 });

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.write.letter }));

export default function OwnLetterPage() {
  const { token, kept } = useLoaderData<typeof loader>();
  const sent = useActionData<{ done: Done }>();
  const { words, to } = useSite();
  const t = words.write;
  if (!kept || sent?.done === "gone")
    return (
      <StepsPage title={t.gone} lead={t.goneLead}>
        <Onward
          to={[
            [href("/manage"), words.footer.manage],
            ["/", words.errors.home],
          ]}
        />
      </StepsPage>
    );
  const action = to(href("/own-letter/:token", { token }));
  const { state, isAsked, outcome, member, text } = kept;
  const why = sent?.done === "lately" || sent?.done === "unreachable" ? t[sent.done] : undefined;
  const isTyped = state === "typed" && why === undefined;
  return (
    <StepsPage
      title={isTyped ? t.confirm : t.letter}
      lead={isTyped ? t.confirmLead(member) : (why ?? t.states[state])}
    >
      {isTyped && (
        <form method="post" action={action}>
          <button name="intent" value="send">
            {t.confirmButton}
          </button>
        </form>
      )}
      {isAsked && <OutcomeForm {...{ action, member, outcome }} isSaid={sent?.done === "thanks"} />}
      <blockquote className="own-text" lang="en">
        {text}
      </blockquote>
    </StepsPage>
  );
}
