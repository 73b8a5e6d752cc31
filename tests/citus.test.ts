/** The tests of signing, confirming, withdrawing, placing, counting and bulk work, on tables spread over machines. */
import { test } from "vitest";

import { citusUrl, prepareCluster, renewedDatabase } from "./support/citus.ts";
import { freshFrom } from "./support/database.ts";

const url = citusUrl;
if (url) {
  await prepareCluster(url);
  freshFrom(() => renewedDatabase(url));
  await import("./sign-and-confirm.test.ts");
  await import("./spent-links.test.ts");
  await import("./place-later.test.ts");
  await import("./sign-these-too.test.ts");
  await import("./tally.test.ts");
  await import("./retention.test.ts");
  await import("./bulk-work.test.ts");
} else test.skip("all works on a Citus cluster (CITUS_URL names none)", () => {});
