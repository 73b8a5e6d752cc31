/** Keeps a process from going on with the names that signers had before a leak. */
import type pg from "pg";

import { ConfigError } from "../config.server.ts";
import type { Keys } from "../keys.server.ts";

const UNDEFINED_TABLE = "42P01";

/**
 * For each new connection: a process that was cut off while signers were named anew, and comes back, would count
 * people twice. What else is wrong with a ring is told at a start.
 */
export const verifyNaming =
  (keys: Pick<Keys, "naming">) =>
  async (client: pg.ClientBase): Promise<void> => {
    const further = await listNaming(client);
    if (further.some((version) => !keys.naming.includes(version)))
      throw new ConfigError(
        `Signers are named with key ${further.join(", ")} since a leak: stop this process, and start it with the ring in which it has its mark.`,
      );
  };

/** But for the first one. */
async function listNaming(client: pg.ClientBase): Promise<number[]> {
  try {
    const { rows } = await client.query<{ version: number }>(
      "select version from ring_key where names order by version offset 1",
    );
    return rows.map(({ version }) => version);
  } catch (error) {
    // before the first migration
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return [];
    throw error;
  }
}
