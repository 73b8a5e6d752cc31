/** Mails that came in and were read, as they stand in the database. */
import { type Found, keepMail } from "#app/answers/inbound/keep-mail.server.ts";
import type { KeptMail } from "#app/answers/inbound/mail.ts";
import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import { testKeys } from "./signers.ts";

const KEPT: KeptMail = {
  from: { name: "Office of Ann Example MP", address: "ann.example.mp@parliament.uk" },
  subject: "RE: 12,345 people ask you: will you support the political prisoners?",
  text: "Dear Alex,\n\nYes. Mrs Jones of LS2 9JT, my constituent, has told me of her brother; I have written to the Minister.\n\nAnn Example MP",
  quoted: "412 people in Leeds North West have signed. Will you support this, yes or no?",
  attachments: [{ name: "letter to the Minister.pdf", type: "application/pdf", bytes: 123_456 }],
  signedBy: "parliament.uk",
};

/** @returns its id */
export async function inboundMail(
  db: Db,
  found: Partial<Omit<Found, "mail">> & { mail?: Partial<KeptMail> } = {},
  at = new Date(),
): Promise<number> {
  const { id } = await db
    .insertInto("inbound_mail")
    .values({ provider_id: uuidv7(at), received_at: at, due_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  const claimed = { id, providerId: "", letterId: null, memberId: null, receivedAt: at, tries: 0 };
  const { kind = "answer", copy, sign, doubt, casework = ["postcode", "constituent"] } = found;
  const mail = { ...KEPT, ...found.mail };
  await keepMail(db, testKeys, claimed, { copy, kind, sign, doubt, casework, mail });
  return id;
}
