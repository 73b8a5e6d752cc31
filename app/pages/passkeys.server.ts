/** Passkeys as pages use them: what the site is to them, and signing in by one. */
import type { RequestContext } from "../context.server.ts";
import { enterByPasskey } from "../organisers/passkeys/enter.server.ts";
import { relyingPartyOf } from "../organisers/passkeys/relying-party.ts";
import { tokenOf } from "./session.server.ts";

type Context = Pick<RequestContext, "db" | "keys" | "config" | "clock">;

/** @returns undefined where the site’s address is none that passkeys can be bound to */
export const passkeySite = ({ config }: Pick<RequestContext, "config">) =>
  relyingPartyOf(config.origin);

/** @param text what the page's script sent */
export async function enterBy(context: Context, request: Request, text: string) {
  const { db, keys, clock } = context;
  const site = passkeySite(context);
  if (!site) return "refused";
  const oldToken = tokenOf(context, request);
  return enterByPasskey(db, keys, site, { text, oldToken }, clock());
}
