/** Whether the keys at hand are those that a backup was made with. */
import type { Keys } from "../keys.server.ts";
import { BackupFault, type Head } from "./format.ts";

/** @throws BackupFault where one of them is missing or another: what it has sealed could never be read again */
export function refuseOtherKeys(
  { keys }: Pick<Head, "keys">,
  { digits }: Pick<Keys, "digits">,
): void {
  const missing = Object.entries(keys).filter(
    ([version, is]) => digits.get(Number(version)) !== is,
  );
  if (missing.length === 0) return;
  const named = missing.map(([version, is]) => `${version}, check digits ${is}`).join("; ");
  throw new BackupFault(
    `The keys here are not those of the backup (missing: ${named}): give its APP_KEYS, or in the demo put the copy of its file “keys” into the data folder.`,
  );
}
