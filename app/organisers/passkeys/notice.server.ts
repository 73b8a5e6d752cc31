/** Tells an organiser by mail that their sign-in was changed, whoever did it. */
import type { Db } from "#db/connection.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import { getOrganiserAddress } from "../organiser-address.server.ts";

/** `tx` is the transaction of the change. */
export async function mailNotice(
  tx: Db,
  keys: Keys,
  organiserId: number,
  change: "added" | "removed",
  now: Date,
): Promise<void> {
  const envelope = sealTo(keys, await getOrganiserAddress(tx, keys, organiserId), now);
  await enqueue(tx, [{ kind: "passkey", params: { change }, envelope }], now);
}
