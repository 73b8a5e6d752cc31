/**
 * Stands in for Resend: idempotency keys, rate limits, permissive batches, faults on demand.
 * By hand: `node tests/resend-stand-in.ts --port 4010 [--rate 10] [--faults]
 * [--webhook URL --secret whsec_…]` prints what it has taken, and tells the URL of each delivery.
 */
import { createHash, randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { type Fault, someFault } from "./resend-faults.ts";
import { createReceiving, type Receiving } from "./resend-receiving.ts";
import { readRequest, type SentEmail } from "./resend-requests.ts";
import { emailEvent, postWebhook } from "./signed-webhook.ts";

export interface StandIn extends AsyncDisposable {
  url: string;
  /** Mails taken, in order; replays are not among them. */
  taken: SentEmail[];
  /** Times each message was taken, by its tag. */
  counts: Map<string, number>;
  requests: { key: string; status: number | string }[];
  /** Requests that were not as they must be; a test expects none. */
  wrong: string[];
  /** The next requests get these, one each. */
  faults: Fault[];
  /** Mails that come in. */
  receiving: Receiving;
  stop: () => Promise<void>;
}

export interface StandInOptions {
  port?: number;
  /** Requests a second; Resend's default is 10. */
  perSecond?: number;
  /** Of 1: how many requests get a fault. */
  faultRate?: number;
}

interface Answered {
  status: number;
  body: unknown;
}

/** An address `refused@…` is left out of a permissive batch; `spoils@…` fails the whole request. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { port = 0, perSecond = 100_000, faultRate = 0 } = options;
  const taken: StandIn["taken"] = [];
  const counts: StandIn["counts"] = new Map();
  const requests: StandIn["requests"] = [];
  const wrong: StandIn["wrong"] = [];
  const faults: Fault[] = [];
  const known = new Map<string, { hash: string; answer: Answered | undefined }>();
  const receiving = createReceiving();
  let window = { second: 0, used: 0 };

  function take(path: string, headers: http.IncomingHttpHeaders, body: unknown): Answered {
    const request = readRequest(path, headers, body);
    if ("wrong" in request) {
      wrong.push(...request.wrong);
      return refusal(422, "validation_error", request.wrong[0]);
    }
    const { mails } = request;
    const permissive = headers["x-batch-validation"] === "permissive";
    const bad = (mail: SentEmail) => /^refused@/.test(mail.to);
    if (mails.some(({ to }) => /^spoils@/.test(to)) || (!permissive && mails.some(bad)))
      return refusal(422, "validation_error", "Invalid `to` field.");
    const good = mails.filter((mail) => !bad(mail));
    for (const mail of good) {
      taken.push(mail);
      const message = messageOf(mail);
      counts.set(message, (counts.get(message) ?? 0) + 1);
    }
    const data = good.map(() => ({ id: randomUUID() }));
    if (path === "/emails") return { status: 200, body: data[0] };
    const errors = mails.flatMap((mail, index) =>
      bad(mail) ? [{ index, message: `Invalid \`to\` field: ${mail.to}` }] : [],
    );
    return { status: 200, body: permissive ? { data, errors } : { data } };
  }

  async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
    const path = request.url ?? "";
    const key = request.headers["idempotency-key"]?.toString() ?? randomUUID();
    const log = (status: number | string) => requests.push({ key, status });
    const body: unknown = await json(request);
    const second = Math.floor(Date.now() / 1000);
    window = { second, used: window.second === second ? window.used + 1 : 1 };
    response.setHeader("ratelimit-limit", perSecond);
    response.setHeader("ratelimit-remaining", Math.max(perSecond - window.used, 0));
    response.setHeader("ratelimit-reset", 1);
    const send = ({ status, body }: Answered) => {
      log(status);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };

    const fault = faults.shift() ?? (Math.random() < faultRate ? someFault() : undefined);
    if (fault === "hang") return log(fault);
    if (fault === "reset") {
      log(fault);
      return request.socket.resetAndDestroy();
    }
    if (fault === "gateway-page") {
      log(fault);
      return response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
    }
    if (typeof fault === "object") {
      if (fault.retryAfter !== undefined) response.setHeader("retry-after", fault.retryAfter);
      return send(refusal(fault.statusCode, fault.name, fault.message));
    }
    if (window.used > perSecond) {
      response.setHeader("retry-after", 1);
      return send(refusal(429, "rate_limit_exceeded"));
    }

    const scope = `${path} ${key}`;
    const hash = createHash("sha256").update(JSON.stringify(body)).digest("base64");
    const before = known.get(scope);
    if (before && before.hash !== hash) return send(refusal(409, "invalid_idempotent_request"));
    if (before && !before.answer) return send(refusal(409, "concurrent_idempotent_requests"));
    const entry: { hash: string; answer: Answered | undefined } = before ?? {
      hash,
      answer: undefined,
    };
    known.set(scope, entry);
    if (fault === "slow") await sleep(300);
    entry.answer ??= take(path, request.headers, body);
    if (entry.answer.status !== 200) known.delete(scope);
    if (fault === "accept-then-drop") {
      log(fault);
      return request.socket.destroy();
    }
    if (fault === "accept-then-garble") {
      log(fault);
      return response.writeHead(200, { "content-type": "application/json" }).end('{"data": [');
    }
    send(entry.answer);
  }

  const server = http.createServer((request, response) => {
    if (receiving.answer(request, response, url)) return;
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, taken, counts, requests, wrong, faults, receiving, stop },
    [Symbol.asyncDispose]: stop,
  };
}

function messageOf({ tags }: SentEmail): string {
  return tags.find(({ name }) => name === "message")?.value ?? "";
}

function refusal(statusCode: number, name: string, message = "The stand-in says no."): Answered {
  return { status: statusCode, body: { statusCode, name, message } };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      rate: { type: "string", default: "10" },
      faults: { type: "boolean", default: false },
      webhook: { type: "string" },
      secret: { type: "string" },
    },
  });
  const standIn = await startStandIn({
    port: Number(values.port),
    perSecond: Number(values.rate),
    faultRate: values.faults ? 0.2 : 0,
  });
  console.log(`RESEND_BASE_URL=${standIn.url}, ${values.rate} requests a second`);
  let seen = "";
  let told = 0;
  setInterval(() => {
    const { requests, taken, counts, wrong } = standIn;
    const twice = [...counts.values()].filter((count) => count > 1).length;
    const line = `${requests.length} requests, ${taken.length} mails taken, ${twice} of them twice, ${wrong.length} faults in requests ${wrong.slice(-1).join("")}`;
    if (line !== seen) console.log(line);
    seen = line;
    const { webhook, secret } = values;
    if (webhook === undefined || secret === undefined) return;
    for (; told < taken.length; told++) {
      const event = emailEvent("email.delivered", messageOf(taken[told]!));
      postWebhook(webhook, secret, `msg_${randomUUID()}`, event).then(
        (status) => status === 200 || console.log(`the webhook answered ${status}`),
        () => console.log("the webhook's address does not answer"),
      );
    }
  }, 1_000);
}
