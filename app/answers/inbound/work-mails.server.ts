/** Fetches and reads the mails that have come in, one after another, and tells organisers of those to look at. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import type { TaskFacts } from "../../words/tasks.ts";
import { caseworkIn } from "../casework.ts";
import { claimNext, type Claimed, putOff, settle } from "./claim.server.ts";
import { findCopy, namesAt } from "./find-copy.server.ts";
import { type Found, keepMail } from "./keep-mail.server.ts";
import { judgeMail } from "./kinds/kind.ts";
import { getCorrespondent } from "./correspondent.server.ts";
import type { Examined } from "./reading/examine.server.ts";
import { doubtIn } from "./reading/known-sender.ts";
import type { Reader } from "./reading/reader.server.ts";
import { taskOf } from "./standing.ts";

export interface InboundTools {
  db: Db;
  keys: Keys;
  /** Where mails come in. */
  domain: string;
  /** Takes the provider's name of a mail; what is a problem today need be none later. */
  fetch: (providerId: string) => Promise<Uint8Array | "too-large" | { problem: string }>;
  read: Reader;
  /** Names that are no constituents': who signs for the campaign. */
  known: readonly string[];
  /** One that was done waits anew: the mail was fetched again. */
  raise: (tx: Db, task: TaskFacts & { subject: string }, now: Date) => Promise<void>;
}

/** @returns how many were taken up */
export async function workMails(tools: InboundTools, clock: () => Date): Promise<number> {
  let count = 0;
  for (;;) {
    const claimed = await claimNext(tools.db, clock());
    if (!claimed) return count;
    await workOne(tools, claimed, clock);
    count++;
  }
}

async function workOne(tools: InboundTools, claimed: Claimed, clock: () => Date): Promise<void> {
  const { db, fetch, read } = tools;
  const fetched = await fetch(claimed.providerId);
  const now = clock();
  if (fetched === "too-large")
    return tellOf(tools, claimed, (tx) => settle(tx, claimed, fetched), now);
  if ("problem" in fetched) return tellOf(tools, claimed, (tx) => putOff(tx, claimed, now), now);
  const examined = await read(fetched);
  if ("unreadable" in examined)
    return tellOf(tools, claimed, (tx) => settle(tx, claimed, examined.unreadable), clock());
  const found = await judge(tools, claimed, examined);
  await db.transaction().execute(async (tx) => {
    if (!(await keepMail(tx, tools.keys, claimed, found))) return;
    // what came to no copy's address may be anything, and shows on the list alone
    if (found.copy && (found.kind === "answer" || found.kind === "unverified"))
      await raise(tools, tx, claimed, clock());
  });
}

async function judge(
  { db, keys, domain, known }: InboundTools,
  { letterId, memberId }: Claimed,
  { mail, sending }: Extract<Examined, { mail: unknown }>,
): Promise<Found> {
  const told = letterId !== null && memberId !== null ? { letterId, memberId } : undefined;
  const copy = told ?? (await findCopy(db, keys, namesAt(mail.recipients, domain)));
  const member = copy && (await getCorrespondent(db, copy.memberId));
  const doubt = doubtIn(sending, member?.addresses);
  const { kind, sign } = judgeMail(mail, doubt);
  const { subject, text, quoted, attachments, from } = mail;
  const names = [...known, ...(member ? [member.name] : [])];
  return {
    ...{ copy, kind, sign, doubt },
    casework: caseworkIn(`${subject}\n${text}`, names),
    mail: {
      ...{ from: from[0], subject, text, quoted, attachments },
      signedBy: sending.signatures.find(({ result }) => result === "pass")?.domain,
    },
  };
}

/** @param giveUp whether it did: a reply that cannot be read is told of too */
async function tellOf(
  tools: InboundTools,
  claimed: Claimed,
  giveUp: (tx: Db) => Promise<boolean>,
  now: Date,
): Promise<void> {
  await tools.db.transaction().execute(async (tx) => {
    if ((await giveUp(tx)) && claimed.letterId !== null) await raise(tools, tx, claimed, now);
  });
}

const raise = ({ raise }: InboundTools, tx: Db, { id }: Claimed, now: Date) =>
  raise(tx, { ...taskOf(id), data: { mail: id } }, now);
