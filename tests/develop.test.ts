import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { openBrowser } from "./support/browser.ts";
import { postgresOf, postgresPid, usedFolder } from "./support/embedded.ts";
import {
  freePort,
  type Running,
  startProcess,
  untilPrinted,
  untilReady,
} from "./support/server.ts";

const parts = [
  ...["app", "db", "emails", "public"],
  ...["start.js", "needs-node.js", "run.js", "server.js"],
  ...["package.json", "vite.config.ts", "remix.config.js"],
];

/** A copy of the sources, inside this checkout so that it finds the packages; removed when the test ends. */
function sources() {
  fs.mkdirSync(".cache", { recursive: true });
  const folder = fs.mkdtempSync(path.resolve(".cache/develop-"));
  for (const part of parts)
    fs.cpSync(part, path.join(folder, part), { recursive: true, preserveTimestamps: true });
  return {
    folder,
    /** Replaces what stands in a file. */
    edit(file: string, old: string, now: string) {
      const at = path.join(folder, file);
      const text = fs.readFileSync(at, "utf8");
      expect(text).toContain(old);
      fs.writeFileSync(at, text.replace(old, now));
    },
    append: (file: string, text: string) => fs.appendFileSync(path.join(folder, file), text),
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

async function develop(folder: string, data: string): Promise<Running> {
  const port = await freePort();
  const env = { DATA_DIR: data, APP_ORIGIN: `http://127.0.0.1:${port}` };
  const server = startProcess(env, port, folder, ["--dev"]);
  await untilReady(server);
  await untilPrinted(server, /organise\/sign-in\//);
  return server;
}

/** Asks again and again until the text is in the answer, or in its head. */
async function untilAnswered(base: string, address: string, text: string): Promise<void> {
  for (;;) {
    const signal = AbortSignal.timeout(20_000);
    const response = await fetch(new URL(address, base), { signal }).catch(() => undefined);
    const head = JSON.stringify([...(response?.headers ?? [])]);
    const body = await response?.text().catch(() => "");
    if (`${head}${body}`.includes(text)) return;
    await sleep(100);
  }
}

/** By a signal, though what holds a page open listens for edits: the site, and its Postgres. */
async function ends(server: Running, signal: NodeJS.Signals, data: string): Promise<void> {
  const listening = await fetch(`${server.base}/@edits`);
  expect(listening.status).toBe(200);
  server.process.kill(signal);
  expect(await server.ended).toBe(0);
  await listening.text().catch(() => {});
  expect(postgresOf(data)).toEqual([]);
}

test("SIGINT ends npm run dev, and its Postgres", async () => {
  using data = usedFolder();
  await using server = await develop(".", data.folder);
  await ends(server, "SIGINT", data.folder);
});

test("what is edited shows in an open page by itself, takes effect in mails, host and jobs, and SIGTERM ends it all", async () => {
  using data = usedFolder();
  using copy = sources();
  await using server = await develop(copy.folder, data.folder);
  const postgres = postgresPid(data.folder);
  const browser = await openBrowser();
  const page = await browser.newPage({ locale: "en-GB" });
  const breaches: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) breaches.push(message.text());
  });
  const listens = page.waitForResponse(`${server.base}/@edits`);
  const shows = (text: string) => page.getByText(text).first().waitFor({ timeout: 120_000 });
  await page.goto(server.base);
  await listens;

  copy.edit("app/styles/site.css", "--paper: #faf8f3", "--paper: #123456");
  await page.waitForFunction(
    () => getComputedStyle(document.documentElement).getPropertyValue("--paper") === "#123456",
    undefined,
    { timeout: 120_000 },
  );
  copy.edit("app/components/footer.tsx", "<p className", "<p>An edited component</p><p className");
  await shows("An edited component");
  copy.edit("app/routes/public/home.tsx", "{t.how}", "{`An edited route`}");
  await shows("An edited route");
  copy.edit("app/words/en.ts", "What we demand, and", "Edited words, and");
  await shows("Edited words, and");

  // a page that cannot be made leaves the one that is open, which waits for the mended one
  const fails = page.waitForResponse((response) => response.status() === 500);
  copy.edit("app/routes/public/home.tsx", "{`An edited", "{<`An edited");
  await fails;
  copy.edit("app/routes/public/home.tsx", "{<`An edited route", "{`A mended route");
  await shows("A mended route");

  // a host that cannot start leaves the one that runs in its place
  copy.append("server.js", "\nthis is no program");
  await untilPrinted(server, /"msg":"the web processes stay as they are"/);
  await shows("Edited words, and");
  copy.edit("server.js", "\nthis is no program", "");

  copy.edit("app/components/footer.tsx", "An edited component", "A component of a mended site");
  await shows("A component of a mended site");

  copy.edit("emails/templates/confirm.ts", "const text = `", "const text = `Edited mail: ");
  await untilAnswered(server.base, "/dev/mails", "Edited mail: ");
  copy.edit(
    "app/host/headers.server.ts",
    'setDefault("X-Content-Type-Options", "nosniff");',
    'setDefault("X-Content-Type-Options", "nosniff"); setDefault("X-Edited", "yes");',
  );
  await untilAnswered(server.base, "/", "x-edited");
  const own = ["app/jobs/schedule.server.ts", "app/context.server.ts", "db/lock.ts", "server.js"];
  for (const file of own) copy.append(file, `\nconsole.log("runs: ${file}");\n`);
  copy.edit("run.js", "const dev =", 'console.log("runs: run.js");\nconst dev =');
  for (const file of [...own, "run.js"]) await untilPrinted(server, new RegExp(`runs: ${file}`));
  expect(breaches).toEqual([]);
  await browser.close();
  expect(postgresPid(data.folder)).toBe(postgres);
  await ends(server, "SIGTERM", data.folder);
});

test("what is built for visitors knows nothing of edits", () => {
  const files = fs.readdirSync("build/client", { recursive: true, withFileTypes: true });
  const scripts = files.filter((entry) => entry.isFile() && entry.name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(0);
  for (const { parentPath, name } of scripts)
    expect(fs.readFileSync(path.join(parentPath, name), "utf8")).not.toContain("@edits");
});
