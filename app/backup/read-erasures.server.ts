/** Reads lists of what was erased, as `npm run backup -- --erasures` writes them. */
import { type Keys, renewName } from "../keys.server.ts";
import type { Erasure } from "../signatures/erasures/replay-erasures.server.ts";
import { BackupFault } from "./format.ts";
import { readBackup } from "./read-backup.server.ts";
import { refuseOtherKeys } from "./refuse-other-keys.ts";

/** Named as signers are now, though they were named anew since the list was made. */
export async function readErasures(
  file: string,
  identity: string,
  keys: Pick<Keys, "digits" | "naming" | "renewals">,
): Promise<Erasure[]> {
  const erasures: Erasure[] = [];
  let renewals: Keys["renewals"] = [];
  await readBackup(file, identity, {
    head: (head) => {
      if (head.kind !== "erasures")
        throw new BackupFault(`${file} is not a list of erasures, but a whole backup.`);
      refuseOtherKeys(head, keys);
      renewals = keys.renewals.filter(({ version }) => !head.naming.includes(version));
    },
    table: async ({ columns }, rows) => {
      const [name, at] = [columns.indexOf("name"), columns.indexOf("at")];
      for await (const chunk of rows)
        for (const line of chunk.toString().trimEnd().split("\n")) {
          const fields = line.split("\t");
          const renewed = renewName(renewals, bytesOf(fields[name]!));
          erasures.push({ name: renewed, at: timeOf(fields[at]!) });
        }
      return erasures.length;
    },
  });
  return erasures;
}

/** As COPY writes them: `\\x0a1b…`, and the time in UTC. */
const bytesOf = (text: string) => Buffer.from(text.slice("\\\\x".length), "hex");
const timeOf = (text: string) => new Date(text.replace(/\+00$/, "Z"));
