/** What people type and what lets them in is put in by every way there is, and looked for wherever a thief, a subpoena or a backup would. */
import path from "node:path";

import { expect, test } from "vitest";

import { makeIdentity } from "#app/backup/age-keys.server.ts";
import { writeBackup } from "#app/backup/write-backup.server.ts";

import { fail } from "./leak-hunt/faults.ts";
import { answerByMail, tellFates } from "./leak-hunt/mails.ts";
import { at, CYRILLIC, GIVEN, LEFT, NETWORK, POSTCODE, SLUG } from "./leak-hunt/marks.ts";
import { organise } from "./leak-hunt/organisers.ts";
import { type Scene, setScene } from "./leak-hunt/scene.ts";
import { manage, signAndConfirm, unsubscribeFrom, writeOwnLetter } from "./leak-hunt/signers.ts";
import {
  dumpOf,
  filesBelow,
  findLeaks,
  spellingsOf,
  STEM,
  tokenSpellings,
} from "./support/leaks.ts";
import { until } from "./support/mails.ts";
import { APP_KEYS } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";

type Place = [name: string, content: Buffer];

test("nothing that somebody typed, and nothing that lets somebody in, is left in clear anywhere", async () => {
  await using scene = await setScene();
  const { tokens, smtp, connection } = scene;
  const ann = scene.browser();
  await signAndConfirm(scene, ann);
  const { html, unsubscribe } = await manage(scene, ann);
  await writeOwnLetter(scene, ann, html);
  const chief = await organise(scene, ann);
  await answerByMail(scene, chief);
  await tellFates(scene);
  await unsubscribeFrom(scene, ann, unsubscribe);

  // through SMTP, which refuses one in words that name them; and a variable that the log is told of
  const bySmtp = { MAIL_TRANSPORT: "smtp", SMTP_URL: smtp.url };
  await scene.restart({ ...bySmtp, [`MAIL_${LEFT}`]: "yes" });
  await ann.sign({ email: at("smtp") });
  await ann.sign({ email: `550@${STEM}.example` });
  await until(() => Promise.resolve(smtp.messages.length > 0));
  await fail(scene, ann);
  await connection.pool.query("create table left_behind (told text)");
  await connection.pool.query(`insert into left_behind values ('${LEFT}')`);

  const places = await gather(scene);
  const needles = [
    ...spellingsOf(STEM),
    ...spellingsOf(CYRILLIC),
    ...[POSTCODE, POSTCODE.replace(" ", ""), NETWORK, "960123"].map((one) => ({
      as: one,
      bytes: Buffer.from(one),
    })),
    ...[...tokens].flatMap(([name, token]) => tokenSpellings(name, token)),
    ...tokenSpellings("the key", APP_KEYS.split(":")[1]!),
  ];
  expect(tokens.size).toBeGreaterThan(10);
  expect(findLeaks(places, needles)).toEqual([]);
  const elsewhere = places.filter(([name]) => !name.startsWith("postgres/"));
  expect(findLeaks(elsewhere, spellingsOf(GIVEN))).toEqual([]);

  // that it finds what is there: a row that was left, and a line of the log
  const found = findLeaks(places, spellingsOf(LEFT)).map((one) => one.split(":")[0]!);
  for (const place of [/^table left_behind$/, /^output 1$/, /^postgres\/base\//, /pg_wal\//])
    expect(found).toContainEqual(expect.stringMatching(place));

  // that it is found where it does stand: in each kind of place, in the midst of what is there
  const kinds = ["table signature", "output 0", "postgres/pg_wal/", "TMPDIR/backup", "/metrics"];
  for (const kind of kinds) {
    const [name, content] = places.find(([one]) => one.includes(kind))!;
    const half = content.length >> 1;
    for (const mark of [STEM, CYRILLIC, POSTCODE, tokens.get("session")!]) {
      const parts = [content.subarray(0, half), Buffer.from(mark), content.subarray(half)];
      expect(findLeaks([[name, Buffer.concat(parts)]], needles)).not.toEqual([]);
    }
  }
});

/** All that there is, once the mails have left: pages, tables, a backup, files and what was printed. Ends the scene. */
async function gather(scene: Scene): Promise<Place[]> {
  const { connection, base, folder, temporary, outputs } = scene;
  const { db, pool } = connection;
  const waiting = db
    .selectFrom("mail_message")
    .select("id")
    .where("state", "in", ["queued", "sending"])
    .where("kind", "=", "confirm");
  await until(async () => (await waiting.execute()).length === 0);
  const { id: member } = await db
    .selectFrom("member")
    .select("id")
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const pages = [
    ...["/", `/demands/${SLUG}`, `/demands/${SLUG}/places`, "/constituencies"],
    ...["/members", `/members/${member}`, "/letters", "/petitions.json"],
    ...["/petitions/1.json", "/petitions/2.json", "/demands.atom", "/sitemap.xml"],
    ...["/metrics", "/readyz"],
  ];
  const shown = await Promise.all(
    pages.map(async (page): Promise<Place> => {
      const response = await fetch(base + page);
      expect(response.status).toBe(200);
      return [page, Buffer.from(await response.arrayBuffer())];
    }),
  );
  const dump = await dumpOf(connection);
  const backup = path.join(temporary, "backup");
  const recipient = await makeIdentity(path.join(temporary, "identity"), new Date());
  await writeBackup(pool, testKeys, { file: backup, recipient, kind: "whole" }, new Date());
  await pool.query("checkpoint");
  await scene.end();
  const printed = outputs.map((one, index): Place => [
    `output ${index}`,
    Buffer.from(one.output()),
  ]);
  const files = [...filesBelow(temporary)].map(([name, content]): Place => [
    `TMPDIR/${name}`,
    content,
  ]);
  return [...shown, ...dump, ...printed, ...filesBelow(folder), ...files];
}
