/** Two sites that are asked the same over HTTP. */
import { linkToken } from "#app/keys.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes } from "#db/uuid.ts";

import { confirmersOf } from "./confirm.ts";
import { type Crowd, readersOf, secondsFor } from "./crowd.ts";
import type { Meet, Met } from "./meeting.ts";
import { keys } from "./people.ts";
import { signersOf } from "./sign.ts";
import { type Site, startSite } from "./site.ts";
import { insist, type Tools } from "./tools.ts";
import { countedTruly, storedTruly } from "./truth.ts";

/**
 * In one turn of a site; a run has many of them. So short that the other one finds the machine as
 * this one did, and long enough for every connection to ask some times.
 */
const REQUESTS = 256;

/** A site, and the checkout that it and its database are of. */
interface There {
  site: Site;
  db: Db;
  folder: string;
}

interface Visit {
  crowd: Crowd;
  check: () => Promise<void>;
}

/**
 * @param requests in a second of a run, about as many as a site can answer: a run then has some
 *   collections of all garbage in it, which fall where they will
 */
function meet(
  requests: number,
  visit: (tools: Tools, there: There, inAll: number) => Promise<Visit>,
): Meet {
  return async (tools, folders) => {
    const { seconds } = tools;
    const pace = { turns: Math.ceil((requests * seconds) / REQUESTS / 2) * 2, requests: REQUESTS };
    const amount = pace.turns * pace.requests;
    await using stack = new AsyncDisposableStack();
    const visits: (Met & Visit)[] = [];
    for (const [index, folder] of folders.entries()) {
      const database = stack.use(await tools.cluster.newDatabase(`bench_against_${index}`, folder));
      const site = stack.use(await startSite(database, { ROLE: "web" }, folder));
      const { db } = database;
      const visited = await visit(tools, { site, db, folder }, 2 * amount);
      visits.push({ pid: site.process.pid!, db, ...visited });
    }
    const crowds = visits.map(({ crowd }) => crowd);
    const owned = stack.move();
    return {
      sites: visits,
      amount,
      run: () => secondsFor(tools, crowds, pace),
      check: async () => {
        for (const { check } of visits) await check();
      },
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  };
}

export const meetToRead = (path: string): Meet =>
  meet(40_000, (_, { site }) =>
    Promise.resolve({ crowd: readersOf(site, path), check: () => Promise.resolve() }),
  );

export const meetToSign: Meet = meet(10_000, (_, { site, db }) => {
  const crowd = signersOf(site);
  return Promise.resolve({ crowd, check: () => storedTruly(db, crowd.done()) });
});

export const meetToConfirm: Meet = meet(10_000, async (tools, { site, db, folder }, inAll) => {
  const tokens = await signThere(tools, site, db, inAll);
  const crowd = confirmersOf(site, (count) => Promise.resolve(tokens.splice(0, count)));
  const check = async () => {
    await storedTruly(db, inAll);
    await countedTruly(db, crowd.done(), folder);
  };
  return { crowd, check };
});

/**
 * Has people sign over HTTP: each site makes rows as its own tables have them.
 * @returns the token of each one's link
 */
async function signThere(tools: Tools, site: Site, db: Db, count: number): Promise<string[]> {
  await secondsFor(tools, [signersOf(site)], { turns: 1, requests: count });
  const rows = await db.selectFrom("signing").select("id").orderBy("id").execute();
  insist(rows.length === count, `${count} signed, ${rows.length} signings are stored`);
  return rows.map(({ id }) => linkToken(keys, "confirm", uuidBytes(id)));
}
