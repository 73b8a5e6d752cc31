/** `node start.js` with nothing kept, and its answers as they come, to be copied. */
import { fork } from "node:child_process";
import http from "node:http";
import { buffer } from "node:stream/consumers";

import { freePort, siteEnvironment } from "../support/server.ts";
import { type Child, speakTo } from "./child.ts";
import { openLine } from "./client.ts";
import { readCoded } from "./coding.ts";
import type { Recording, SiteQuestion } from "./nothing-kept.ts";
import type { Asked } from "./pages.ts";
import type { PageCopy } from "./reference-page.ts";
import { get, post } from "./requests.ts";
import { insist } from "./tools.ts";

/** What browsers of today send. */
const ENCODINGS = "gzip, deflate, br, zstd";

export interface UnkeptSite extends Child<SiteQuestion, number | Recording> {
  port: number;
}

/** @returns once it answers */
export async function startUnkept(databaseUrl: string): Promise<UnkeptSite> {
  const port = await freePort();
  const child = fork("start.js", {
    execArgv: ["--import", new URL("nothing-kept.ts", import.meta.url).href],
    serialization: "advanced",
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      PORT: String(port),
      LOG_LEVEL: "warn",
      ROLE: "web",
      TRUSTED_PROXY_HOPS: "1",
      ...siteEnvironment(databaseUrl, port),
    },
  });
  const site = speakTo<SiteQuestion, number | Recording>(child, "the site");
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok)
    insist(child.exitCode === null, "the site did not start");
  return { ...site, port };
}

/** The bytes of a request. */
export function requestOf(port: number, { path, body, address }: Asked): string {
  const client = { encodings: ENCODINGS, ...(address !== undefined && { address }) };
  return body === undefined ? get(port, path, client) : post(port, path, body, client);
}

/** Sends requests one after the other. @returns their statuses */
export async function sendAll(port: number, requests: readonly string[]): Promise<number[]> {
  const line = await openLine(port);
  const statuses: number[] = [];
  for (const request of requests)
    statuses.push(await new Promise<number>((resolve) => line.send(request, resolve)));
  line.close();
  return statuses;
}

/** Node adds these itself; how old the answer is belongs to no copy. */
const own = /^(date|connection|keep-alive|transfer-encoding|content-length)$/i;

/**
 * @returns the answer, its statements apart
 * @throws NotFit when it was kept, or nobody can tell how it was compressed
 */
export async function copyAnswer(
  port: number,
  { path, body, address }: Asked,
): Promise<Omit<PageCopy, "recording"> & { bytes: number }> {
  const origin = `http://127.0.0.1:${port}`;
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const headers = {
      "accept-encoding": ENCODINGS,
      "accept-language": "en-GB,en;q=0.9",
      ...(address !== undefined && { "x-forwarded-for": address }),
      ...(body !== undefined && {
        origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
      }),
    };
    const method = body === undefined ? "GET" : "POST";
    http
      .request({ port, path, method, headers, agent: false }, resolve)
      .once("error", reject)
      .end(body);
  });
  const bytes = await buffer(response);
  const { rawHeaders, statusCode, headers: read } = response;
  const isKept = read.age !== undefined || /\bhit\b/.test(String(read["cache-status"]));
  insist(!isKept, `${path} was answered by a kept page`);
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = rawHeaders.slice(index, index + 2) as [string, string];
    if (!own.test(name)) headers.push(name, value);
  }
  const name = read["content-encoding"];
  const coded = name === undefined ? { body: bytes, coding: undefined } : readCoded(bytes, name);
  insist(coded !== undefined, `nobody can tell how ${path} was compressed (${name})`);
  return { status: statusCode!, headers, ...coded, bytes: bytes.length };
}
