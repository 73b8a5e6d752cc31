/** The figures of this process and of its queue. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

import type { Db } from "#db/connection.ts";

export interface Metrics {
  /** Media type of what `read` gives. */
  type: string;
  read: () => Promise<string>;
  countRequest: (method: string, status: number) => void;
}

export function createMetrics(db: Db): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Answers given, files of the build apart",
    labelNames: ["method", "status"],
    registers: [registry],
  });
  new Gauge({
    name: "mail_queued",
    help: "Mails that wait to leave",
    registers: [registry],
    async collect() {
      const counted = await db
        .selectFrom("mail_message")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("state", "=", "queued")
        .executeTakeFirst()
        .catch(() => undefined);
      // while the database is away the other figures are still wanted
      if (counted) this.set(Number(counted.count));
      else this.remove();
    },
  });
  return {
    type: registry.contentType,
    read: () => registry.metrics(),
    countRequest: (method, status) => requests.inc({ method, status }),
  };
}
