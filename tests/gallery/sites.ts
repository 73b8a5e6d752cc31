/** The sites that the gallery shows: where everything has happened, as a deployment begins, and without its database. */
import { openBrowser } from "../support/browser.ts";
import { takeAway } from "../support/away.ts";
import type { TestDatabase } from "../support/database.ts";
import { signInPath } from "../support/organisers.ts";
import { serveOn, type Site } from "../support/server.ts";
import { type Facts, fillGallery } from "./fill.ts";
import type { Visit } from "./visits.ts";
import type { Browser } from "playwright-core";

export interface Gallery extends AsyncDisposable {
  browser: Browser;
  sites: Record<Visit["on"], Site>;
  facts: Facts;
}

/** @param newDatabase makes one that is migrated and no more */
export async function startGallery(newDatabase: () => Promise<TestDatabase>): Promise<Gallery> {
  const [full, empty, away] = await Promise.all([newDatabase(), newDatabase(), newDatabase()]);
  const facts = await fillGallery(full);
  const [browser, ...served] = await Promise.all([
    openBrowser(),
    ...[full, empty, away].map((database) => serveOn(database)),
  ]);
  const sites = { full: served[0]!, empty: served[1]!, away: served[2]! };
  const { giveBack } = await takeAway(sites.away);
  return {
    ...{ browser, sites, facts },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await giveBack();
      for (const site of served) await site[Symbol.asyncDispose]();
    },
  };
}

/** The path of a link that signs an owner in, on a site of the gallery. */
export const enterPath = ({ sites, facts }: Gallery, on: Visit["on"]): Promise<string> | string =>
  on === "full" ? facts.links.enter : signInPath(sites[on].db);
