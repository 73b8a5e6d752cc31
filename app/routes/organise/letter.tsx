/** One letter, for organisers: its state, its copies, and what can be done with it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { CopyTable } from "../../components/organise/copy-table.tsx";
import { HistoryLink } from "../../components/organise/audit/history-link.tsx";
import { LetterFacts } from "../../components/organise/letter-facts.tsx";
import { LetterDeeds } from "../../components/organise/letter-deeds.tsx";
import { Moment, OrganisePage } from "../../components/organise/organise-page.tsx";
import { Differences, StaleNotice } from "../../components/organise/stale-letter.tsx";
import { href, intentsOf } from "../../paths.ts";
import { listUnfilled, listWaitingAddressees } from "../../letters/unfilled.server.ts";
import { readReason, type RefusedReason } from "../../letters/letter-form.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { listCopies } from "../../letters/copies.server.ts";
import { type Branch, branchesAmong } from "../../members/parties.ts";
import { listBranches } from "../../members/parties.server.ts";
import type { LetterAudience } from "../../letters/letter.ts";
import { countCopies, progressOf } from "../../letters/copy-life.ts";
import { asApproved, lookAt } from "../../letters/drafting/approval.server.ts";
import { inShort } from "../../letters/drafting/in-short.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { doLetterDeed } from "../../pages/letter-deeds.server.ts";
import { recordVersion } from "../../pages/letter-record.server.ts";
import { requireLetter } from "../../pages/letter-page.server.ts";
import { readIntent, readVersion } from "../../pages/read-form.ts";
import { titled } from "../../pages/meta.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { staleLetter, type StaleLetter } from "../../pages/stale-letter.server.ts";
import { en } from "../../words/en.ts";
import { isStale } from "../../words/flash.ts";
import { letterWords, staleWords } from "../../words/organise-forms.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, config, clock } = context;
  const { role } = organiserOf(context);
  const letter = await requireLetter(context, params.id);
  const { audience } = letter;
  const rehearsal = letter.countedAt ? letter.rehearsal : !config.mail.live;
  const how = { rehearsal, everyone: false };
  const look = letter.countedAt ? undefined : await lookAt(db, letter, how, clock());
  const isOver = letter.state === "sent" || letter.state === "cancelled";
  const addressees = look
    ? // who had a letter lately may get this one all the same, so approving asks about their copies too
      look.recipients.filter(({ leftOut }) => leftOut === null || leftOut === "recent")
    : await listWaitingAddressees(db, letter.id);
  const [unfilled, demands, copies, record, branches] = await Promise.all([
    isOver ? [] : listUnfilled(db, letter, addressees),
    listDemandsById(db, letter.demandIds, "en"),
    listCopies(db, await asApproved(db, letter), config.mail.live, clock()),
    recordVersion(db, letter.id),
    listBranches(db),
  ]);
  return {
    letter,
    copies,
    demands: demands.map(({ slug, title }) => ({ slug, title })),
    rehearsal,
    branches: reachedBesides(audience, copies, branches),
    unfilled,
    changed: look?.changed ?? [],
    versions: { record, seen: look?.seen.version ?? "", short: look ? inShort(look.seen) : "" },
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

/** The branches of the party that a letter is for. */
function reachedBesides(
  audience: LetterAudience,
  copies: readonly { party: string }[],
  branches: readonly Branch[],
): string[] {
  if (audience.to !== "party") return [];
  const labels = copies.map(({ party }) => party);
  return branchesAmong(labels, branches, audience.party);
}

/** What was not done: for a reason that cannot be taken, or because the form is older than the letter. */
interface Refused {
  reason?: RefusedReason;
  stale?: StaleLetter;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireLetter(context, params.id);
  const intent = readIntent(fields, intentsOf("/organise/letters/:id"));
  if (intent === undefined) throw answer(400);
  const read = readReason(fields);
  if (intent === "send" && read.problems) return data<Refused>({ reason: read }, { status: 422 });
  const reason = read.reason ?? "";
  const saw = readVersion(fields);
  const { said } = await doLetterDeed(context, organiser, intent, id, { saw, reason });
  if (!isStale(said)) return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
  const stale = await staleLetter(context, id, said, saw, fields.get("seen") ?? "");
  const refused: Refused = { reason: { typed: { override_reason: reason }, problems: {} }, stale };
  return data(refused, { status: stale.isNamed ? 409 : 422 });
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.letter.subject ?? "Letter" }));

const notLive =
  "Mail is not live here: every copy goes to a stand-in address, and no member is written to.";

export default function OneLetter() {
  const page = useLoaderData<typeof loader>();
  const { letter, demands, copies, rehearsal, unfilled, changed, mayChange, versions, said } = page;
  const { reason, stale } = useActionData<Refused>() ?? {};
  const counts = countCopies(copies);
  const { left, all, waiting, stopped } = progressOf(counts);
  const deeds = mayChange && (
    <LetterDeeds
      letter={letter}
      recent={counts.recent}
      refused={reason}
      versions={versions}
      isChanged={changed.length > 0}
    />
  );
  return (
    <OrganisePage title={letter.subject} said={said}>
      {stale && (
        <StaleNotice {...stale} deeds={deeds}>
          <p>{staleWords.look}</p>
        </StaleNotice>
      )}
      <p>
        <span className="tag">{en.letters.states[letter.state]}</span>{" "}
        {letter.rehearsal && <span className="tag">{en.letters.rehearsed}</span>}{" "}
        {letter.countedAt && (
          <>
            Counted <Moment at={letter.countedAt} />,{" "}
            <a href={href("/letters/:id", { id: letter.id })}>as the public sees it</a>.{" "}
          </>
        )}
        <HistoryLink subject={`letter ${letter.id}`} />
      </p>
      {rehearsal && <p className="note">{letter.countedAt ? en.letters.rehearsal : notLive}</p>}
      {letter.countedAt && (
        <p>
          <progress value={left} max={Math.max(all, 1)} aria-label={`${left} of ${all} copies`} />{" "}
          {left} of {all} copies have left.
          {counts.failed > 0 && ` ${counts.failed} did not.`}
          {counts.unknown > 0 && ` Of ${counts.unknown} it is not known.`}
          {waiting > 0 && ` ${waiting} ${waiting === 1 ? "waits" : "wait"}.`}
          {stopped > 0 && ` ${stopped} ${stopped === 1 ? "was" : "were"} stopped.`}
        </p>
      )}
      {unfilled.length > 0 && (
        <section className="stale">
          <p className="note">
            {letter.countedAt ? letterWords.unfilledUnderWay : letterWords.unfilled}
          </p>
          <ul>
            {unfilled.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      <LetterFacts
        letter={letter}
        demands={demands}
        copies={copies}
        rehearsal={rehearsal}
        branches={page.branches}
      />
      {changed.length > 0 && !stale && (
        <section className="stale">
          <p className="note">{staleWords.approvedOther}</p>
          <Differences rows={changed} />
        </section>
      )}
      {!stale && deeds}
      <h2>The text, as written</h2>
      <pre className="as-written">{letter.body}</pre>
      <h2>Copies</h2>
      <CopyTable letterId={letter.id} copies={copies} rehearsal={rehearsal} />
    </OrganisePage>
  );
}
