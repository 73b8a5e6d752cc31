/** What mails make their links and footers of. */
import type { MailTools } from "#emails/registry.ts";

import type { Config } from "../config.server.ts";
import { type Keys, linkToken } from "../keys.server.ts";

export function mailTools(config: Pick<Config, "origin" | "campaign">, keys: Keys): MailTools {
  return {
    origin: config.origin,
    campaign: config.campaign,
    token: (word, id) => linkToken(keys, word, id),
  };
}
