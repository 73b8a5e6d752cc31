/** Bodies that hurt, and how long they are said to be. */
import fc from "fast-check";

import { FORM_BYTES, rowOf } from "#app/paths.ts";

import type { Fields } from "../forms.ts";
import type { Usual } from "./request.ts";
import { anyBytes, deepName, escaped, text } from "./text.ts";

/** A form of the path with some of its fields changed, doubled, or with others beside them. */
function formFor(forms: readonly Fields[]): fc.Arbitrary<string> {
  const form = fc.constantFrom(...(forms.length > 0 ? forms : [[]]));
  const pairs = fc
    .tuple(form, fc.array(escaped, { minLength: 1, maxLength: 6 }), fc.nat())
    .map(([fields, values, which]) =>
      fields.map(([name, value], at) =>
        (which >> (at % 24)) & 1 ? `${name}=${values[at % values.length]}` : `${name}=${value}`,
      ),
    );
  const extra = fc.tuple(deepName, escaped).map((parts) => parts.join("="));
  return fc.oneof(
    { weight: 8, arbitrary: pairs.map((all) => all.join("&")) },
    { weight: 2, arbitrary: fc.tuple(pairs, extra).map(([all, more]) => [...all, more].join("&")) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(pairs, fc.nat(), fc.integer({ min: 2, max: 10_000 }))
        .map(([all, at, n]) =>
          [...all, ...Array<string>(n).fill(all[at % all.length] ?? "a=b")].join("&"),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("&", "=", "a", "%", "[".repeat(60_000), "a=".repeat(20_000)),
    },
  );
}

const anyJson = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.integer({ min: 10, max: 100_000 }).map((n) => "[".repeat(n)),
  fc.integer({ min: 10, max: 15_000 }).map((n) => '{"a":'.repeat(n) + "1" + "}".repeat(n)),
);

/** A form with a file, whole or not. @param boundary as the type tells it */
const multipart = (boundary: string) =>
  fc
    .tuple(
      fc.array(fc.tuple(text, text), { maxLength: 5 }),
      fc.oneof(
        anyBytes,
        text.map((t) => Buffer.from(t)),
      ),
      fc.nat(9),
    )
    .map(([fields, file, how]) => {
      const mark = how === 0 ? `${boundary}x` : boundary;
      const parts = fields.map(([name, value]) =>
        Buffer.from(
          `--${mark}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, "")}"\r\n\r\n${value}\r\n`,
        ),
      );
      const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${how % 2 ? "a.csv" : "../../x\0.csv"}"${how === 1 ? "" : "\r\nContent-Type: text/csv"}\r\n\r\n`;
      const kind = Buffer.from(
        `--${mark}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n${["members", "areas", "postcodes", "sittings", "__proto__"][how % 5]!}\r\n`,
      );
      const end = [`\r\n--${mark}--\r\n`, `\r\n--${mark}`, "", `\r\n--${mark}--\r\nafter`][
        how % 4
      ]!;
      return Buffer.concat([kind, ...parts, Buffer.from(head), file, Buffer.from(end)]);
    });

interface Body {
  /** Undefined where it says none. */
  type: string | undefined;
  bytes: Buffer;
}

export const FORM = "application/x-www-form-urlencoded";

export function bodyFor({ pattern, forms }: Usual): fc.Arbitrary<Body> {
  const most = rowOf(pattern).body ?? FORM_BYTES;
  const of = (type: string | undefined, bytes: fc.Arbitrary<Buffer | string>) =>
    bytes.map((one): Body => ({ type, bytes: Buffer.from(one as string) }));
  const sizes = fc.constantFrom(most - 1, most, most + 1, 2 * most);
  return fc.oneof(
    { weight: 10, arbitrary: of(FORM, formFor(forms)) },
    { weight: 1, arbitrary: of(FORM, anyBytes) },
    {
      weight: 1,
      arbitrary: of(
        FORM,
        sizes.map((size) => `a=${"x".repeat(size - 2)}`),
      ),
    },
    { weight: 1, arbitrary: of("application/json", anyJson) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          "text/plain",
          `${FORM}; charset=utf-16`,
          "",
          undefined,
          "é",
          `${FORM};${"a".repeat(3_000)}`,
          "multipart/form-data",
        )
        .chain((type) => of(type, formFor(forms))),
    },
    {
      weight: rowOf(pattern).upload ? 8 : 1,
      arbitrary: fc
        .constantFrom("x", "-".repeat(70), "a b", '"')
        .chain((boundary) =>
          of(
            `multipart/form-data; boundary=${boundary === "a b" ? '"a b"' : boundary}`,
            multipart(boundary),
          ),
        ),
    },
  );
}

interface Framed {
  lines: string[];
  bytes: Buffer;
  isBroken: boolean;
}

const chunk = (bytes: Buffer, size = bytes.length.toString(16)) =>
  Buffer.concat([Buffer.from(`${size}\r\n`), bytes, Buffer.from("\r\n")]);

/** How long a body is said to be, rightly or not. */
export const framing = (bytes: Buffer): fc.Arbitrary<Framed> => {
  const whole = (lines: string[], sent = bytes): Framed => ({
    lines,
    bytes: sent,
    isBroken: false,
  });
  const wrong = (lines: string[], sent = bytes): Framed => ({ lines, bytes: sent, isBroken: true });
  const size = bytes.length;
  const end = Buffer.from("0\r\n\r\n");
  const TE = "Transfer-Encoding: chunked";
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(whole([`Content-Length: ${size}`])) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        whole([TE], size > 0 ? Buffer.concat([chunk(bytes), end]) : end),
        whole(
          [TE],
          Buffer.concat([
            ...Array.from(bytes.subarray(0, 300), (byte) => chunk(Buffer.from([byte]))),
            end,
          ]),
        ),
        whole(
          [TE, "Trailer: X-Evil"],
          Buffer.concat([
            ...(size > 0 ? [chunk(bytes)] : []),
            Buffer.from("0\r\nX-Evil: 1\r\n\r\n"),
          ]),
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        wrong([`Content-Length: ${size + 10}`]),
        wrong([`Content-Length: ${Math.max(0, size - 3)}`]),
        wrong([]),
        wrong([`Content-Length: ${size}`, `Content-Length: ${size + 1}`]),
        ...["-1", "+5", "0x5", "5 5", "9".repeat(30), "1e3", ""].map((said) =>
          wrong([`Content-Length: ${said}`]),
        ),
        wrong([TE, `Content-Length: ${size}`], Buffer.concat([chunk(bytes), end])),
        wrong([TE], chunk(bytes)),
        wrong([TE], Buffer.concat([chunk(bytes, "ffffffffffffffff"), end])),
        wrong([TE], Buffer.concat([chunk(bytes, "zz"), end])),
        wrong([TE], Buffer.concat([chunk(bytes, `1;${"a".repeat(20_000)}`), end])),
        wrong(["Transfer-Encoding: gzip, chunked"], Buffer.concat([chunk(bytes), end])),
        wrong(["Transfer-Encoding : chunked"], end),
      ),
    },
  );
};
