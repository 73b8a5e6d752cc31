import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { freePort, startSite } from "./support/server.ts";

const installed = (...files: string[]) => files.find((file) => fs.existsSync(file));
const nginx = installed("/usr/sbin/nginx", "/usr/local/sbin/nginx");
const openssl = installed("/usr/bin/openssl");
/** It changes who its workers run as, so it is root's. */
const can = nginx && openssl && process.getuid?.() === 0;

/** The `tls.conf` that `deploy/nginx.conf` writes down, for ports and folders of this test. */
function tlsOf(conf: string, tls: string, port: number): string {
  const lines = conf.match(/^ +# {3}(listen|ssl_|if|http2).*$/gm)!;
  return lines
    .map((line) => line.replace(/^ +# +/, ""))
    .filter((line) => line !== "http2 on;")
    .join("\n")
    .replaceAll("443 ssl;", `${port} ssl http2;`)
    .replaceAll("/etc/nginx/tls", tls);
}

/** `deploy/nginx.conf` with a certificate, in front of what answers on `behind`. */
async function startNginx(behind: number) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-nginx-"));
  fs.chmodSync(folder, 0o755);
  const tls = path.join(folder, "tls");
  fs.mkdirSync(tls);
  const [plain, secure] = [await freePort(), await freePort()];
  const written = fs.readFileSync("deploy/nginx.conf", "utf8");
  const key = ["-keyout", `${tls}/privkey.pem`, "-out", `${tls}/fullchain.pem`, "-nodes"];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-days", "1", "-subj", "/CN=127.0.0.1"];
  execFileSync(openssl!, [...made, ...key], { stdio: "ignore" });
  fs.writeFileSync(path.join(tls, "tls.conf"), tlsOf(written, tls, secure));
  const conf = path.join(folder, "nginx.conf");
  fs.writeFileSync(
    conf,
    written
      .replace("web:3000", `127.0.0.1:${behind}`)
      .replace("listen 80;", `listen ${plain};`)
      .replace("listen [::]:80;", `listen [::]:${plain};`)
      .replace("/run/nginx.pid", `${folder}/nginx.pid`)
      .replaceAll("/etc/nginx/tls", tls)
      .replaceAll("/var/cache/nginx", folder),
  );
  const child = spawn(nginx!, ["-c", conf, "-g", "daemon off;"], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!(await fetch(`http://127.0.0.1:${plain}/healthz`).catch(() => undefined))) {
    expect(child.exitCode).toBe(null);
    await sleep(50);
  }
  return {
    plain: `http://127.0.0.1:${plain}`,
    secure,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks over TLS, whoever signed the certificate. */
const ask = (port: number, where: string) =>
  new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) =>
    https
      .get({ host: "127.0.0.1", port, path: where, rejectUnauthorized: false }, (answer) => {
        answer.resume().once("end", () => {
          resolve({ status: answer.statusCode!, headers: answer.headers });
        });
      })
      .once("error", reject),
  );

/** @returns the version of TLS that both speak */
const speaks = (port: number, options: tls.ConnectionOptions) =>
  new Promise<string>((resolve) => {
    const socket = tls.connect({ ...options, port, host: "127.0.0.1", rejectUnauthorized: false });
    socket.once("error", () => resolve("none"));
    socket.once("secureConnect", () => {
      resolve(socket.getProtocol()!);
      socket.end();
    });
  });

/** As compose.yaml asks, but for the port: `curl --fail` takes a redirect for success. */
async function isHealthy(plain: string): Promise<boolean> {
  const compose = fs.readFileSync("compose.yaml", "utf8");
  const [, where] = /"http:\/\/127\.0\.0\.1(\/\w+)"\]/.exec(compose)!;
  return (await fetch(plain + where!, { redirect: "manual" })).status < 400;
}

test.skipIf(!can)(
  `nginx leads to https, keeps pages while the application is down, and is not healthy then${can ? "" : " (needs root, nginx and openssl)"}`,
  async () => {
    await using site = await startSite({ APP_ORIGIN: "https://127.0.0.1" });
    await using front = await startNginx(Number(new URL(site.base).port));
    expect(await isHealthy(front.plain)).toBe(true);
    const led = await fetch(`${front.plain}/about`, { redirect: "manual" });
    expect([led.status, led.headers.get("location")]).toEqual([308, "https://127.0.0.1/about"]);
    const first = await ask(front.secure, "/about");
    expect([first.status, first.headers["x-cache"]]).toEqual([200, "MISS"]);
    const safe = (headers: Record<string, unknown>) =>
      ["strict-transport-security", "x-content-type-options", "content-security-policy"].map(
        (name) => headers[name],
      );
    const [transport, sniff, policy] = safe(first.headers);
    expect([transport, sniff]).toEqual(["max-age=31536000", "nosniff"]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; [^,]*$/);

    // of the older versions and ciphers none is spoken
    expect(await speaks(front.secure, { maxVersion: "TLSv1.2" })).toBe("TLSv1.2");
    expect(await speaks(front.secure, {})).toBe("TLSv1.3");
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" } as const;
    expect(await speaks(front.secure, old)).toBe("none");
    for (const ciphers of ["AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA"])
      expect(await speaks(front.secure, { maxVersion: "TLSv1.2", ciphers }), ciphers).toBe("none");

    site.server.process.kill("SIGTERM");
    await site.server.ended;
    expect(await isHealthy(front.plain)).toBe(false);
    const kept = await ask(front.secure, "/about");
    expect([kept.status, ...safe(kept.headers)]).toEqual([200, transport, sniff, policy]);
    const own = { "/manage": 502, "/healthz": 502, "/metrics": 404 };
    for (const [where, status] of Object.entries(own)) {
      const answer = await ask(front.secure, where);
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect([answer.status, ...safe(answer.headers)]).toEqual([
        ...[status, transport, sniff],
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      ]);
    }
  },
);
