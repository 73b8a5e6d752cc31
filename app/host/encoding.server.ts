/** Which compression a client takes, and the compressing itself. */
import { promisify } from "node:util";
import zlib from "node:zlib";

/** Content codings, the wanted ones first. */
const encodings = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof encodings)[number];

/** Below this the headers weigh more than what compressing saves. */
export const WORTH_BYTES = 860;

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);

/** In bytes. So much is compressed quickly in less time than a thread is given its work and gives it back. */
const LITTLE = 64 * 1024;

/** The best coding for an Accept-Encoding header (RFC 9110, section 12.5.3); none is asked for without one. */
export function preferredEncoding(header: string): Encoding {
  const weights = new Map<string, number>();
  for (const wish of header.toLowerCase().split(",")) {
    const [coding = "", ...parameters] = wish.split(";").map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    weights.set(coding, q ? Number(q.slice(2)) || 0 : 1);
  }
  const others = weights.get("*") ?? 0;
  const weight = (coding: Encoding) => weights.get(coding) ?? (coding === "identity" ? 0 : others);
  const offered = encodings.filter((coding) => coding !== "identity" && weight(coding) > 0);
  return offered.sort((a, b) => weight(b) - weight(a))[0] ?? "identity";
}

/**
 * Level 6 and quality 5 are where more time no longer buys many bytes.
 * @param options.isLasting whether it is kept and sent many times; what is sent once is compressed quickly
 */
export function encode(
  body: Buffer,
  encoding: "br" | "gzip",
  { isLasting }: { isLasting: boolean },
): Buffer | Promise<Buffer> {
  const isQuick = !isLasting && body.length <= LITTLE;
  if (encoding === "gzip") {
    const options = { level: isLasting ? 6 : 1 };
    return isQuick ? zlib.gzipSync(body, options) : gzip(body, options);
  }
  const params = {
    [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
    [zlib.constants.BROTLI_PARAM_QUALITY]: isLasting ? 5 : 1,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return isQuick ? zlib.brotliCompressSync(body, { params }) : brotli(body, { params });
}
