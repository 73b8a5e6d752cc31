/** A longer text of the site in the reader's language. */
import { nameIn } from "../campaign/campaign.ts";
import type { RequestContext } from "../context.server.ts";
import { renderMarkdown } from "../words/markdown.ts";
import type { Prose } from "../words/prose.en.ts";
import { proseFor } from "../words/words.ts";

export function readProse(
  context: Pick<RequestContext, "config" | "campaign" | "locale" | "prefix">,
  which: keyof Prose,
): { title: string; html: string } {
  const { config, locale, prefix } = context;
  const campaign = context.campaign.now();
  const { title, body } = proseFor(locale)[which];
  const { email, address } = campaign;
  const { name } = nameIn(campaign, locale, new URL(config.origin).host);
  const reach = [email && `<${email}>`, address].filter((one) => one).join(", ");
  const said = reach === "" ? body.replace(/^.*\{email\}.*$/gm, "") : body;
  const filled = said.replaceAll("{campaign}", name).replaceAll("{email}", reach);
  return { title, html: renderMarkdown(filled, prefix) };
}
