/** Servers that are told to stop or to renew themselves, whose clock steps, and whose visitors are slow or mute. */
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { untilPrinted } from "../support/server.ts";
import type { Outcome } from "./outcome.ts";
import { judge, makePlace, untilTaken } from "./place.ts";

export async function sigterm(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  const wrong: string[] = [];
  const slow: string[] = [];
  const recovery: number[] = [];
  const start = (port?: number) => place.serve({ WEB_CONCURRENCY: "2" }, port);
  let server = await start();
  const load = place.load([server]);
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    await sleep(Math.random() * 100);
    const begun = performance.now();
    server.process.kill("SIGTERM");
    const code = await server.ended;
    if (code !== 0) wrong.push(`it ended with ${code}`);
    if (performance.now() - begun > 10_000) slow.push("it took longer than 10 s to end");
    server = await start(Number(new URL(server.base).port));
    recovery.push(await untilTaken(load, 1));
  }
  return await judge({ ...place, load, url: place.database.url }, recovery, wrong, slow);
}

/** Web processes are renewed, and nobody notices. */
export async function sighup(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  const server = await place.serve({ WEB_CONCURRENCY: "2", LOG_LEVEL: "info" });
  await untilPrinted(server, /"msg":"started"/);
  const ended = () => server.output().split('"msg":"a web process has ended"').length - 1;
  const load = place.load([server]);
  const recovery: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    await untilTaken(load);
    server.process.kill("SIGHUP");
    while (ended() < 2 * round) await sleep(20);
    recovery.push(await untilTaken(load, 1));
  }
  const others = [...load.answers].filter(([status]) => status !== 303);
  const wrong = others.map(([status, times]) => `${status} was answered ${times} times`);
  return await judge({ ...place, load, url: place.database.url }, recovery, wrong);
}

const MINUTE = 60_000;
const steps = [5 * MINUTE, -5 * MINUTE, 3 * 24 * 60 * MINUTE, -24 * 60 * MINUTE, 0];

/** The clock of the process is off by so many milliseconds as a file says. */
const stepped = (file: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`
    import fs from "node:fs";
    const Real = Date;
    let off = 0;
    setInterval(() => (off = Number(fs.readFileSync(${JSON.stringify(file)}, "utf8"))), 50).unref();
    globalThis.Date = class Date extends Real {
      constructor(...given) { given.length ? super(...given) : super(Real.now() + off); }
      static now() { return Real.now() + off; }
    };`)}`;

export async function clock(rounds: number, seconds: number): Promise<Outcome> {
  const file = path.join(os.tmpdir(), `demands-clock-${process.pid}`);
  fs.writeFileSync(file, "0");
  try {
    await using place = await makePlace();
    const server = await place.serve({ NODE_OPTIONS: stepped(file) });
    const load = place.load([server], 3);
    const recovery: number[] = [];
    for (let round = 0; round < rounds; round++)
      for (const off of steps) {
        fs.writeFileSync(`${file}.new`, String(off));
        fs.renameSync(`${file}.new`, file);
        await sleep(100);
        recovery.push(await untilTaken(load, 1));
        const mailed = place.standIn.taken.length;
        await sleep(seconds * 1000);
        if (place.standIn.taken.length === mailed) throw new Error("no mail left any more");
      }
    return await judge({ ...place, load, url: place.database.url }, recovery);
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** Five hundred connections that say nothing or half of something are closed, and honest visitors notice nothing. */
export async function mute(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  const server = await place.serve();
  const { hostname, port, host } = new URL(server.base);
  const load = place.load([server], 3);
  const recovery: number[] = [];
  const wrong: string[] = [];
  const slow: string[] = [];
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    const begun = performance.now();
    let open = 500;
    const sockets = Array.from({ length: open }, (_, n) => {
      const socket = net.connect(Number(port), hostname).on("error", () => {});
      if (n % 2) socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `);
      return socket.on("close", () => open--).resume();
    });
    let longest = 0;
    while (open > 0 && performance.now() - begun < 40_000) {
      longest = Math.max(longest, await untilTaken(load, 1));
      await sleep(20);
    }
    if (open > 0) wrong.push(`${open} of them were still open after 40 s`);
    if (longest > 2) slow.push(`a signing took ${longest.toFixed(1)} s meanwhile`);
    recovery.push(longest);
    for (const socket of sockets) socket.destroy();
  }
  return await judge({ ...place, load, url: place.database.url }, recovery, wrong, slow);
}
