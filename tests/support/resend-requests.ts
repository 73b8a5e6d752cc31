/** The requests to Resend as this project makes them: stricter than Resend's own description. */
import fs from "node:fs";

import * as v from "valibot";

import { openApiCheck } from "./openapi-check.ts";

const word = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,256}$/));
const filled = v.pipe(v.string(), v.nonEmpty());
const oneLine = v.pipe(filled, v.regex(/^\P{Cc}+$/u));

const email = v.strictObject({
  from: oneLine,
  to: oneLine,
  reply_to: oneLine,
  subject: oneLine,
  html: filled,
  text: filled,
  headers: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z-]+$/)), oneLine),
  tags: v.array(v.strictObject({ name: word, value: word })),
});

export type SentEmail = v.InferOutput<typeof email>;

const headers = v.object({
  authorization: v.pipe(v.string(), v.startsWith("Bearer ")),
  "content-type": v.literal("application/json"),
  "user-agent": filled,
  "idempotency-key": v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)),
  "x-batch-validation": v.optional(v.picklist(["strict", "permissive"])),
});

const bodies: Record<string, v.GenericSchema<unknown, SentEmail | SentEmail[]>> = {
  "/emails": email,
  "/emails/batch": v.pipe(v.array(email), v.minLength(1), v.maxLength(100)),
};

/** Resend's own description of its interface, where the workplace has a copy. */
export const openApiFile = new URL(
  "../../../shared/reference/resend-openapi.yaml",
  import.meta.url,
);
const checkOpenApi = fs.existsSync(openApiFile) ? openApiCheck(openApiFile.pathname) : () => [];

/** The mails in a request, or what is wrong with it. */
export function readRequest(
  path: string,
  requestHeaders: unknown,
  body: unknown,
): { mails: SentEmail[] } | { wrong: string[] } {
  const schema = bodies[path];
  if (!schema) return { wrong: [`there is no ${path}`] };
  const wrongHeaders = v.safeParse(headers, requestHeaders).issues ?? [];
  const result = v.safeParse(schema, body);
  const wrong = [...wrongHeaders, ...(result.issues ?? [])].map(
    (issue) => `${v.getDotPath(issue)}: ${issue.message}`,
  );
  wrong.push(...checkOpenApi(path, body));
  if (!result.success || wrong.length > 0) return { wrong };
  return { mails: Array.isArray(result.output) ? result.output : [result.output] };
}
