/** Every kind of mail and its template: a kind without one, or one without a subject or a text, does not compile. */
import { uuidBytes } from "#db/uuid.ts";
import type { LocaleCode } from "#db/schema.ts";

import type {
  Mail,
  MailKind,
  OwnLetterText,
  ParamsOf,
  UpdateText,
  UpdateTexts,
} from "./message.ts";
import { answerable, type CopyName, type CopyParams } from "./answerable.ts";
import { alreadySigned } from "./templates/already-signed.ts";
import { confirm } from "./templates/confirm.ts";
import { letter, letterTest } from "./templates/letter.ts";
import { mailTest } from "./templates/mail-test.ts";
import { manage } from "./templates/manage.ts";
import { ownLetter, ownMail } from "./templates/own-letter.ts";
import type { Campaign, Rendered } from "./templates/page.ts";
import { signInvitation } from "./templates/sign-invitation.ts";
import { toOrganiser } from "./templates/to-organiser.ts";
import { update, updateTest } from "./templates/update.ts";
import { mailWords } from "../app/words/mail.ts";
import { href, hrefOfCopy } from "#app/paths.ts";

/** What links and footers are made of; given by the composition root. */
export interface MailTools {
  /** Where every link begins, without a slash at the end. */
  origin: string;
  campaign: Omit<Campaign, "name"> & {
    names: { en: string } & Partial<Record<LocaleCode, string>>;
  };
  /** The signed token of a link. @param id 16 bytes: of a uuid, or a signer key */
  token: (
    word:
      "confirm" | "manage" | "unsubscribe" | "sign-in" | "invitation" | "no-more" | "own-letter",
    id: Uint8Array,
  ) => string;
  /** What leads back to a member's copy of a letter. */
  answers: {
    token: (copy: CopyName) => string;
    /** Where replies to it are taken in; undefined where they are not. */
    address: (copy: CopyName) => string | undefined;
  };
  /** What updates say, by their ids: those that are mailed with these tools. */
  updates: ReadonlyMap<number, UpdateTexts>;
  /** What people wrote to their members, by the letters' uuids: those that are mailed with these tools. */
  ownLetters: ReadonlyMap<string, OwnLetterText>;
}

type MailOf<K extends MailKind = MailKind> = {
  [P in K]: { kind: P; params: ParamsOf[P]; locale: LocaleCode };
}[K];
type Template<K extends MailKind> = (
  params: ParamsOf[K],
  locale: LocaleCode,
  tools: MailTools,
) => Rendered;

const templates: { [K in MailKind]: Template<K> } = {
  confirm: ({ signing, titles }, locale, tools) => {
    const { token } = tools;
    const campaign = campaignIn(locale, tools);
    const signed = { token: token("confirm", uuidBytes(signing)) };
    const link = linkTo(tools, locale, href("/confirm/:token", signed));
    const notMeLink = linkTo(tools, locale, href("/confirm/:token/not-me", signed));
    return confirm({ locale, campaign, titles, link, notMeLink }, mailWords[locale]);
  },
  "already-signed": ({ signer, titles }, locale, tools) => {
    const campaign = campaignIn(locale, tools);
    const link = manageLink(signer, locale, tools);
    return alreadySigned({ locale, campaign, titles, link }, mailWords[locale]);
  },
  manage: ({ signer }, locale, tools) => {
    const link = manageLink(signer, locale, tools);
    return manage({ locale, campaign: campaignIn(locale, tools), link }, mailWords[locale]);
  },
  "sign-in": ({ link: id, minutes = 10 }, locale, tools) => {
    const { token } = tools;
    const campaign = campaignIn(locale, tools);
    const signed = { token: token("sign-in", uuidBytes(id)) };
    const link = linkTo(tools, locale, href("/organise/sign-in/:token", signed));
    const words = mailWords[locale];
    const own = { ...words.signIn, lead: words.signIn.lead(String(minutes)) };
    return toOrganiser({ locale, campaign, link, own }, words);
  },
  invitation: ({ invitation, days }, locale, tools) => {
    const { token } = tools;
    const campaign = campaignIn(locale, tools);
    const signed = { token: token("invitation", uuidBytes(invitation)) };
    const link = linkTo(tools, locale, href("/organise/invitation/:token", signed));
    const words = mailWords[locale];
    const own = { ...words.invitation, lead: words.invitation.lead(String(days)) };
    return toOrganiser({ locale, campaign, link, own }, words);
  },
  passkey: ({ change }, locale, tools) => {
    const link = linkTo(tools, locale, href("/organise/you"));
    const words = mailWords[locale];
    const own = { ...words.passkey, lead: words.passkey[change] };
    return toOrganiser({ locale, campaign: campaignIn(locale, tools), link, own }, words);
  },
  "mail-test": (_params, _locale, tools) => {
    const link = linkTo(tools, "en", href("/organise/first-steps"));
    return mailTest({ campaign: campaignIn("en", tools), link });
  },
  letter: ({ subject, body, ...copy }, _locale, tools) =>
    letter({
      ...{ campaign: campaignIn("en", tools), subject, body, link: copyLink(copy, tools) },
      answer: copy.thread && (answerLink(copy, tools) ?? null),
    }),
  "letter-test": ({ subject, body, ...copy }, _locale, tools) =>
    letterTest({
      ...{ campaign: campaignIn("en", tools), subject, body, link: copyLink(copy, tools) },
      answer: null,
    }),
  "sign-invitation": ({ invite, slug, list: _, ...told }, locale, tools) => {
    const link = linkTo(tools, locale, href("/demands/:slug", { slug }));
    const noMoreLink = noMoreLinkOf(invite, locale, tools);
    const campaign = campaignIn(locale, tools);
    return signInvitation({ locale, campaign, link, noMoreLink, ...told }, mailWords[locale]);
  },
  update: ({ update: id, signer }, locale, tools) => {
    const { token, updates } = tools;
    const texts = updates.get(id);
    if (!texts) throw new Error(`update ${id} has no text`);
    const signed = { token: token("unsubscribe", Buffer.from(signer, "base64url")) };
    const links = {
      unsubscribe: linkTo(tools, locale, href("/unsubscribe/:token", signed)),
      manage: manageLink(signer, locale, tools),
    };
    return update({ ...textIn(texts, locale), locale, campaign: campaignIn(locale, tools), links });
  },
  "own-confirm": ({ own }, locale, tools) => {
    const { ownConfirm } = mailWords[locale];
    return toWriter({ own, locale, tools, words: ownConfirm, lead: ownConfirm.lead });
  },
  "own-letter": ({ own }, _locale, tools) =>
    ownLetter({ campaign: campaignIn("en", tools), letter: ownText(own, tools) }),
  "own-returned": ({ own, why }, locale, tools) => {
    const { ownReturned } = mailWords[locale];
    const { refusal } = ownText(own, tools);
    const lead = ownReturned[why] + (refusal ? ` ${ownReturned.reason(refusal)}` : "");
    return toWriter({ own, locale, tools, words: { ...ownReturned, button: undefined }, lead });
  },
  "own-question": ({ own }, locale, tools) => {
    const { ownQuestion } = mailWords[locale];
    const lead = ownQuestion.lead(ownText(own, tools).member);
    return toWriter({ own, locale, tools, words: ownQuestion, lead });
  },
  // whoever tries one out has no link of a signer
  "update-test": (text, locale, tools) => {
    const manage = linkTo(tools, locale, href("/manage"));
    const links = { unsubscribe: manage, manage };
    return updateTest({
      ...{ ...text, lang: locale, locale, campaign: campaignIn(locale, tools), links },
    });
  },
};

/** @throws Error where its writer has erased it */
export function ownText(own: string, { ownLetters }: MailTools): OwnLetterText {
  const letter = ownLetters.get(own);
  if (!letter) throw new Error(`letter ${own} is not there`);
  return letter;
}

/** A mail to who wrote a letter in their own words: the whole of it stands below what there is to say. */
function toWriter(mail: {
  own: string;
  locale: LocaleCode;
  tools: MailTools;
  words: { subject: string; button: string | undefined; below: string };
  lead: string;
}): Rendered {
  const { own, locale, tools, words, lead } = mail;
  const signed = { token: tools.token("own-letter", uuidBytes(own)) };
  const link = linkTo(tools, locale, href("/own-letter/:token", signed));
  const campaign = campaignIn(locale, tools);
  const { text } = ownText(own, tools);
  return ownMail({ ...words, locale, campaign, lead, link, text }, mailWords[locale]);
}

/** In that language, or else in English. */
function textIn(texts: UpdateTexts, locale: LocaleCode): UpdateText & { lang: LocaleCode } {
  const own = texts[locale];
  return own ? { ...own, lang: locale } : { ...texts.en, lang: "en" };
}

const campaignIn = (locale: LocaleCode, { campaign }: MailTools): Campaign => ({
  ...campaign,
  name: campaign.names[locale] ?? campaign.names.en,
});

function manageLink(signer: string, locale: LocaleCode, tools: MailTools): string {
  const key = Buffer.from(signer, "base64url");
  return linkTo(tools, locale, href("/manage/:token", { token: tools.token("manage", key) }));
}

/** Ends invitations to whom the mail of this uuid went. */
export const noMoreLinkOf = (mail: string, locale: LocaleCode, tools: MailTools): string =>
  linkTo(
    tools,
    locale,
    href("/no-more/:token", { token: tools.token("no-more", uuidBytes(mail)) }),
  );

/** Where everybody can read what the member was sent. Letters are in English, whoever receives them. */
const copyLink = (
  { letter: id, area }: { letter: number; area?: string | undefined },
  tools: MailTools,
): string =>
  linkTo(tools, "en", area === undefined ? href("/letters/:id", { id }) : hrefOfCopy(id, area));

function answerLink(params: CopyParams, tools: MailTools): string | undefined {
  const copy = answerable(params);
  return copy && linkTo(tools, "en", href("/answer/:token", { token: tools.answers.token(copy) }));
}

/**
 * A link in the language of its mail. English has a prefix too: without one the language of whichever
 * browser opens the link would decide.
 */
const linkTo = ({ origin }: MailTools, locale: LocaleCode, path: string) =>
  `${origin}/${locale}${path}`;

function renderOf<K extends MailKind>(mail: MailOf<K>, tools: MailTools): Rendered {
  return templates[mail.kind](mail.params, mail.locale, tools);
}

/** The same mail renders to the same bytes always: there is no clock and no chance in it. */
export function renderMail(mail: Mail & { locale: LocaleCode }, tools: MailTools): Rendered {
  return renderOf(mail, tools);
}
