/** Reads a mail back from its row: what an older version of the program stored may not fit any more. */
import * as v from "valibot";

import type { Mail } from "./message.ts";

const titles = v.array(v.string());
const letter = {
  letter: v.number(),
  subject: v.string(),
  body: v.string(),
  area: v.optional(v.string()),
};

const mail: v.GenericSchema<unknown, Mail> = v.variant("kind", [
  v.object({
    kind: v.literal("confirm"),
    // the first version stored no signer, and none is needed to write it
    params: v.object({ signing: v.string(), signer: v.optional(v.string(), ""), titles }),
  }),
  v.object({ kind: v.literal("already-signed"), params: v.object({ signer: v.string(), titles }) }),
  v.object({ kind: v.literal("manage"), params: v.object({ signer: v.string() }) }),
  v.object({
    kind: v.literal("sign-in"),
    params: v.object({ link: v.string(), minutes: v.optional(v.number()) }),
  }),
  v.object({
    kind: v.literal("invitation"),
    params: v.object({ invitation: v.string(), days: v.number() }),
  }),
  v.object({
    kind: v.literal("passkey"),
    params: v.object({ change: v.picklist(["added", "removed"]) }),
  }),
  v.object({ kind: v.literal("mail-test"), params: v.strictObject({}) }),
  v.object({
    kind: v.literal("letter"),
    params: v.object({
      ...{ ...letter, member: v.number() },
      thread: v.optional(v.array(v.string())),
      rehearsal: v.optional(v.boolean()),
    }),
  }),
  v.object({ kind: v.literal("letter-test"), params: v.object(letter) }),
  v.object({
    kind: v.literal("sign-invitation"),
    params: v.object({
      ...{ invite: v.string(), list: v.number(), slug: v.string(), title: v.string() },
      ...{ collector: v.string(), collected: v.string(), wording: v.string() },
    }),
  }),
  v.object({
    kind: v.literal("update"),
    params: v.object({ update: v.number(), signer: v.string() }),
  }),
  v.object({
    kind: v.literal("update-test"),
    params: v.object({ subject: v.string(), body: v.string() }),
  }),
  v.object({ kind: v.literal("own-confirm"), params: v.object({ own: v.string() }) }),
  v.object({
    kind: v.literal("own-letter"),
    params: v.object({ own: v.string(), member: v.number() }),
  }),
  v.object({
    kind: v.literal("own-returned"),
    params: v.object({
      own: v.string(),
      why: v.picklist(["bounced", "refused", "unreachable", "late"]),
    }),
  }),
  v.object({ kind: v.literal("own-question"), params: v.object({ own: v.string() }) }),
]);

/** The mail, or undefined when no template fits it. */
export function readMail(kind: string, params: unknown): Mail | undefined {
  const result = v.safeParse(mail, { kind, params });
  return result.success ? result.output : undefined;
}
