/** A deployment on a cluster of the test's own: its roles, its backup, and what becomes of that. */
import fs from "node:fs";

import { expect, test } from "vitest";

import { connect } from "#db/connection.ts";

import { ended, run, startCommand } from "./support/command.ts";
import { scratchFolder } from "./support/installed.ts";
import { findCitus, startCitus } from "./support/own-citus.ts";
import { appUrlOf } from "./support/roles.ts";
import { confirm, countOf, signed, wishFor } from "./support/signers.ts";

const bin = findCitus();

test.skipIf(!bin)(
  `a site of its own role signs on a cluster, and a backup of it is restored on one machine and spread again${bin ? "" : " (no Citus is installed)"}`,
  async () => {
    await using citus = await startCitus(bin!, ["fsync=off"]);
    const at = citus.machines[0]!.url;
    const admin = connect(at, 1);
    const make = async (name: string) => {
      await admin.pool.query(`create database ${name}`);
      return at.replace(/\/postgres$/, `/${name}?citus=true`);
    };
    const command = async (url: string, name: string, ...options: string[]) => {
      const env = { DATABASE_ADMIN_URL: url, DATABASE_MIGRATE_URL: appUrlOf(url, OWNER) };
      return ended(startCommand(appUrlOf(url), name, options, env));
    };

    const one = await make("one");
    await citus.join("one");
    // what Citus has made beside our tables stays its own
    expect((await command(one, "roles")).out).not.toContain("belong to");
    for (const [name, ...options] of [
      ["seed", "--founding"],
      ["spread", "--citus"],
    ])
      expect(await command(one, name!, ...options)).toMatchObject({ code: 0, error: "" });
    const { db, close } = connect(appUrlOf(one), 2);
    const wish = wishFor([1], "ann@example.org", "KZ");
    await confirm(db, await signed(db, wish), [1], new Date());
    expect(await countOf(db, 1)).toBe(1);
    await close();

    using folder = scratchFolder();
    const [file, identity] = [folder.at("backup"), folder.at("identity")];
    const { out } = await run(one, "backup", "--new-key", identity);
    const recipient = /age1\w+/.exec(out)![0];
    const wrote = await command(one, "backup", "--to", file, "--recipient", recipient);
    expect(wrote).toMatchObject({ code: 0, error: "" });
    expect(fs.existsSync(file)).toBe(true);

    const two = await make("two");
    const restore = (url: string) =>
      command(url, "restore", "--from", file, "--identity", identity);
    await command(two, "roles");
    expect((await restore(two)).out).toContain("Every count is true.");
    await citus.join("two");
    expect(await command(two, "spread", "--citus")).toMatchObject({ code: 0, error: "" });
    expect((await command(two, "tally-check")).out).toBe("Every count is true.\n");

    const three = await make("three");
    await citus.join("three");
    await command(three, "roles");
    expect(await restore(three)).toMatchObject({
      code: 1,
      error: expect.stringContaining("Restore into one without it") as string,
    });
    await admin.close();
  },
);

const OWNER = { name: "site_owner", password: "of-the-tests" };
