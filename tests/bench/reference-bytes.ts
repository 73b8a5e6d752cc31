/** What Node alone can do: `node:http` that answers everything with the bytes of one answer of ours. */
import http from "node:http";
import { buffer } from "node:stream/consumers";

import { answerWith, listen } from "./child.ts";

export interface Copy {
  port: number;
  path: string;
}

/** Node adds these itself. */
const own = /^(date|connection|keep-alive|transfer-encoding|content-length)$/i;

/** @returns the headers in the order in which they came, and the body as it came, compressed */
async function fetchRaw({ port, path }: Copy) {
  const headers = { "accept-encoding": "gzip", "accept-language": "en-GB,en;q=0.9" };
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get({ port, path, headers, agent: false }, resolve).once("error", reject);
  });
  const body = await buffer(response);
  const raw: string[] = [];
  for (let index = 0; index < response.rawHeaders.length; index += 2) {
    const [name, value] = response.rawHeaders.slice(index, index + 2) as [string, string];
    if (!own.test(name)) raw.push(name, value);
  }
  return { headers: raw.concat("Content-Length", String(body.length)), body };
}

answerWith<Copy, number>(async (copy) => {
  const { headers, body } = await fetchRaw(copy);
  return listen(
    http.createServer((_, response) => {
      response.writeHead(200, headers);
      response.end(body);
    }),
  );
});
