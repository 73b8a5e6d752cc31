import { expect, test } from "vitest";

import { describeFault } from "#app/fault.server.ts";

import { freshDatabase } from "./support/database.ts";
import { startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

test("a fault shows a reference, in the visitor's language, and the log names it without what was sent", async () => {
  await using site = await startSite();
  await site.database.pool.query("alter table demand_update rename to elsewhere");
  const { status, html, headers } = await visitor(site.base, "uk").get(
    "/demands/free-the-prisoners?q=secret",
  );
  expect(status).toBe(500);
  expect(headers.get("cache-control")).toBe("no-store");
  const [, reference] = /Номер помилки: <code>([0-9a-f]{8})<\/code>/.exec(html)!;
  const lines = site.server.output().split("\n");
  const line = lines.find((one) => one.includes(reference!))!;
  expect(JSON.parse(line)).toMatchObject({
    reference,
    level: "error",
    msg: "a page failed",
    method: "GET",
    route: "demands",
    code: "42P01",
  });
  expect(site.server.output()).not.toContain("secret");
});

test("what Postgres and parsers quote stays out of the log", () => {
  const quoting = Object.assign(new Error("invalid input: ann@example.org"), {
    severity: "ERROR",
    code: "22P02",
  });
  expect(describeFault(quoting)).toMatchObject({ name: "Error", code: "22P02" });
  for (const error of [quoting, new SyntaxError("Unexpected token in ann@example.org")]) {
    const { stack } = describeFault(error);
    expect(stack).not.toContain("ann@");
    expect(stack).toContain("fault-reference.test.ts");
  }
  expect(describeFault(new TypeError("x is not iterable")).stack).toContain("x is not iterable");
  expect(describeFault("ann@example.org")).toEqual({ name: "not an error" });
});

test("the embedded Postgres writes down nothing of a statement that fails, for its words quote rows and values", async () => {
  await using database = await freshDatabase();
  const shown = async (name: string) =>
    Object.values((await database.pool.query<Record<string, string>>(`show ${name}`)).rows[0]!)[0];
  expect(await shown("log_min_messages")).toBe("log");
  expect(await shown("log_min_error_statement")).toBe("panic");
  expect(await shown("log_error_verbosity")).toBe("terse");
});
