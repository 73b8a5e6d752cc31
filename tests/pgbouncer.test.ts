import { expect, inject, test } from "vitest";

import { dailyWork } from "#app/jobs/nightly.server.ts";
import { connect } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import { run } from "./support/command.ts";
import { findPgbouncer, scratchFolder, startPgbouncer } from "./support/installed.ts";
import { freePort, siteEnvironment, startProcess, untilReady } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const program = findPgbouncer();

test.skipIf(!program)(
  `all works through pgbouncer in transaction mode${program ? "" : " (it is not installed)"}`,
  async () => {
    const admin = connect(inject("databaseUrl"), 1);
    const name = `test_${uuidv7(new Date()).replaceAll("-", "")}`;
    await admin.pool.query(`create database ${name} template template0`);
    {
      using folder = scratchFolder();
      const behind = inject("databaseUrl").replace(/\/postgres$/, `/${name}`);
      const at = folder.at("pgbouncer.ini");
      await using pooler = startPgbouncer(program!, at, behind, await freePort(), 3);
      expect((await run(behind, "seed", "--founding")).code).toBe(0);
      const port = await freePort();
      await using server = startProcess(siteEnvironment(pooler.url, port), port);
      await untilReady(server);
      const { sign, post, mails } = visitor(server.base);
      const people = Array.from({ length: 20 }, (_, n) => `person-${n}@example.org`);
      const signed = await Promise.all(
        people.map((email) => sign("free-the-prisoners", { email, country: "KZ", postcode: "" })),
      );
      expect(new Set(signed.map(({ status }) => status))).toEqual(new Set([303]));
      await Promise.all(
        people.map(async (email) => {
          const link = linkIn((await mails(email))[0]!, "/confirm/");
          expect((await post(link, {})).status).toBe(303);
        }),
      );
      const { db, close } = connect(pooler.url, 4);
      const nights = await Promise.all([1, 2].map(() => dailyWork(db, testKeys, new Date())));
      expect(nights.filter((night) => night !== undefined)).not.toEqual([]);
      for (const night of nights) expect(night ?? clean).toEqual(clean);
      const { signature_count: total } = await db
        .selectFrom("demand")
        .select("signature_count")
        .where("slug", "=", "free-the-prisoners")
        .executeTakeFirstOrThrow();
      expect(total).toBe(people.length);
      await close();
    }
    await admin.pool.query(`drop database ${name} with (force)`);
    await admin.close();
  },
);

const clean = { drift: [], failed: [] };
