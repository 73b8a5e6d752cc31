/** An answer that is written as it is made, for it is too large to be held. */
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

export interface StreamedAnswer {
  status: number;
  /** Names and values in turn. */
  headers: string[];
  stream: ReadableStream<Uint8Array>;
}

export const streamed = ({ status, headers, body }: Response): StreamedAnswer => ({
  ...{ status, headers: [...headers].flat() },
  stream: body as ReadableStream<Uint8Array>,
});

/**
 * Asks for no more than the client takes.
 * @throws what made it end early, or that the client has gone; whoever makes it is told to stop
 */
export async function sendStreamed(
  res: ServerResponse,
  { status, headers, stream }: StreamedAnswer,
): Promise<void> {
  res.writeHead(status, headers);
  await pipeline(Readable.fromWeb(stream), res);
}
