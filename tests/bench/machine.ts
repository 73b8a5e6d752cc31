/** What the figures were taken on. */
import os from "node:os";

import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** In one line: processor, cores, memory, system, Node, Postgres and how it is set. */
export async function describeMachine(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, current_setting(name) as setting from pg_settings
     where name in ('server_version', 'fsync', 'synchronous_commit', 'shared_buffers')`.execute(db);
  const setting = (name: string) => rows.find((row) => row.name === name)?.setting ?? "";
  const cpus = os.cpus();
  return [
    `${cpus.length} cores of ${cpus[0]?.model.trim() ?? "an unknown processor"}`,
    `${Math.round(os.totalmem() / 2 ** 30)} GB`,
    `${os.type()} ${os.release()}`,
    `Node ${process.versions.node}`,
    `Postgres ${setting("server_version").split(" ")[0]} (fsync ${setting("fsync")}, synchronous_commit ` +
      `${setting("synchronous_commit")}, shared_buffers ${setting("shared_buffers")})`,
  ].join(", ");
}
