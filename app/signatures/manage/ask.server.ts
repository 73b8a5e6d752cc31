/** Asking for the link to what is stored: whoever types an address, the answer is the same. */
import { randomBytes } from "node:crypto";

import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";
import { type LinkAsked, mailLink } from "#emails/link-mail.ts";

import { type Keys, signerKey } from "../../keys.server.ts";
import { sealNobody, sealTo } from "../../mail/seal-to.server.ts";
import { canonicalAddress, inboxAddress } from "../address.ts";
import { LANE_WAIT } from "../crowd.ts";
import { withParents } from "../mail-domain.ts";
import { type CrowdTools, meetCrowd } from "../meet-crowd.server.ts";
import { type AskProblems, readAsk, type TypedAsk } from "./forms.ts";

/** As it is stored: made once, so that storing it again is harmless. */
export interface NewAsk extends LinkAsked {
  now: Date;
}

interface Tools extends CrowdTools {
  keys: Keys;
  /** Resolves once it is committed, or to `busy` when nothing was stored. */
  askForLink: (asked: NewAsk) => Promise<"taken" | "busy">;
  clock: () => Date;
  locale: LocaleCode;
}

export type Asked =
  | { result: "taken" | "busy" }
  | { result: "problems"; problems: AskProblems; typed: TypedAsk }
  /** In the lane of the visitor's network too many wait: try again after so many seconds. */
  | { result: "limited"; wait: number; typed: TypedAsk };

/** Reads the form, meets the crowd that its network may be, and has the link mailed if there is reason to. */
export async function submitAsk(tools: Tools): Promise<Asked> {
  const { keys, clock, locale, fields, askForLink } = tools;
  const read = readAsk(fields);
  if ("problems" in read) return { result: "problems", ...read };
  const now = clock();
  const { entry, mailAt, forgive } = await meetCrowd(tools, 1, now);
  if (entry.way === "full") return { result: "limited", wait: LANE_WAIT, typed: read.typed };
  const result = await askForLink(prepareAsk(keys, read.address, locale, now, mailAt));
  if (result === "busy") forgive(false);
  return { result };
}

/**
 * @param address as `readAddress` gave it
 * @param mailAt the mail leaves no earlier
 */
export function prepareAsk(
  keys: Keys,
  address: string,
  locale: LocaleCode,
  now: Date,
  mailAt = now,
): NewAsk {
  const canonical = canonicalAddress(address);
  const envelope = { ...sealTo(keys, address, now), locale, notBefore: mailAt };
  return {
    now,
    envelope,
    signerKey: signerKey(keys, canonical),
    inboxKey: signerKey(keys, inboxAddress(canonical)),
    domains: withParents(canonical.slice(canonical.lastIndexOf("@") + 1)).join(),
    decoy: { key: randomBytes(16), recipient: sealNobody(keys, envelope) },
  };
}

/** Takes them in one transaction, in the order of their inboxes, so that two at once never wait for each other. */
export async function storeAsks(db: Db, asks: readonly NewAsk[]): Promise<"taken"[]> {
  const inOrder = asks.toSorted((a, b) => Buffer.compare(a.inboxKey, b.inboxKey));
  await db.transaction().execute(async (tx) => {
    for (const asked of inOrder) {
      const { signerKey } = asked;
      const signed = sql<number>`
        (select count(*) from (select true from signature where signer_key = ${signerKey} limit 1) one)
        + (select count(*) from (select true from signing where signer_key = ${signerKey} limit 1) one)
        + (select count(*) from (select true from news_address where signer_key = ${signerKey} limit 1) one)
        + (select count(*) from (select true from invite where signer_key = ${signerKey} limit 1) one)
        + (select count(*) from (select true from invited
            where signer_key = ${signerKey} or inbox_key = ${signerKey} limit 1) one)`;
      await mailLink(tx, asked, signed, asked.now);
    }
  });
  return asks.map(() => "taken");
}
