/** `--against FOLDER`: this checkout beside another one, by what a request takes of the processors. */
import fs from "node:fs";
import path from "node:path";

import type { Figure } from "./figures.ts";
import { meetByMail } from "./meet-by-mail.ts";
import { meetToConfirm, meetToRead, meetToSign } from "./meet-by-requests.ts";
import { type Measured, measureRun, type Meet } from "./meeting.ts";
import { DEMAND } from "./site.ts";
import type { Bench } from "./tools.ts";

interface Work {
  meet: Meet;
  /** What is counted. */
  each: "request" | "mail";
  /** Whether Postgres has a part in it. */
  asksPostgres: boolean;
}

const works: Record<string, Work> = {
  sign: { meet: meetToSign, each: "request", asksPostgres: true },
  confirm: { meet: meetToConfirm, each: "request", asksPostgres: true },
  page: { meet: meetToRead(`/demands/${DEMAND.slug}`), each: "request", asksPostgres: false },
  count: {
    meet: meetToRead(`/petitions/${DEMAND.id}/count.json`),
    each: "request",
    asksPostgres: false,
  },
  mail: { meet: meetByMail, each: "mail", asksPostgres: true },
};

/** The most that this checkout may take, of what the other one takes. */
const MOST = 1.05;

/** @returns what is missing in a folder that is not a checkout with a build */
export const missingIn = (folder: string): string | undefined =>
  ["start.js", "build/server/index.js"].find((file) => !fs.existsSync(path.join(folder, file)));

export const benchesAgainst = (folder: string): Record<string, Bench> =>
  Object.fromEntries(
    Object.entries(works).map(([name, work]) => [
      name,
      (tools) => compare(name, work, folder, tools),
    ]),
  );

/**
 * Each round starts both sites anew, for V8 does not always make the same of the same program, and a
 * process keeps what it has made; who is first changes from round to round.
 */
async function compare(
  name: string,
  { meet, each, asksPostgres }: Work,
  folder: string,
  tools: Parameters<Bench>[0],
): Promise<Figure[]> {
  /** Of each site in each round, ours first. */
  const found: Measured[][] = [[], []];
  for (let round = 0; round < tools.runs; round++) {
    const isSwapped = round % 2 === 1;
    const folders = isSwapped ? [folder, "."] : [".", folder];
    await using meeting = await meet(tools, folders);
    // both are compiled by V8 as they run: the first run warms up
    await meeting.run();
    const measured = await measureRun(meeting);
    await meeting.check();
    for (const [index, rounds] of found.entries())
      rounds.push((isSwapped ? measured.toReversed() : measured)[index]!);
  }
  const figure = (what: string, unit: Figure["unit"], key: keyof Measured): Figure => ({
    name: what,
    unit,
    ours: found[0]!.map((round) => round[key]),
    reference: { what: `in ${folder}`, runs: found[1]!.map((round) => round[key]) },
    ...(key === "site" && { target: { of: "ratio", most: MOST } }),
  });
  const who = each === "mail" ? "the worker" : "the site";
  return [
    figure(name, "/s", "rate"),
    figure(`${name}: ${who}, a ${each}`, "µs", "site"),
    ...(asksPostgres ? [figure(`${name}: Postgres, a ${each}`, "µs", "postgres")] : []),
  ].filter(({ ours }) => ours.every((number) => number > 0));
}
