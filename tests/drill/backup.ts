/** A backup under load, restored beside it: what was acknowledged before it began is there, and nothing leaves twice. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { makeIdentity } from "#app/backup/age-keys.server.ts";
import { restore } from "#app/backup/restore.server.ts";
import { writeBackup } from "#app/backup/write-backup.server.ts";
import { signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { connect } from "#db/connection.ts";

import { APP_KEYS } from "../support/server.ts";
import type { Outcome } from "./outcome.ts";
import { judge, keysOf, kill, makePlace, untilTaken } from "./place.ts";

export async function backup(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  const keys = keysOf(APP_KEYS);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-drill-"));
  const admin = connect(place.database.url, 2);
  try {
    const identity = path.join(folder, "identity");
    const recipient = await makeIdentity(identity, new Date());
    const server = await place.serve();
    const load = place.load([server]);
    const recovery: number[] = [];
    const wrong: string[] = [];
    let lost = 0;
    for (let round = 0; round < rounds; round++) {
      await untilTaken(load, 10);
      const confirmed = [...load.confirmed];
      const file = path.join(folder, `backup-${round}`);
      await writeBackup(admin.pool, keys, { file, recipient, kind: "whole" }, new Date());
      await admin.pool.query(`create database restored_${round}`);
      const url = place.database.url.replace(/\/postgres$/, `/restored_${round}`);
      const begun = performance.now();
      const { drift } = await restore(url, keys, { file, identity, erasures: [] }, new Date());
      recovery.push((performance.now() - begun) / 1000);
      if (drift.length > 0) wrong.push("a restored count is not true");
      const { db, close } = connect(url, 1);
      const rows = await db.selectFrom("signature").select("signer_key").execute();
      const there = new Set(rows.map(({ signer_key }) => signer_key.toString("hex")));
      const keyOf = (email: string) => signerKey(keys, canonicalAddress(email)).toString("hex");
      lost += confirmed.filter((email) => !there.has(keyOf(email))).length;
      await close();
      // what it would mail, it mails beside the other
      const again = await place.serve({ DATABASE_URL: url });
      await sleep(2_000);
      await kill(again);
    }
    const outcome = await judge({ ...place, load, url: place.database.url }, recovery, wrong);
    return { ...outcome, lost: outcome.lost + lost };
  } finally {
    await admin.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
