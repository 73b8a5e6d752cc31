/** What mails make their links and footers of. */
import type { MailTools } from "#emails/registry.ts";

import type { Campaign } from "../campaign/campaign.ts";
import type { Config } from "../config.server.ts";
import { type Keys, linkToken } from "../keys.server.ts";
import { answerToken, replyName } from "../letters/copy-links.server.ts";

type Facts = Pick<Config, "origin"> & { mail: Pick<Config["mail"], "inboundDomain"> };

export const mailTools = (
  { origin, mail: { inboundDomain } }: Facts,
  keys: Keys,
  campaign: Campaign,
  updates: MailTools["updates"] = new Map(),
  ownLetters: MailTools["ownLetters"] = new Map(),
): MailTools => ({
  origin,
  // a deployment without a name is its host
  campaign: { ...campaign, names: { en: new URL(origin).host, ...campaign.names } },
  updates,
  answers: {
    token: (copy) => answerToken(keys, copy),
    address: (copy) => inboundDomain && `${replyName(keys, copy)}@${inboundDomain}`,
  },
  ownLetters,
  token: (word, id) => linkToken(keys, word, id),
});
