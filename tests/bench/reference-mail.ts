/**
 * What carrying the mails costs without a database: `node:http` that sends the requests again that
 * the dispatcher sent before, under new keys, and as many at once.
 */
import { randomUUID } from "node:crypto";
import http from "node:http";
import { buffer, json } from "node:stream/consumers";

import { answerWith, listen } from "./child.ts";

export type MailQuestion =
  /** Answers with the address that takes the mails which are to be recorded. */
  | { what: "record" }
  /** Answers when as many mails as `mails` were sent to `url`. */
  | { what: "send"; url: string; mails: number };

export interface MailAnswer {
  url: string;
  /** Mails recorded so far. */
  recorded: number;
  seconds: number;
}

interface Recorded {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  mails: number;
}

const batches: Recorded[] = [];
let recorded = 0;
let underWay = 0;
/** The most requests that were under way together. */
let lanes = 1;

const recorder = http.createServer((request, response) => {
  lanes = Math.max(lanes, ++underWay);
  void buffer(request).then((body) => {
    const mails = (JSON.parse(body.toString()) as unknown[]).length;
    batches.push({ path: request.url!, headers: request.headers, body, mails });
    recorded += mails;
    underWay -= 1;
    response.setHeader("content-type", "application/json");
    const data = Array.from({ length: mails }, () => ({ id: randomUUID() }));
    response.end(JSON.stringify({ data }));
  });
});
const url = `http://127.0.0.1:${await listen(recorder)}`;

async function send(to: string, mails: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: lanes });
  const whole = batches.filter((batch) => batch.mails === batches[0]!.mails);
  let left = mails;
  let given = 0;
  const begun = performance.now();
  const lane = async () => {
    while (left > 0) {
      const batch = whole[given++ % whole.length]!;
      left -= batch.mails;
      await post(new URL(batch.path, to), batch, agent);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
  return (performance.now() - begun) / 1000;
}

async function post(to: URL, { headers, body }: Recorded, agent: http.Agent): Promise<void> {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = http.request(to, {
      method: "POST",
      agent,
      headers: { ...headers, host: to.host, "idempotency-key": randomUUID() },
    });
    request.once("response", resolve).once("error", reject).end(body);
  });
  await json(response);
  if (response.statusCode !== 200) throw new Error(`a batch had status ${response.statusCode}`);
}

answerWith<MailQuestion, MailAnswer>(async (question) => {
  const seconds = question.what === "send" ? await send(question.url, question.mails) : 0;
  return { url, recorded, seconds };
});
