/** A longer text of the site in the reader's language. */
import type { RequestContext } from "../context.server.ts";
import { renderMarkdown } from "../words/markdown.ts";
import type { Prose } from "../words/prose.en.ts";
import { proseFor } from "../words/words.ts";

export function readProse(
  { config, locale, prefix }: Pick<RequestContext, "config" | "locale" | "prefix">,
  name: keyof Prose,
): { title: string; html: string } {
  const { title, body } = proseFor(locale)[name];
  const { email, address, name: campaign } = config.campaign;
  const reach = [email && `<${email}>`, address].filter((one) => one).join(", ");
  const said = reach === "" ? body.replace(/^.*\{email\}.*$/gm, "") : body;
  const filled = said.replaceAll("{campaign}", campaign).replaceAll("{email}", reach);
  return { title, html: renderMarkdown(filled, prefix) };
}
