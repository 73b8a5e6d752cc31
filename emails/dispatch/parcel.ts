/** A mail packed for a transport: rendered, addressed, with its headers. */
import { href } from "#app/paths.ts";

import type { MailKind, OutgoingMail } from "../message.ts";
import { answerable } from "../answerable.ts";
import { type MailTools, noMoreLinkOf, ownText, renderMail } from "../registry.ts";
import type { Rendered } from "../templates/page.ts";

/** A mail as a transport takes it; the transport adds the sender. */
export interface Parcel extends Rendered {
  /** The message's uuid. */
  id: string;
  to: string;
  /** The campaign's name on letters to members; other mails go under the neutral sender. */
  senderName: string | undefined;
  /** Of what somebody wrote to their own member; other mails are from the configured address. */
  senderAddress?: string | undefined;
  /** Undefined while nobody has said where answers are read. */
  replyTo: string | undefined;
  headers: Record<string, string>;
  /** Letters, digits, `_`, `-` alone, and nobody's data: they come back in webhooks. */
  tags: { message: string; kind: MailKind };
}

/** Ends it at one click in the mail program (RFC 8058). */
const oneClick = (link: string) => ({
  "List-Unsubscribe": `<${link}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  Precedence: "bulk",
});

/**
 * @param live unless true, a letter goes to `member-<id>@example.invalid` (RFC 2606: reaches nobody)
 */
export function packMail(mail: OutgoingMail, tools: MailTools, live: boolean): Parcel {
  if (mail.kind === "own-letter") return packOwnLetter(mail, tools, live);
  return mail.kind === "letter" && !live ? pack(toNobody(mail), tools) : pack(mail, tools);
}

type Copy = Extract<OutgoingMail, { kind: "letter" }>;

const toNobody = ({ params, ...copy }: Copy): Copy => ({
  ...copy,
  to: `member-${params.member}@example.invalid`,
  params: { ...params, rehearsal: true },
});

function pack(mail: Exclude<OutgoingMail, { kind: "own-letter" }>, tools: MailTools): Parcel {
  const { id, kind, to } = mail;
  const thread = kind === "letter" ? mail.params.thread : undefined;
  const copy = kind === "letter" ? answerable(mail.params) : undefined;
  return {
    ...renderMail(mail, tools),
    ...{ id, to },
    senderName: kind === "letter" || kind === "letter-test" ? tools.campaign.names.en : undefined,
    replyTo: (copy && tools.answers.address(copy)) ?? tools.campaign.email,
    headers: {
      ...(kind === "update" ? listHeaders(mail.params.signer, tools) : {}),
      // RFC 3834 section 5, and Exchange's own: no out-of-office answers
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(thread ? threadHeaders(thread) : { "X-Entity-Ref-ID": id }),
      ...(kind === "sign-invitation" && oneClick(noMoreLinkOf(id, mail.locale, tools))),
    },
    tags: { message: id, kind },
  };
}

/**
 * Of a letter: it goes on from those before in its thread (RFC 5322 section 3.6.4). Every other mail has an
 * `X-Entity-Ref-ID`, which keeps Gmail from folding several into one.
 */
function threadHeaders(thread: readonly string[]): Record<string, string> {
  const last = thread.at(-1);
  return last === undefined ? {} : { "In-Reply-To": last, References: thread.join(" ") };
}

const standIn = (member: number): string => `member-${member}@example.invalid`;

/** A person writes it, so an office may answer by itself; the answer goes to that person. */
function packOwnLetter(
  mail: Extract<OutgoingMail, { kind: "own-letter" }>,
  tools: MailTools,
  live: boolean,
): Parcel {
  const { id, kind, params } = mail;
  const { writer, from, replyTo } = ownText(params.own, tools);
  return {
    ...renderMail(mail, tools),
    id,
    to: live ? mail.to : standIn(params.member),
    senderName: writer,
    senderAddress: from,
    replyTo,
    headers: { "X-Entity-Ref-ID": id },
    tags: { message: id, kind },
  };
}

/** By which mail programs offer to stop updates: RFC 2369 and 8058 (one click, by a POST), RFC 2919. */
function listHeaders(signer: string, { origin, token }: MailTools): Record<string, string> {
  const stop = token("unsubscribe", Buffer.from(signer, "base64url"));
  return {
    "List-Unsubscribe": `<${origin}${href("/unsubscribe/:token", { token: stop })}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": `<updates.${new URL(origin).hostname}>`,
    Precedence: "bulk",
  };
}
