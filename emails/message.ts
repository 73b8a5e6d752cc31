/** What can be mailed: one case a kind, each with the parameters its template needs. */
import type { LocaleCode } from "#db/schema.ts";

/**
 * Parameters are stored readable in `mail_message.params`, so they hold no signer's data and no
 * token: links are made from ids when the mail is rendered. `signing`, `link` are uuids, `signer`
 * is a signer key in base64url. A `confirm` makes no link of its signer, whom the workers of earlier
 * versions cannot read one without.
 */
export type Mail =
  | { kind: "confirm"; params: { signing: string; signer: string; titles: string[] } }
  | { kind: "already-signed"; params: { signer: string; titles: string[] } }
  | { kind: "manage"; params: { signer: string } }
  /** `minutes` that the link opens; 10 in one that an earlier version queued. */
  | { kind: "sign-in"; params: { link: string; minutes?: number | undefined } }
  | { kind: "invitation"; params: { invitation: string; days: number } }
  | { kind: "passkey"; params: { change: "added" | "removed" } }
  | { kind: "mail-test"; params: Record<string, never> }
  | {
      kind: "letter";
      params: { letter: number; member: number } & LetterCopy & Answered;
    }
  | { kind: "letter-test"; params: { letter: number } & LetterCopy }
  | { kind: "sign-invitation"; params: SignInvitation }
  /** Its text is the update's, which stays as it is once it is being sent (`MailTools.updates`). */
  | { kind: "update"; params: { update: number; signer: string } }
  | { kind: "update-test"; params: UpdateText }
  /** Asks its writer to confirm a letter in their own words; what it says is sealed (`MailTools.ownLetters`). */
  | { kind: "own-confirm"; params: { own: string } }
  | { kind: "own-letter"; params: { own: string; member: number } }
  /** Gives it back to its writer. */
  | { kind: "own-returned"; params: { own: string; why: Returned } }
  | { kind: "own-question"; params: { own: string } };

/** Why a letter in somebody's own words is given back. */
export type Returned = "bounced" | "refused" | "unreachable" | "late";

/** What such a letter says, opened when it is packed: never stored readable. */
export interface OwnLetterText {
  subject: string;
  /** The whole letter, in lines. */
  text: string;
  writer: string;
  /** As the member is addressed. */
  member: string;
  constituency: string;
  /** The sender's address, which no other letter has. */
  from: string;
  /** The writer's own. */
  replyTo: string;
  /** In organisers' words, where they refused it. */
  refusal: string | null;
}

/** What an update says, in one language. */
export interface UpdateText {
  subject: string;
  /** Markdown. */
  body: string;
}
/** English, and whatever else it was written in. */
export type UpdateTexts = { en: UpdateText } & Partial<Record<LocaleCode, UpdateText>>;

interface LetterCopy {
  subject: string;
  body: string;
  /** The member's constituency, by its GSS code; a mail that an earlier version queued has none, and keeps its bytes. */
  area?: string | undefined;
}

/** How a member can answer, and what the letter goes on from. */
interface Answered {
  /**
   * The Message-IDs of the letters before in its thread, the first one first. A mail that an earlier version
   * queued has none, nor a link to answer it, and keeps its bytes.
   */
  thread?: string[] | undefined;
  /** It goes to nobody: the link to answer it is only hinted at. */
  rehearsal?: boolean | undefined;
}

interface SignInvitation {
  /** The mail's own uuid, of which the link that ends invitations is made. */
  invite: string;
  list: number;
  slug: string;
  title: string;
  /** In the organisers' words: who collected the address, when, under which words. */
  collector: string;
  collected: string;
  wording: string;
}

export type MailKind = Mail["kind"];
/** By kind, what its template takes. */
export type ParamsOf = { [K in MailKind]: Extract<Mail, { kind: K }>["params"] };

/** Lower leaves first: people who wait before letters and updates, which are paced. */
export const priorityOf: Record<MailKind, number> = {
  "sign-in": 0,
  invitation: 1,
  passkey: 1,
  confirm: 1,
  "already-signed": 1,
  manage: 1,
  "mail-test": 1,
  "letter-test": 2,
  "update-test": 2,
  letter: 3,
  "sign-invitation": 4,
  update: 4,
  "own-confirm": 1,
  "own-letter": 3,
  "own-returned": 2,
  "own-question": 4,
};

/** A message as the outbox holds it, its recipient unsealed. */
export type OutgoingMail = Mail & { id: string; to: string; locale: LocaleCode };
