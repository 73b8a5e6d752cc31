/** One letter, for organisers: its state, its copies, and what can be done with it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { CopyTable } from "../../components/organise/copy-table.tsx";
import { LetterFacts } from "../../components/organise/letter-facts.tsx";
import { LetterDeeds } from "../../components/organise/letter-deeds.tsx";
import { Moment, OrganisePage } from "../../components/organise/organise-page.tsx";
import type { RequestContext } from "../../context.server.ts";
import type { Admitted } from "../../host/given.ts";
import { href } from "../../paths.ts";
import { readReason, type RefusedReason } from "../../letters/letter-form.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { approveLetter } from "../../letters/approve-letter.server.ts";
import { listCopies } from "../../letters/copies.server.ts";
import { countCopies, progressOf } from "../../letters/copy-life.ts";
import { type DeedName, deedNames } from "../../letters/life.ts";
import { sendLetter } from "../../letters/send-letter.server.ts";
import { cancelLetter } from "../../letters/cancel-letter.server.ts";
import { atRest } from "../../letters/leaving/at-rest.server.ts";
import { pauseLetter, resumeLetter } from "../../letters/pause-letter.server.ts";
import { mailTestCopy } from "../../letters/test-copy.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { getOrganiserAddress } from "../../organisers/organiser-address.server.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { requireLetter } from "../../pages/letter-page.server.ts";
import { readIntent } from "../../pages/read-form.ts";
import { titled } from "../../pages/meta.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { en } from "../../words/en.ts";
import type { Deed } from "../../words/deed.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, config, clock } = context;
  const { role } = organiserOf(context);
  const letter = await requireLetter(context, params.id);
  const [demands, copies] = await Promise.all([
    listDemandsById(db, letter.demandIds, "en"),
    listCopies(db, letter, config.mail.live, clock()),
  ]);
  return {
    letter,
    copies,
    demands: demands.map(({ slug, title }) => ({ slug, title })),
    rehearsal: letter.countedAt ? letter.rehearsal : !config.mail.live,
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const letter = await requireLetter(context, params.id);
  const intent = readIntent(context.fields, deedNames);
  if (intent === undefined || intent === "revise") throw answer(400);
  const read = readReason(context.fields);
  if (intent === "send" && read.problems) return data<RefusedReason>(read, { status: 422 });
  const { said } = await follow(context, organiser, intent, letter.id, read.reason ?? "");
  return seeOther(context, saying(href("/organise/letters/:id", { id: letter.id }), said));
}

async function follow(
  context: RequestContext,
  organiser: Admitted,
  intent: Exclude<DeedName, "revise">,
  id: number,
  reason: string,
): Promise<Deed> {
  const { db, keys, config, clock } = context;
  const { live } = config.mail;
  const now = clock();
  const does = (deed: Parameters<typeof actFor>[3]) => actFor(context, organiser, now, deed);
  switch (intent) {
    case "test": {
      const address = await getOrganiserAddress(db, keys, organiser.id);
      return does((tx) => mailTestCopy(tx, keys, id, address, now));
    }
    case "approve":
      return does((tx) => approveLetter(tx, id, organiser.id, live, now));
    case "send":
      return does((tx) => sendLetter(tx, id, { live, reason }, now));
    case "pause":
      return atRest(db, await does((tx) => pauseLetter(tx, id)));
    case "resume":
      return does((tx) => resumeLetter(tx, id, now));
    case "cancel":
      return atRest(db, await does((tx) => cancelLetter(tx, id, now)));
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.letter.subject ?? "Letter" }));

export default function OneLetter() {
  const { letter, demands, copies, rehearsal, mayChange, said } = useLoaderData<typeof loader>();
  const refused = useActionData<RefusedReason>();
  const counts = countCopies(copies);
  const { left, all, waiting, stopped } = progressOf(counts);
  return (
    <OrganisePage title={letter.subject} said={said}>
      <p>
        <span className="tag">{en.letters.states[letter.state]}</span>{" "}
        {letter.countedAt && (
          <>
            Counted <Moment at={letter.countedAt} />,{" "}
            <a href={href("/letters/:id", { id: letter.id })}>as the public sees it</a>.
          </>
        )}
      </p>
      {rehearsal && (
        <p className="note">
          Mail is not live here: every copy goes to a stand-in address, and no member is written to.
        </p>
      )}
      {letter.countedAt && (
        <p>
          <progress value={left} max={Math.max(all, 1)} aria-label={`${left} of ${all} copies`} />{" "}
          {left} of {all} copies have left.
          {waiting > 0 && ` ${waiting} ${waiting === 1 ? "waits" : "wait"}.`}
          {stopped > 0 && ` ${stopped} ${stopped === 1 ? "was" : "were"} stopped.`}
        </p>
      )}
      <LetterFacts letter={letter} demands={demands} copies={copies} rehearsal={rehearsal} />
      {mayChange && <LetterDeeds letter={letter} recent={counts.recent} refused={refused} />}
      <h2>The text, as written</h2>
      <pre className="as-written">{letter.body}</pre>
      <h2>Copies</h2>
      <CopyTable letterId={letter.id} copies={copies} />
    </OrganisePage>
  );
}
