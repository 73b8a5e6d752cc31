/** Organisers at work on demands: what they type, and what the page then sends. */
import type { Site } from "./server.ts";
import { newOrganiser, signInPath } from "./organisers.ts";
import { type Answer, fieldsFor, type Values, visitor } from "./visitor.ts";

export type Organiser = ReturnType<typeof visitor>;

export async function enter(site: Site, address: string): Promise<Organiser> {
  const who = visitor(site.base);
  await who.post(await signInPath(site.db, await newOrganiser(site.db, address)), {});
  return who;
}

/** What a right form of a new demand holds. */
export const typedDemand = {
  ...{ title: "Let the journalists go", summary: "Nobody belongs in prison for a report." },
  ...{ body: "They **reported**.\n\n- Free them.", addressee: "the authorities" },
};

/** @returns the path of a new draft */
export async function madeBy(who: Organiser, more: Values = {}): Promise<string> {
  const made = await who.post("/organise/demands/new", { ...typedDemand, ...more });
  if (made.status !== 303) throw new Error(`${made.status}: ${made.html}`);
  return made.location.split("?")[0]!;
}

const unescaped = (text: string) =>
  text.replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** What the form that shows a preview would send as it stands. */
export function formIn({ html }: Pick<Answer, "html">): Record<string, string> {
  const [form] = (html.match(/<form\b.*?<\/form>/gs) ?? []).filter((one) =>
    one.includes('data-live="show"'),
  );
  if (!form) throw new Error("no form");
  const fields = fieldsFor(form, "show");
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    if (name) fields[name] = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? "");
  }
  for (const [, name, text] of form.matchAll(
    /<textarea\b[^>]* name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs,
  ))
    fields[name!] = unescaped(text!);
  return fields;
}

/** The texts beside each other, without their marks. */
export const sidesOf = ({ html }: Pick<Answer, "html">) =>
  [
    ...html.matchAll(/<figcaption>(.*?)<\/figcaption>.*?<div class="as-written">(.*?)<\/div>/gs),
  ].map(([, title, side]) => [title, unescaped(side!.replace(/<[^>]+>/g, ""))]);
