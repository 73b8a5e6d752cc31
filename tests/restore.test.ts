import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { type Connection, connect } from "#db/connection.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { findPostgres, makeCluster, scratchFolder, startCluster } from "./support/installed.ts";
import { APP_KEYS, freePort } from "./support/server.ts";
import {
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const bin = findPostgres();

/** The commands of docs/operations.md that contain `part`, so that what is written there is what is tried. */
function written(part: string): string {
  const text = fs.readFileSync("docs/operations.md", "utf8").replaceAll(/^ {3}/gm, "");
  const blocks = [...text.matchAll(/^```(?:sh|sql)\n([^]*?)^```$/gm)].map(([, block]) => block!);
  return blocks.find((block) => block.includes(part))!;
}

test.skipIf(!bin)(
  `a backup restored as docs/operations.md says has every count, sends nothing twice and keeps who withdrew erased${bin ? "" : " (no Postgres server is installed)"}`,
  async () => {
    using folder = scratchFolder();
    makeCluster(bin!, folder.at("data"));
    using cluster = startCluster(bin!, folder.at("data"), await freePort());
    const restoredUrl = cluster.url.replace(/postgres$/, "restored");
    const shell = (commands: string, env: Record<string, string> = {}) =>
      execFileSync(
        "sh",
        ["-ec", commands.replaceAll("npm run", `npm --prefix ${process.cwd()} run`)],
        {
          cwd: path.dirname(folder.at("data")),
          encoding: "utf8",
          env: {
            PATH: `${bin!}:${process.env["PATH"]}`,
            DATABASE_URL: cluster.url,
            OLD: cluster.url,
            NEW: restoredUrl,
            APP_KEYS,
            APP_ORIGIN: "https://demands.example.org",
            MAIL_TRANSPORT: "mailbox",
            NODE_ENV: "production",
            ...env,
          },
        },
      );

    const old = connect(cluster.url, 4);
    await migrateToLatest(old.db);
    await makeSigningDays(old.db, new Date());
    await seedIfEmpty(old.db, true, new Date());
    const demand = await makeDemand(old.db, "restored");
    for (const name of ["ann", "bob", "eve"])
      await signedAndConfirmed(old.db, wishFor([demand], `${name}@example.org`));
    await signed(old.db, wishFor([demand], "waits@example.org"));

    shell(written("pg_dump"));
    const { signer_key } = await old.db
      .selectFrom("signature")
      .select("signer_key")
      .limit(1)
      .executeTakeFirstOrThrow();
    await withdraw(old.db, testKeys, signer_key, [demand], new Date());

    await old.pool.query("create database restored");
    const [dump] = fs
      .readdirSync(path.dirname(folder.at("x")))
      .filter((name) => name.endsWith(".dump"));
    const restore = written("pg_restore")
      .replace(/^.*createdb.*\n/, "")
      .replaceAll("postgres://…/demands_restored", restoredUrl)
      .replace(/demands-\S+\.dump/, dump!);
    expect(shell(restore)).toContain("Every count is true.");
    const restored = connect(restoredUrl, 4);
    expect(await countOf(restored.db, demand)).toBe(3);
    expect(await mailStates(restored)).toContain("queued");

    await restored.pool.query(written("update mail_batch"));
    expect((await mailStates(restored)).filter((state) => /queued|sending/.test(state))).toEqual(
      [],
    );

    shell(written("kept.copy"));
    expect(await countOf(restored.db, demand)).toBe(2);
    expect(await checkTally(restored.db)).toEqual([]);
    const left = await restored.db.selectFrom("signature").select("signer_key").execute();
    expect(left.some((row) => row.signer_key.equals(signer_key))).toBe(false);
    await Promise.all([old.close(), restored.close()]);
  },
);

const mailStates = async ({ db }: Connection) =>
  (await db.selectFrom("mail_message").select("state").execute()).map(({ state }) => state);
