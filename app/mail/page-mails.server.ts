/** Letters and updates as the mails that leave, to be shown on a page. */
import type { LocaleCode } from "#db/schema.ts";
import type { UpdateText } from "#emails/message.ts";
import { renderMail } from "#emails/registry.ts";

import type { HeldCampaign } from "../campaign/held-campaign.server.ts";
import type { Config } from "../config.server.ts";
import type { Keys } from "../keys.server.ts";
import { mailTools } from "./mail-tools.server.ts";

/** A mail with its footer; `html` goes into a page. */
interface PageMail {
  subject: string;
  html: string;
  text: string;
}

export interface PageMails {
  /** A member's copy, which says where the link to answer it will stand. */
  renderLetter: (letter: { id: number; area: string; subject: string; body: string }) => PageMail;
  /** An update, with links that lead to nobody's data. */
  renderUpdate: (text: UpdateText, locale: LocaleCode) => PageMail;
}

const NOBODY = Buffer.alloc(16).toString("base64url");

export function pageMails(config: Config, keys: Keys, campaign: HeldCampaign): PageMails {
  return {
    renderLetter: ({ id, ...copy }) => {
      const params = { letter: id, member: 0, thread: [], rehearsal: true, ...copy };
      const tools = mailTools(config, keys, campaign.now());
      return inPage(renderMail({ kind: "letter", locale: "en", params }, tools));
    },
    renderUpdate: (text, locale) => {
      const updates = new Map([[0, { en: text, [locale]: text }]]);
      const tools = mailTools(config, keys, campaign.now(), updates);
      const params = { update: 0, signer: NOBODY };
      return inPage(renderMail({ kind: "update", locale, params }, tools));
    },
  };
}

/** Pages refuse a mail's own style, so they show its column in theirs. */
const inPage = (mail: PageMail): PageMail => ({
  ...mail,
  html: /<main>([\s\S]*)<\/main>/.exec(mail.html)![1]!,
});
