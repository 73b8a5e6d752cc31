/** What the page of one letter shows. */
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { lacksSender } from "../../campaign/campaign.ts";
import { countCopies } from "../../letters/copy-life.ts";
import { getRepeatFacts } from "../../letters/cadence/repeats-of.server.ts";
import { waitsForRecess } from "../../letters/leaving/waits-for-recess.server.ts";
import { type CopyFilter, isShown } from "../../letters/steering/copy-list.ts";
import { lookAt } from "../../letters/drafting/approval.server.ts";
import { inShort } from "../../letters/drafting/in-short.server.ts";
import { draftVersion } from "../../letters/drafting/seen.server.ts";
import type { Letter } from "../../letters/letter.ts";
import type { LetterAudience } from "../../letters/audience.ts";
import { type Branch, branchesAmong } from "../../members/parties.ts";
import { listBranches } from "../../members/parties.server.ts";
import { mayGetOne } from "../../letters/recipients.server.ts";
import { listUnfilled, listWaitingAddressees } from "../../letters/unfilled.server.ts";
import { requirePage } from "../list-page.server.ts";
import { adviseOn } from "./advise.server.ts";
import { listAllCopies, showCopies } from "./copy-list.server.ts";
import { recordVersion } from "./letter-record.server.ts";

/** So many copies on a page, each with its times and its buttons, are at most ten screens of a phone. */
const COPIES = 30;

/** Which of its copies are asked for. */
interface Asked {
  q: string;
  page: number;
  state: CopyFilter | undefined;
}

export async function viewLetter(context: RequestContext, letter: Letter, asked: Asked) {
  const { db, config, clock, campaign } = context;
  const { live } = config.mail;
  const rehearsal = letter.countedAt ? letter.rehearsal : !live;
  const how = { rehearsal, everyone: false };
  const look = letter.countedAt ? undefined : await lookAt(db, letter, how, clock());
  const isOver = letter.state === "sent" || letter.state === "cancelled";
  const addressees = look
    ? look.recipients.filter(mayGetOne)
    : await listWaitingAddressees(db, letter.id);
  const [unfilled, demands, copies, record, branches, repeats, recess] = await Promise.all([
    isOver ? [] : listUnfilled(db, letter, addressees),
    listDemandsById(db, letter.demandIds, "en"),
    listAllCopies(db, letter, live, clock()),
    recordVersion(db, letter.id),
    listBranches(db),
    getRepeatFacts(db, letter),
    letter.state === "sending" ? waitsForRecess(db, letter.id, clock()) : undefined,
  ]);
  const shown = copies.filter((copy) => isShown(copy, asked.state));
  const { list, rows } = requirePage(
    asked,
    shown,
    ({ name, constituency, party }) => [name, constituency, party],
    COPIES,
  );
  return {
    letter,
    counts: countCopies(copies),
    answered: copies.filter(({ answeredOn }) => answeredOn !== null).length,
    withoutAddress: copies.filter(({ hasAddress }) => !hasAddress).length,
    list,
    state: asked.state ?? "",
    copies: await showCopies(db, letter, rows),
    demands: demands.map(({ slug, title }) => ({ slug, title })),
    rehearsal,
    repeats,
    recess,
    branches: reachedBesides(letter.audience, copies, branches),
    unfilled,
    advice: look ? await adviseOn(context, letter, addressees[0]?.memberId) : [],
    lacksSender: !isOver && lacksSender(campaign.now()),
    changed: look?.changed ?? [],
    versions: {
      record,
      text: draftVersion(letter),
      seen: look?.seen.version ?? "",
      short: look ? inShort(look.seen) : "",
    },
  };
}
export type LetterView = Awaited<ReturnType<typeof viewLetter>>;

/** The branches of the parties that a letter is for. */
function reachedBesides(
  audience: LetterAudience,
  copies: readonly { party: string }[],
  branches: readonly Branch[],
): string[] {
  if (audience.to !== "party") return [];
  const labels = copies.map(({ party }) => party);
  return audience.parties.flatMap((party) => branchesAmong(labels, branches, party));
}
