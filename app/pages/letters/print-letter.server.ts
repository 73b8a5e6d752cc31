/** The sheets of a letter that is posted, some at a time, so that a long run holds nobody else up. */
import { setImmediate as giveWay } from "node:timers/promises";

import { type Campaign, nameIn } from "../../campaign/campaign.ts";
import type { RequestContext } from "../../context.server.ts";
import { answerToken } from "../../letters/copy-links.server.ts";
import type { Letter } from "../../letters/letter.ts";
import type { PostedTo } from "../../letters/paper/posted.ts";
import { listPosted, type PostedCopy } from "../../letters/paper/posted-copies.server.ts";
import { houseAddress } from "../../members/house-address.ts";
import { href, hrefOfCopy } from "../../paths.ts";
import { renderMailMarkdown } from "../../words/markdown.ts";

/** Between two of them other requests have their turn. */
const PORTION = 20;

type Tools = Pick<RequestContext, "db" | "config" | "campaign" | "keys">;
type Counted = Letter & { countedAt: Date };

const fromOf = (campaign: Campaign, origin: string) => ({
  name: nameIn(campaign, "en", new URL(origin).host).name,
  address: campaign.address,
  telephone: campaign.telephone,
  email: campaign.email,
  sender: campaign.sender,
});

/** Whether a letter ends with this name, as most do: above that of the campaign, or below it. */
const isSigned = (body: string, sender: string | undefined) =>
  body
    .trimEnd()
    .split("\n")
    .slice(-2)
    .some((line) => line.trim() === sender);

/** All copies at once are a few megabytes; what is made of them is some more. */
export async function preparePrint(tools: Tools, letter: Counted, to: PostedTo) {
  const { db, config, campaign, keys } = tools;
  const { origin } = config;
  const copies = await listPosted(db, letter, to);
  const from = fromOf(campaign.now(), origin);
  const sheetOf = ({ memberId, fullTitle, legislature, areaCode, subject, body }: PostedCopy) => ({
    from: isSigned(body, from.sender) ? { ...from, sender: undefined } : from,
    to: [fullTitle, ...houseAddress(legislature)],
    countedAt: letter.countedAt,
    subject,
    html: renderMailMarkdown(body),
    page: origin + hrefOfCopy(letter.id, areaCode),
    // of a rehearsal nobody is to answer
    answer: letter.rehearsal
      ? undefined
      : origin +
        href("/answer/:token", { token: answerToken(keys, { letterId: letter.id, memberId }) }),
  });
  async function* portions() {
    for (let from = 0; from < copies.length; from += PORTION) {
      yield copies.slice(from, from + PORTION).map(sheetOf);
      await giveWay();
    }
  }
  return { number: copies.length, portions: portions() };
}
