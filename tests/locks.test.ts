import { globSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

test("each kind of work has a lock of its own, so that none waits for another", () => {
  const numbers = globSync("{app,db,emails}/**/*.ts").flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const found = text.matchAll(/_LOCK = ([\d_]+)|pg_advisory_xact_lock\((\d+)\)/g);
    return [...found].map(([, named, bare]) => Number((named ?? bare)!.replaceAll("_", "")));
  });
  // a batch's lock is two numbers, of which the second is the batch's: it meets none of one number
  const batch = /BATCH_LOCK = ([\d_]+)/.exec(readFileSync("emails/dispatch/leaving.ts", "utf8"))!;
  numbers.splice(numbers.indexOf(Number(batch[1]!.replaceAll("_", ""))), 1);
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.filter((one, index) => numbers.indexOf(one) !== index)).toEqual([]);
});
