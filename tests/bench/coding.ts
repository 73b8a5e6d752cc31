/** How an answer was compressed, found out by compressing its text in every way until the bytes are those. */
import zlib from "node:zlib";

export type Coding = (
  { name: "br"; options: zlib.BrotliOptions } | { name: "gzip"; options: zlib.ZlibOptions }
) & {
  /** At the lowest level, which is quicker where it stands than in a thread. */
  isQuick: boolean;
};

const { BROTLI_PARAM_MODE, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const modes = [zlib.constants.BROTLI_MODE_TEXT, zlib.constants.BROTLI_MODE_GENERIC];

function* codings(name: string, size: number): Generator<Coding> {
  if (name === "gzip")
    for (let level = 1; level <= 9; level++)
      yield { name, options: { level }, isQuick: level === 1 };
  if (name !== "br") return;
  for (let quality = 0; quality <= 11; quality++) {
    for (const mode of modes) {
      for (const hint of [size, 0]) {
        const params = {
          [BROTLI_PARAM_MODE]: mode,
          [BROTLI_PARAM_QUALITY]: quality,
          [BROTLI_PARAM_SIZE_HINT]: hint,
        };
        yield { name, options: { params }, isQuick: quality === 1 };
      }
    }
  }
}

const pack = (body: Buffer, coding: Coding) =>
  coding.name === "br"
    ? zlib.brotliCompressSync(body, coding.options)
    : zlib.gzipSync(body, coding.options);

/**
 * @param name the answer's Content-Encoding
 * @returns the text, and the coding whose bytes are those; undefined when none makes them
 */
export function readCoded(
  bytes: Buffer,
  name: string,
): { body: Buffer; coding: Coding } | undefined {
  const body = name === "br" ? zlib.brotliDecompressSync(bytes) : zlib.gunzipSync(bytes);
  for (const coding of codings(name, body.length))
    if (pack(body, coding).equals(bytes)) return { body, coding };
  return undefined;
}
