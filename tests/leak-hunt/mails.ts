/** What comes by mail: an answer of a member's office, and what the provider tells of mails. */
import { expect } from "vitest";

import { mail, multipart, REPLIES } from "../support/inbound-mails.ts";
import { STEM } from "../support/leaks.ts";
import { until } from "../support/mails.ts";
import { mailIn } from "../support/resend-receiving.ts";
import { emailEvent, postWebhook, webhookSecret } from "../support/signed-webhook.ts";
import { at, CYRILLIC } from "./marks.ts";
import type { Browser, Scene } from "./scene.ts";

/** An office answers with a file and a telephone number, and an organiser reads it. */
export async function answerByMail(scene: Scene, chief: Browser): Promise<void> {
  const { db } = scene.connection;
  const written = `Yes. Write to ${at("office")}, ${STEM} ${CYRILLIC}, ring 01632 960123.`;
  const file = [
    `Content-Type: application/pdf; name="${STEM}.pdf"`,
    `Content-Disposition: attachment; filename="${STEM}.pdf"`,
    "Content-Transfer-Encoding: base64",
  ];
  const answer = mail({
    ...{ from: `${STEM} <${at("office")}>`, subject: `Re ${STEM}` },
    type: 'multipart/mixed; boundary="b"',
    body: multipart("b", [
      `Content-Type: text/plain; charset=utf-8\n\n${written}`,
      `${file.join("\n")}\n\n${Buffer.from(STEM).toString("base64")}`,
    ]),
  });
  await mailIn(scene.standIn.receiving, webhookOf(scene), answer, [`${STEM}@${REPLIES}`]);
  const read = db.selectFrom("inbound_mail").select("id").where("kind", "is not", null);
  await until(async () => (await read.execute()).length === 1);
  const { id } = await db.selectFrom("inbound_mail").select("id").executeTakeFirstOrThrow();
  expect((await chief.get(`/organise/answers/mails/${id}`)).html).toContain(STEM);
}

/** Fates of a confirmation, and a webhook that is not the provider's. */
export async function tellFates(scene: Scene): Promise<void> {
  const { url, secret } = webhookOf(scene);
  const { id: mailed } = await scene.connection.db
    .selectFrom("mail_message")
    .select("id")
    .where("kind", "=", "confirm")
    .limit(1)
    .executeTakeFirstOrThrow();
  const told = {
    ...{ to: [at("a")], subject: STEM, failed: { reason: `no ${at("a")}` } },
    bounce: { type: "Permanent", subType: "General", message: `no ${at("a")}` },
  };
  for (const type of ["email.bounced", "email.complained", "email.failed", "email.delivered"])
    await postWebhook(url, secret, `msg_${type}`, emailEvent(type, mailed, told));
  const another = `whsec_${Buffer.from(STEM).toString("base64")}`;
  await postWebhook(url, another, `msg_forged_${STEM}`, { type: STEM });
}

const webhookOf = ({ base }: Scene) => ({ url: `${base}/webhooks/resend`, secret: webhookSecret });
