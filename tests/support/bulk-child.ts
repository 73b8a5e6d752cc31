/** A worker of bulk works in a process of its own, to be killed: `node bulk-child.ts DATABASE`. */
import { setTimeout as sleep } from "node:timers/promises";

import { workBulks } from "#app/review/bulk/work-bulks.server.ts";
import { connect } from "#db/connection.ts";

const { db } = connect(process.argv[2]!, 4);
for (;;) {
  await workBulks(db, () => new Date());
  await sleep(20);
}
