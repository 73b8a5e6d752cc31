/** A site with a House to import into, and files sent to it as browsers send them. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Told } from "#app/imports/runs/run.ts";
import type { Db } from "#db/connection.ts";
import type { ImportState, Role } from "#db/schema.ts";

import type { TestDatabase } from "./database.ts";
import { code, emptyHouse } from "./imports.ts";
import { newOrganiser, signInPath } from "./organisers.ts";
import {
  freePort,
  killed,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "./server.ts";

export interface House extends AsyncDisposable {
  base: string;
  db: Db;
  database: TestDatabase;
  server: Running;
  /** Starts another process on the same database, in the place of one that ended. */
  restart: () => Promise<void>;
}

/** A site with 650 seats that nobody holds. */
export async function startHouse(
  env: Record<string, string> = {},
  database?: TestDatabase,
): Promise<House> {
  const own = database ?? (await emptyHouse());
  const port = await freePort();
  const start = () => startProcess({ ...siteEnvironment(own.url, port), ...env }, port);
  const house = {
    base: "",
    db: own.db,
    database: own,
    server: start(),
    restart: async () => {
      house.server = start();
      await untilReady(house.server);
    },
    [Symbol.asyncDispose]: async () => {
      await killed(house.server);
      await own[Symbol.asyncDispose]();
    },
  };
  house.base = house.server.base;
  await untilReady(house.server);
  return house;
}

let organisers = 0;

/** Signs an organiser in by a link. @returns the cookie */
export async function cookieOf({ base, db }: Pick<House, "base" | "db">, role: Role = "organiser") {
  organisers += 1;
  const id = await newOrganiser(db, `imports-${organisers}@example.org`, role);
  const path = await signInPath(db, id);
  const entered = await fetch(base + path, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: base },
    body: "",
  });
  return entered.headers.getSetCookie()[0]!.split(";")[0]!;
}

interface Sent {
  kind?: string;
  partOf?: string;
  name?: string;
  text: string | Uint8Array<ArrayBuffer>;
}

export function upload(base: string, cookie: string, sent: Sent): Promise<Response> {
  const form = new FormData();
  form.set("kind", sent.kind ?? "members");
  form.set("partOf", sent.partOf ?? "");
  form.set("file", new Blob([sent.text]), sent.name ?? "list.csv");
  return fetch(`${base}/organise/members/import`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, Origin: base },
    body: form,
  });
}

export const post = (base: string, cookie: string, path: string, fields: Record<string, string>) =>
  fetch(base + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, Origin: base },
    body: new URLSearchParams(fields),
  });

export const read = async (base: string, cookie: string, path: string): Promise<string> =>
  (await fetch(base + path, { headers: { cookie } })).text();

/** The id in the address to which an upload leads. */
export function idOf(response: Response): number {
  const [, id] = /\/organise\/members\/import\/(\d+)/.exec(response.headers.get("Location") ?? "")!;
  return Number(id);
}

/** Waits until an import is in a state. @returns what it tells */
export async function untilState(db: Db, id: number, ...states: ImportState[]): Promise<Told> {
  for (let tries = 0; tries < 600; tries++) {
    const { state, told } = await db
      .selectFrom("import_run")
      .select(["state", "told"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    if (states.includes(state)) return told as unknown as Told;
    await sleep(100);
  }
  throw new Error(`import ${id} did not become ${states.join(" or ")}`);
}

/** What the form of a page carries. */
export const versionIn = (html: string): string => /name="version" value="([^"]+)"/.exec(html)![1]!;

/** Uploads a file, and runs it as it was seen. @returns the import's id */
export async function uploadAndRun(
  { base, db }: Pick<House, "base" | "db">,
  cookie: string,
  sent: Sent,
): Promise<number> {
  const id = idOf(await upload(base, cookie, sent));
  const { problems } = await untilState(db, id, "tried");
  const path = `/organise/members/import/${id}`;
  const version = versionIn(await read(base, cookie, path));
  const intent = problems.length > 0 ? "force" : "run";
  await post(base, cookie, path, { intent, version, word: "import anyway" });
  await untilState(db, id, "done", "tried");
  return id;
}

const header = "pcon_code,member_id,full_title,display_as,party_text,member_email";

/** A file of all 650 members, each line changed as wanted. */
export function membersFile(
  change: (cells: string[], index: number) => string[] = (cells) => cells,
): string {
  const lines = Array.from({ length: 650 }, (_, index) => {
    const id = 1000 + index;
    const who = [`${id}`, `Member ${id} MP`, `Member ${id}`];
    return change([code(index), ...who, "Labour", `mp-${id}@example.org`], index).join(",");
  });
  return [header, ...lines].join("\n");
}

/** Every row that imports write. */
export async function rowsOf({ pool }: TestDatabase): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of ["area", "member", "membership", "member_contact", "postcode"]) {
    const { rows } = await pool.query<{ row: string }>(
      `select t::text as row from "${table}" t order by 1`,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}
