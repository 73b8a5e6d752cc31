/** Takes the two posts of a busy day, a signing and a confirmation, up to the answer that says what became of them. */
import type { AppContext, RequestContext } from "../context.server.ts";
import { readConfirmLink } from "./confirm.server.ts";
import { Busy } from "../../db/group-commit.ts";
import { prepareSigning } from "./sign.server.ts";
import { statedPlace } from "./stated-place.ts";
import { readSigningForm } from "./signing-form.ts";
import { type LimitedKey, NETWORK_LIMIT, SIGNING_LIMIT } from "../limits.ts";
import type { PostedConfirmation, PostedSigning } from "./posted.ts";

const slugForm = /^[a-z0-9-]{1,100}$/;

/** @param slug of the demand whose form was sent, as the address has it */
export async function takeSigning(
  {
    keys,
    gathered,
    limits,
    visitor,
    locale,
    clock,
  }: Pick<RequestContext, "keys" | "gathered" | "limits" | "visitor" | "locale" | "clock">,
  slug: string,
  fields: URLSearchParams,
): Promise<PostedSigning> {
  const read = readSigningForm(fields);
  if (read.result !== "filled") return read;
  if (!slugForm.test(slug)) return { result: "no-demand", filled: read };
  const now = clock();
  const wait = visitor ? limits.take(limitsOf(slug, visitor), now) : 0;
  if (wait > 0) return { result: "limited", wait, filled: read };
  const { name, email, postcode, updates, also } = read.form;
  const wish = {
    slugs: also.length === 0 ? [slug] : [...new Set([slug, ...also])],
    person: { name, address: email.address, postcode },
    place: statedPlace(read.form),
    locale,
    updates,
  };
  const posted = await unlessBusy(async () => ({
    result: await gathered.sign(prepareSigning(keys, wish, now)),
    filled: read,
  }));
  // a demand that does not exist stays counted: making them up must end at the network's limit
  const isFree = posted.result === "busy" || posted.result === "no-place";
  if (visitor && isFree) limits.giveBack(limitsOf(slug, visitor));
  return posted;
}

/** A network's limit comes first, so that made-up demands cannot fill the memory of all limits. */
const limitsOf = (slug: string, visitor: string): LimitedKey[] => [
  { key: `sign ${visitor}`, limit: NETWORK_LIMIT },
  { key: `sign ${slug} ${visitor}`, limit: SIGNING_LIMIT },
];

/** @param token as the address has it; `nothing` for a forged or old one too */
export async function takeConfirmation(
  { keys, gathered, clock }: Pick<AppContext, "keys" | "gathered" | "clock">,
  token: string,
  fields: URLSearchParams,
): Promise<PostedConfirmation> {
  const link = readConfirmLink(keys, token, clock());
  if (link.state !== "fresh") return { result: "nothing" };
  const chosen = fields.getAll("demand");
  // a program that names no demand means all; a person who unticked every box means none
  const all = chosen.length === 0 && fields.get("chosen") !== "yes";
  const ticked = all ? null : chosen.filter((name) => slugForm.test(name));
  return unlessBusy(async () => {
    const { slugs } = await gathered.confirm({ id: link.id, ticked });
    const first = slugs[0];
    return first === undefined ? { result: "nothing" } : { result: "confirmed", first };
  });
}

async function unlessBusy<Posted>(
  take: () => Promise<Posted>,
): Promise<Posted | { result: "busy" }> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof Busy) return { result: "busy" };
    throw error;
  }
}
