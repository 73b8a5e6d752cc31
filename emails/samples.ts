/** A sample of every kind of mail, to be looked at while one works on the templates. */
import type { LocaleCode } from "#db/schema.ts";

import type { Mail, MailKind, OwnLetterText, UpdateText } from "./message.ts";
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

const ownLetter: OwnLetterText = {
  subject: "From a constituent: Free the prisoners",
  text: "Dear Alex Example,\n\nWill you say in public whether you support “Free the prisoners”?\n\nMy sister teaches in Almaty.\n\nYours sincerely,\n\nAnn O’Neil\n1 High Street\nExampleton\nSW1A 1AA",
  ...{ writer: "Ann O’Neil", member: "Alex Example", constituency: "Exampleton North" },
  ...{ from: "w-aaaa@example.org", replyTo: "ann@example.org", refusal: null },
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
  "own-confirm": { kind: "own-confirm", params: { own: signing } },
  "own-letter": { kind: "own-letter", params: { own: signing, member: 9_000_001 } },
  "own-returned": { kind: "own-returned", params: { own: signing, why: "bounced" } },
  "own-question": { kind: "own-question", params: { own: signing } },
};

/** Each kind rendered in a language, as it would leave. */
export function renderSamples(
  locale: LocaleCode,
  tools: MailTools,
): (Rendered & { kind: MailKind })[] {
  return Object.values(samples).map((sample) => ({
    ...renderMail(
      { ...sample, locale },
      {
        ...tools,
        updates: new Map([[1, { en: update }]]),
        ownLetters: new Map([[signing, ownLetter]]),
      },
    ),
    kind: sample.kind,
  }));
}
