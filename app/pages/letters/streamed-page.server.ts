/** A page that is written as it is made, for it is too long to be held. */
import { ReadableStream } from "node:stream/web";

async function* encoded(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield Buffer.from(part);
}

export const streamedPage = (parts: AsyncIterable<string>): Response =>
  new Response(ReadableStream.from(encoded(parts)) as unknown as globalThis.ReadableStream, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
