/** What comes back, and what is wrong with it. */
import net from "node:net";

import type { HellRequest } from "./request.ts";
import { SCRIPT } from "./text.ts";

export interface HellAnswer {
  /** 0 where the connection ended without one. */
  status: number;
  head: string;
  body: string;
  /** In milliseconds, until its last byte. */
  took: number;
}

/** Sends bytes as they are. */
export function send(base: string, { bytes, isBroken }: HellRequest): Promise<HellAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const begun = performance.now();
    const late = setTimeout(() => {
      reject(new Error("no answer within 60 s"));
      socket.destroy();
    }, 60_000);
    const socket = net.connect({ port: Number(port), host: hostname, allowHalfOpen: true }, () => {
      // who says that there is more and goes away is not waited for
      if (isBroken) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on("data", (data: Buffer) => chunks.push(data));
    // what arrives after a refusal has its connection reset
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      clearTimeout(late);
      resolve(readAnswer(Buffer.concat(chunks), performance.now() - begun));
    });
  });
}

function readAnswer(answer: Buffer, took: number): HellAnswer {
  const all = answer.toString().replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, "");
  const end = all.indexOf("\r\n\r\n");
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(all)?.[1] ?? 0);
  return { status, head: end < 0 ? all : all.slice(0, end), body: all.slice(end + 4), took };
}

/** What no answer may tell: the program's insides. */
const insides =
  /node_modules|\bat async |ECONN|violates|relation "|Hey developer|syntax error at|invalid byte|file:\/\/\/\S*\.[jt]s|\n {4}at /;

/** @returns what is wrong with an answer; nothing where all is well */
export function faultIn(
  { status, head, body }: HellAnswer,
  { bytes, isBroken }: HellRequest,
): string {
  // who is refused while still sending may have the refusal reset with the connection
  const mayBeReset = isBroken || bytes.length > 200_000;
  if (status === 0) return mayBeReset ? "" : "no answer";
  if (status >= 500 && !(status === 503 && /^retry-after:/im.test(head))) return `status ${status}`;
  const inside = insides.exec(body);
  if (inside) return `tells of ${inside[0]}`;
  if (/^x-evil:/im.test(head)) return "has a header that was asked for";
  if (/^content-type: text\/html/im.test(head) && body.includes(SCRIPT))
    return "would run a script";
  return "";
}
