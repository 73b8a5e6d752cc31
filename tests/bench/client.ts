/**
 * A connection that sends prepared requests and reads of the answers no more than it must: a client
 * that costs as much as the server would hide what is measured.
 */
import { once } from "node:events";
import net from "node:net";

export interface Line {
  /** One request at a time. @param heard gets the status, 0 when the connection broke first */
  send: (request: string, heard: (status: number) => void) => void;
  /** Whether another request may be sent: the server has neither closed it nor said that it will. */
  isOpen: () => boolean;
  close: () => void;
}

const HEAD_END = "\r\n\r\n";
/** Ends a chunked body, after the last chunk's own line. */
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

export async function openLine(port: number): Promise<Line> {
  let heard: ((status: number) => void) | undefined;
  let seen: Buffer = Buffer.alloc(0);
  /** 0 while the head of the answer is not complete. */
  let status = 0;
  /** Whether the server closes after this answer. */
  let isLast = false;
  /** Bytes of the body that are still to come; undefined when it is chunked. */
  let left: number | undefined;

  function end(result: number) {
    const tell = heard;
    heard = undefined;
    status = 0;
    seen = Buffer.alloc(0);
    tell?.(result);
  }

  function take(chunk: Buffer) {
    let body = chunk;
    if (status === 0) {
      const bytes = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
      const headEnd = bytes.indexOf(HEAD_END);
      if (headEnd < 0) {
        seen = Buffer.from(bytes);
        return;
      }
      const head = bytes.toString("latin1", 0, headEnd);
      status = Number(head.slice(9, 12));
      isLast = /\r\nconnection: *close/i.test(head);
      const length = /\r\ncontent-length: *(\d+)/i.exec(head);
      left = length ? Number(length[1]) : undefined;
      body = bytes.subarray(headEnd + HEAD_END.length);
      seen = Buffer.alloc(0);
    }
    if (left !== undefined) {
      left -= body.length;
      if (left <= 0) end(status);
      return;
    }
    // nothing follows an answer before the next request, so the last bytes tell whether it is whole
    seen = Buffer.concat([seen, body]).subarray(-LAST_CHUNK.length);
    if (seen.equals(LAST_CHUNK)) end(status);
  }

  const socket = net.connect({
    port,
    host: "127.0.0.1",
    noDelay: true,
    onread: {
      buffer: Buffer.alloc(64 * 1024),
      callback: (size, buffer) => {
        take(Buffer.from(buffer.buffer, buffer.byteOffset, size));
        return true;
      },
    },
  });
  await once(socket, "connect");
  socket.on("error", () => end(0)).on("close", () => end(0));
  return {
    send: (request, tell) => {
      heard = tell;
      if (socket.writable) socket.write(request, "latin1");
      else end(0);
    },
    isOpen: () => socket.writable && !isLast,
    close: () => socket.destroy(),
  };
}
