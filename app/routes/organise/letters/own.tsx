/** Letters in signers' own words that wait for somebody to read them. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { HeldLetterItem } from "../../../components/organise/letters/held-letter.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { heldTasks } from "../../../organisers/tasks.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { ownHeldWords as t } from "../../../words/organise/own-letters.ts";
import { refuseHeld, releaseHeld } from "../../../write/held/decide.server.ts";
import { listHeld } from "../../../write/held/list-held.server.ts";
import { readLetterId, readRefusal, type Refusal } from "../../../write/held/refusal-form.ts";

const path = href("/organise/letters/own");

export async function loader({ context, request }: LoaderFunctionArgs) {
  return { letters: await listHeld(context.db, context.keys), said: saidIn(request) };
}

export async function action({ context }: ActionFunctionArgs) {
  const { keys, fields, clock } = context;
  const organiser = organiserOf(context);
  const now = clock();
  const tools = { keys, tasks: heldTasks };
  const letter = readLetterId(fields);
  if (!letter) throw answer(400);
  switch (readIntent(fields, intentsOf("/organise/letters/own"))) {
    case "release": {
      const { said } = await actFor(context, organiser, now, (tx) =>
        releaseHeld(tx, tools, letter, now),
      );
      return seeOther(context, saying(path, said));
    }
    case "refuse": {
      const read = readRefusal(fields, letter);
      if ("problem" in read) return data<Refusal>(read, { status: 422 });
      const { said } = await actFor(context, organiser, now, (tx) =>
        refuseHeld(tx, tools, letter, read.reason, now),
      );
      return seeOther(context, saying(path, said));
    }
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function HeldLetters() {
  const { letters, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refusal>();
  return (
    <OrganisePage title={t.title} said={said}>
      <p className="lead">{t.lead}</p>
      {letters.length === 0 && <p>{t.none}</p>}
      {letters.map((letter) => (
        <HeldLetterItem
          key={letter.id}
          action={path}
          letter={letter}
          refused={refused?.letter === letter.id ? refused : undefined}
        />
      ))}
    </OrganisePage>
  );
}
