/**
 * What a page must take: `node:http` that asks Postgres what the page asked, in the same order and as
 * many at once, and sends the same bytes, compressed anew for each request as the site compressed them.
 */
import http from "node:http";
import { promisify } from "node:util";
import zlib from "node:zlib";

import type pg from "pg";

import { connect } from "#db/connection.ts";

import { answerWith, listen } from "./child.ts";
import type { Coding } from "./coding.ts";
import type { Recording, Statement } from "./nothing-kept.ts";

/** One answer of the site. */
export interface PageCopy {
  status: number;
  /** Names and values in turn; Node adds those of the connection. */
  headers: string[];
  /** As it was before it was compressed. */
  body: Uint8Array;
  coding: Coding | undefined;
  /** Repeated from its beginning when it is used up. */
  recording: Recording;
}

export type ReferenceQuestion =
  { what: "begin"; databaseUrl: string } | { what: "copy"; copy: PageCopy } | { what: "used" };

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

const copies: (PageCopy & { given: number; content: Buffer })[] = [];
let pool: pg.Pool;

/** Each statement leaves when those are answered that had been answered before it left at the site. */
async function askAll(statements: readonly Statement[]): Promise<void> {
  const asked: Promise<pg.QueryResult>[] = [];
  for (const { query, after } of statements) {
    const ask = () => pool.query(query);
    asked.push(
      after.length === 0 ? ask() : Promise.all(after.map((index) => asked[index]!)).then(ask),
    );
  }
  await Promise.all(asked);
}

/** In the same way as the site too: what is small and sent once where it stands, other things by a thread. */
function encode(body: Buffer, coding: Coding | undefined): Buffer | Promise<Buffer> {
  if (!coding) return body;
  if (coding.name === "br")
    return coding.isQuick
      ? zlib.brotliCompressSync(body, coding.options)
      : brotli(body, coding.options);
  return coding.isQuick ? zlib.gzipSync(body, coding.options) : gzip(body, coding.options);
}

async function readAway(request: http.IncomingMessage): Promise<void> {
  for await (const _ of request);
}

/** The path of a copy is its number. */
async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
  const copy = copies[Number(request.url!.slice(1))]!;
  if (request.method === "POST") await readAway(request);
  const statements = copy.recording[copy.given++ % copy.recording.length]!;
  if (statements.length > 0) await askAll(statements);
  const body = await encode(copy.content, copy.coding);
  response.writeHead(copy.status, [...copy.headers, "content-length", String(body.length)]);
  response.end(body);
}

/** Answers with the port; the number of a copy; milliseconds of the processor. */
answerWith<ReferenceQuestion, number>(async (question) => {
  switch (question.what) {
    case "begin":
      ({ pool } = connect(question.databaseUrl));
      return listen(
        http.createServer((request, response) => {
          answer(request, response).catch((error: unknown) => {
            console.error(error);
            response.destroy();
          });
        }),
      );
    case "copy": {
      const { copy } = question;
      return copies.push({ ...copy, given: 0, content: Buffer.from(copy.body) }) - 1;
    }
    case "used": {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    }
  }
});
