/** What stands in `deploy/` and beside it names what there is: figures, commands, one Node. */
import fs from "node:fs";

import pg from "pg";
import { expect, test } from "vitest";
import { parse } from "yaml";

import { createMetrics } from "#app/host/figures/metrics.server.ts";

const read = (file: string) => fs.readFileSync(file, "utf8");
const operations = read("docs/operations.md");
const { groups } = parse(read("deploy/alerts.yml")) as {
  groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
};
const rules = groups.flatMap((group) => group.rules);

/** The names in an expression that are figures: a job's label follows each. */
const figuresOf = (expr: string) =>
  [...expr.matchAll(/(\w+)\{job="demands"/g)].map(([, name]) => name!);

/** The rows of “Look at it”: what may be backticks in the first column. */
const told = [...operations.matchAll(/^\| `?([a-z_]+_[a-z_]+)[^|]*\|/gm)].map(([, name]) => name!);

test("alerts are of figures that the program gives, and operations.md says what each of them means", async () => {
  const pool = new pg.Pool();
  const queue = { queued: 0, oldest: 0, problems: 0, settingsMissing: 0, overdue: 0 };
  const metrics = createMetrics(
    { pool },
    () => Promise.resolve(queue),
    () => false,
  );
  metrics.observeRequest("GET", 200, 0.01);
  const given = new Set(
    [...(await metrics.read()).matchAll(/^# TYPE (\w+) /gm)].flatMap(([, name]) => [
      name!,
      ...[`${name}_bucket`, `${name}_count`],
    ]),
  );
  await pool.end();
  // Prometheus gives it itself
  given.add("up");
  for (const { alert, expr, annotations } of rules) {
    expect(figuresOf(expr), alert).not.toEqual([]);
    for (const name of figuresOf(expr)) expect(given.has(name), `${alert}: ${name}`).toBe(true);
    expect(annotations.summary, alert).toMatch(/\.$/);
  }
  const alerted = new Set(rules.flatMap(({ expr }) => figuresOf(expr)));
  for (const name of told)
    expect(
      [...alerted].some((one) => one.startsWith(name)),
      `nothing wakes anybody for ${name}`,
    ).toBe(true);
});

test("every list of files runs the same Node, and what starts the program is there", () => {
  const { dependencies, devDependencies, scripts } = JSON.parse(read("package.json")) as Record<
    string,
    Record<string, string>
  >;
  const major = read(".nvmrc").trim();
  const version = { ...dependencies, ...devDependencies }["node"];
  if (version) expect(version.split(".")[0]).toBe(major);
  for (const image of `${read("Dockerfile")}${read(".github/workflows/ci.yml")}`.matchAll(
    /node:(\d+)-/g,
  ))
    expect(image[1]).toBe(major);
  for (const [, script] of read("Procfile").matchAll(/npm run (\S+)/g))
    expect(scripts).toHaveProperty(script!);
  expect(read("deploy/demands.service")).toContain("node_modules/.bin/node start.js");
  for (const file of ["start.js", ".ci/run", "CONTRIBUTING.md"])
    expect(fs.existsSync(file), file).toBe(true);
});

test("what operations.md has Compose run is there: the service, the file in its image, and each option", () => {
  interface Service {
    command?: string | string[];
  }
  const { services } = parse(read("compose.yaml"), { merge: true }) as {
    services: Record<string, Service>;
  };
  const folders = [...read("Dockerfile").matchAll(/^COPY (\w+) \1$/gm)].map(
    ([, folder]) => folder!,
  );
  const text = operations.replaceAll("\\\n", " ");
  const commands = [...text.matchAll(/docker compose (?:run|exec) [^`\n]+/g)].map(([one]) => one);
  expect(commands.length).toBeGreaterThan(6);
  for (const command of commands) {
    const words = command.split(/\s+/).slice(3);
    while (words[0]!.startsWith("-")) if (words.shift() === "--volume") words.shift();
    const [service, program, file, ...options] = words;
    expect(Object.keys(services), command).toContain(service);
    if (program !== "node") continue;
    expect(folders, command).toContain(file!.split("/")[0]);
    const source = read(file!);
    for (const option of options.filter((one) => one.startsWith("--")))
      expect(source, `${command}: ${option}`).toContain(`  ${option}`);
  }
});
