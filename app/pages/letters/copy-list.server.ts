/** A letter's copies with what was heard of each, and when. */
import type { Db } from "#db/connection.ts";

import type { CopyRow } from "../../letters/copy-life.ts";
import type { ListedCopy } from "../../letters/steering/copy-list.ts";
import { listCopies } from "../../letters/copies.server.ts";
import { asApproved } from "../../letters/drafting/approval.server.ts";
import type { Letter } from "../../letters/letter.ts";
import { listAnswered } from "../../letters/steering/answered.server.ts";
import { copyVersion, listCopiesToSend } from "../../letters/steering/send-copy-again.server.ts";
import { listTries } from "../../letters/tries.server.ts";

/** @param live mail goes to members' own addresses */
export async function listAllCopies(
  db: Db,
  letter: Letter,
  live: boolean,
  now: Date,
): Promise<ListedCopy[]> {
  const [copies, tries, answered] = await Promise.all([
    asApproved(db, letter).then((bound) => listCopies(db, bound, live, now)),
    listTries(db, letter.id),
    listAnswered(db, letter),
  ]);
  return copies.map((copy: CopyRow) => ({
    ...copy,
    tries: tries.get(copy.memberId) ?? [],
    answeredOn: answered.get(copy.memberId) ?? null,
  }));
}

export interface ShownCopyRow extends ListedCopy {
  /** Of a copy that came back: where it would go now, and the version that the button carries. */
  again: { address: string | null; version: string } | undefined;
}

/** Those of a page. */
export async function showCopies(
  db: Db,
  letter: Letter,
  copies: readonly ListedCopy[],
): Promise<ShownCopyRow[]> {
  const back = copies.filter(({ state }) => state === "bounced" || state === "failed");
  const members = back.map(({ memberId }) => memberId);
  const seen = back.length > 0 ? await listCopiesToSend(db, letter, members) : undefined;
  return copies.map((copy) => {
    const one = seen?.get(copy.memberId);
    return { ...copy, again: one && { address: one.address, version: copyVersion(one) } };
  });
}
