/** A sample of every kind of mail, to be looked at while one works on the templates. */
import type { LocaleCode } from "#db/schema.ts";

import type { Mail, MailKind, UpdateText } from "./message.ts";
import { type MailTools, renderMail } from "./registry.ts";
import type { Rendered } from "./templates/page.ts";

const titles = ["Free the prisoners", "Withdraw the troops from the streets"];
const signing = "019b1234-5678-7abc-8def-0123456789ab";
const signer = Buffer.alloc(16).toString("base64url");
const letter = {
  letter: 1,
  area: "E14001172",
  subject: "What people in Exampleton North ask of you",
  body: "Dear Alex Example,\n\n- **Free the prisoners**: 1,234 people have signed, 56 of them in Exampleton North.\n\nYours sincerely",
};

const update: UpdateText = {
  subject: "Your signatures were handed over",
  body: "This morning the signatures of **1,234 people** were handed over.\n\n- The minister took them.\n- An answer is due in a month.\n\nThank you for signing.",
};

const samples: { [K in MailKind]: Extract<Mail, { kind: K }> } = {
  confirm: { kind: "confirm", params: { signing, signer, titles } },
  "already-signed": { kind: "already-signed", params: { signer, titles } },
  manage: { kind: "manage", params: { signer } },
  "sign-in": { kind: "sign-in", params: { link: signing, minutes: 10 } },
  invitation: { kind: "invitation", params: { invitation: signing, days: 7 } },
  passkey: { kind: "passkey", params: { change: "added" } },
  "mail-test": { kind: "mail-test", params: {} },
  letter: { kind: "letter", params: { ...letter, member: 9_000_001, thread: [] } },
  "letter-test": { kind: "letter-test", params: letter },
  "sign-invitation": {
    kind: "sign-invitation",
    params: {
      ...{ invite: signing, list: 1, slug: "free-the-prisoners", title: titles[0]! },
      ...{ collector: "the Example Trades Council", collected: "May 2026" },
      wording: "You may write to me about Kazakhstan",
    },
  },
  update: { kind: "update", params: { update: 1, signer } },
  "update-test": { kind: "update-test", params: update },
};

/** Each kind rendered in a language, as it would leave. */
export function renderSamples(
  locale: LocaleCode,
  tools: MailTools,
): (Rendered & { kind: MailKind })[] {
  return Object.values(samples).map((sample) => ({
    ...renderMail({ ...sample, locale }, { ...tools, updates: new Map([[1, { en: update }]]) }),
    kind: sample.kind,
  }));
}
