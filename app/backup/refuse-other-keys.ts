/** Whether the keys at hand are those that a backup was made with. */
import type { Keys } from "../keys.server.ts";
import { BackupFault, type Head } from "./format.ts";

/**
 * @throws BackupFault where one of them is missing or another, for what it has sealed could never be read again, or
 * where one that named signers does not
 */
export function refuseOtherKeys(
  { keys, naming }: Pick<Head, "keys" | "naming">,
  { digits, ...ring }: Pick<Keys, "digits" | "naming">,
): void {
  const unmarked = naming.find((version, place) => ring.naming[place] !== version);
  const missing = Object.entries(keys).filter(
    ([version, is]) => digits.get(Number(version)) !== is,
  );
  if (missing.length === 0 && unmarked === undefined) return;
  if (missing.length === 0)
    throw new BackupFault(
      `Key ${unmarked} named signers when the backup was made, and does not here: put it first in APP_KEYS, or mark it (${unmarked}!:…), as it was.`,
    );
  const named = missing.map(([version, is]) => `${version}, check digits ${is}`).join("; ");
  throw new BackupFault(
    `The keys here are not those of the backup (missing: ${named}): give its APP_KEYS, or in the demo put the copy of its file “keys” into the data folder.`,
  );
}
