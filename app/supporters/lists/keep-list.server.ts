/** Takes a list as it arrives, and keeps of it the sealed addresses of those who may be invited. */
import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { Transaction } from "kysely";

import type { Database, LocaleCode } from "#db/schema.ts";

import { type Keys, seal, signerKey } from "../../keys.server.ts";
import { listsWords as words } from "../../words/organise/lists.ts";
import { leastPerHour, MOST_BYTES, MOST_LINES_NAMED, NOBODY } from "./list.ts";
import type { ListWish } from "./list-form.ts";
import { type AddressesRead, readAddresses, type ReadAddress } from "./read-addresses.server.ts";
import { listSetAside } from "./set-aside.server.ts";

type Tx = Transaction<Database>;
type Arriving<Ended extends string> = (keep: (bytes: Buffer) => Promise<void>) => Promise<Ended>;

/** Addresses in one statement. */
const PORTION = 500;

/**
 * The file itself is in memory alone, and only while it is read.
 * @param file its name and how its bytes arrive
 * @returns its addresses, how it ended where it did not arrive whole, or why it is not read
 */
export async function takeList<Ended extends string>(file: {
  name: string;
  take: Arriving<Ended>;
}): Promise<
  AddressesRead | { problems: string[] } | { ended: Exclude<Ended, "whole"> | "too-large" }
> {
  const chunks: Buffer[] = [];
  let size = 0;
  const ended = await file.take(async (bytes) => {
    size += bytes.length;
    // the rest is read all the same, for only then is an answer heard
    if (size <= MOST_BYTES) chunks.push(bytes);
    return Promise.resolve();
  });
  if (ended === "whole" && size > MOST_BYTES) return { ended: "too-large" };
  if (ended !== "whole") return { ended: ended as Exclude<Ended, "whole"> };
  return readAddresses(file.name, Buffer.concat(chunks));
}

/** @returns what is wrong with the pace for so many addresses */
export function tooSlow(addresses: number, perHour: number): string | undefined {
  const least = leastPerHour(addresses);
  return perHour < least ? words.perHourSlow(least) : undefined;
}

/** @returns its id, and what to write down */
export async function keepList(
  tx: Tx,
  keys: Keys,
  { addresses, unreadableLines }: AddressesRead,
  wish: ListWish,
  organiserId: number,
  now: Date,
) {
  const { collector, collected, wording } = wish;
  const { id } = await tx
    .insertInto("invite_list")
    .values({
      ...{ demand_id: wish.demand.id, locale: wish.locale, per_hour: wish.per_hour },
      ...{ collector, collected, wording, addresses: addresses.length, set_aside: 0 },
      unreadable: unreadableLines.length,
      unreadable_lines: unreadableLines.slice(0, MOST_LINES_NAMED),
      ...{ organiser_id: organiserId, created_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  let setAside = 0;
  for (let from = 0; from < addresses.length; from += PORTION) {
    const portion = addresses.slice(from, from + PORTION);
    const list = { id, from, locale: wish.locale };
    setAside += await keepPortion(tx, keys, list, portion, now);
    // others are answered meanwhile
    await nextTurn();
  }
  await tx.updateTable("invite_list").set({ set_aside: setAside }).where("id", "=", id).execute();
  const after = {
    ...{ demand: wish.demand.slug, collector, collected, wording },
    ...{ addresses: addresses.length, unreadable: unreadableLines.length },
  };
  const changed = { action: "invitations.read", subject: `list ${id}`, after };
  return { id, said: "list-read" as const, changed };
}

/**
 * Of who gets none nothing is kept but a turn, so that neither the numbers nor the time that a list takes tell of
 * anybody.
 * @returns how many get none
 */
async function keepPortion(
  tx: Tx,
  keys: Keys,
  list: { id: number; from: number; locale: LocaleCode },
  portion: readonly ReadAddress[],
  now: Date,
): Promise<number> {
  const candidates = portion.map(({ address, canonical, inbox, locale }) => {
    const key = signerKey(keys, canonical);
    const inboxKey = inbox === canonical ? key : signerKey(keys, inbox);
    return { address, signerKey: key, inboxKey, locale: locale ?? list.locale };
  });
  const not = await listSetAside(tx, candidates, { invited: true }, now);
  const rows = candidates.map((candidate, index) => {
    const { address, signerKey: key, inboxKey, locale } = not.has(index) ? nobody() : candidate;
    const { bytes, keyVersion } = seal(keys, key, address);
    return {
      ...{ list_id: list.id, place: list.from + index, signer_key: key, inbox_key: inboxKey },
      ...{ address: bytes, key_version: keyVersion, locale: locale ?? list.locale, mail_id: null },
    };
  });
  await tx.insertInto("invite").values(rows).execute();
  return not.size;
}

const nobody = () => {
  const key = randomBytes(16);
  return { address: NOBODY, signerKey: key, inboxKey: key, locale: undefined };
};
