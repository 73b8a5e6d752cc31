/** The framework's own server, on the build of `reference-remix.ts`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { freePort } from "../support/server.ts";

const server = fileURLToPath(import.meta.resolve("@remix-run/serve/dist/cli.js"));
const build = fileURLToPath(new URL("reference-remix.ts", import.meta.url));

/** @returns once it listens */
export async function startRemixServe(
  databaseUrl: string,
): Promise<{ port: number } & AsyncDisposable> {
  const port = await freePort();
  const env = { PATH: process.env["PATH"], NODE_ENV: "production" as const, HOST: "127.0.0.1" };
  const child = spawn(process.execPath, [server, build], {
    env: { ...env, PORT: String(port), DATABASE_URL: databaseUrl },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error("remix-serve has ended");
    await sleep(50);
  }
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      process.off("exit", end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      end();
      await once(child, "exit");
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = net.connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
