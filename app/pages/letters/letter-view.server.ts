/** What the page of one letter shows. */
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { lacksSender } from "../../letters/checking/sender.ts";
import { countCopies } from "../../letters/copy-life.ts";
import { type CopyFilter, isShown } from "../../letters/steering/copy-list.ts";
import { lookAt } from "../../letters/drafting/approval.server.ts";
import { inShort } from "../../letters/drafting/in-short.server.ts";
import { draftVersion } from "../../letters/drafting/seen.server.ts";
import type { Letter } from "../../letters/letter.ts";
import { mayGetOne } from "../../letters/recipients.server.ts";
import { listUnfilled, listWaitingAddressees } from "../../letters/unfilled.server.ts";
import { requirePage } from "../list-page.server.ts";
import { adviseOn } from "./advise.server.ts";
import { listAllCopies, showCopies } from "./copy-list.server.ts";
import { recordVersion } from "./letter-record.server.ts";

/** Which of its copies are asked for. */
interface Asked {
  q: string;
  page: number;
  state: CopyFilter | undefined;
}

export async function viewLetter(context: RequestContext, letter: Letter, asked: Asked) {
  const { db, config, clock } = context;
  const { live } = config.mail;
  const rehearsal = letter.countedAt ? letter.rehearsal : !live;
  const how = { rehearsal, everyone: false };
  const look = letter.countedAt ? undefined : await lookAt(db, letter, how, clock());
  const isOver = letter.state === "sent" || letter.state === "cancelled";
  const addressees = look
    ? look.recipients.filter(mayGetOne)
    : await listWaitingAddressees(db, letter.id);
  const [unfilled, demands, copies, record] = await Promise.all([
    isOver ? [] : listUnfilled(db, letter, addressees),
    listDemandsById(db, letter.demandIds, "en"),
    listAllCopies(db, letter, live, clock()),
    recordVersion(db, letter.id),
  ]);
  const shown = copies.filter((copy) => isShown(copy, asked.state));
  const { list, rows } = requirePage(asked, shown, (copy) => {
    const { name, constituency, party } = copy;
    return [name, constituency, party];
  });
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
    unfilled,
    advice: look ? await adviseOn(context, letter, addressees[0]?.memberId) : [],
    lacksSender: !isOver && lacksSender(config.campaign),
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
