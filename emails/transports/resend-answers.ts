/**
 * What Resend's answers mean for the outbox (https://resend.com/docs/api-reference/errors,
 * …/introduction#rate-limit, …/emails/batch).
 */
import * as v from "valibot";

import { nextMidnight, sendingLimit } from "./sending-limit.ts";
import { allOf, type Answer, type Batch, type Fate, safeProblem } from "./transport.ts";

type Headers = Record<string, string> | null;

/** The SDK hands on whatever JSON came, so nothing of its shape is sure. */
const refusal = v.object({
  name: v.fallback(v.string(), "application_error"),
  statusCode: v.fallback(v.nullable(v.number()), null),
  message: v.fallback(v.string(), ""),
});

/** "" for one that cannot be kept: the mail was taken all the same. */
const mailId = v.fallback(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{0,100}$/)), "");

const taken = v.object({
  data: v.array(v.object({ id: mailId })),
  errors: v.optional(v.array(v.object({ index: v.number(), message: v.string() })), []),
});

/** An answer 200: in permissive batches `data` holds those taken, in order, and `errors` the rest. */
export function readTaken(batch: Batch, body: unknown, headers: Headers, now: Date): Answer {
  const pause = pauseFor(headers, now);
  const result = v.safeParse(taken, body);
  if (!result.success)
    return { fates: allOf(batch, retry("maybe", "Resend's answer could not be read")), ...pause };
  const { data, errors } = result.output;
  const refused = new Map(errors.map(({ index, message }) => [index, message]));
  if (data.length + refused.size !== batch.parcels.length) {
    const problem = "Resend took the batch, but its answer does not say which mails";
    return { fates: allOf(batch, { outcome: "unknown", problem }), ...pause };
  }
  const ids = data.values();
  const fates = batch.parcels.map((_, index): Fate => {
    const message = refused.get(index);
    if (message === undefined)
      return { outcome: "accepted", providerId: ids.next().value?.id ?? "" };
    const problem = safeProblem(message);
    return sendingLimit(message, now) ? retry("no", problem) : { outcome: "rejected", problem };
  });
  const [limit] = [...refused.values()].flatMap((message) => sendingLimit(message, now) ?? []);
  return { fates, ...(limit ? { pause: limit } : pause) };
}

/** An error: `statusCode` null when no answer came (a reset, a time-out, an unreadable body). */
export function readRefusal(batch: Batch, error: unknown, headers: Headers, now: Date): Answer {
  const { name, statusCode, message } = v.parse(v.fallback(refusal, unreadable), error);
  const problem = safeProblem(`${name}: ${message}`);
  const notTaken = allOf(batch, retry("no", problem));

  if (name === "daily_quota_exceeded" || name === "monthly_quota_exceeded") {
    const code = name === "daily_quota_exceeded" ? "daily-quota" : "monthly-quota";
    return { fates: notTaken, pause: { until: nextMidnight(now), reason: { code } } };
  }
  if (statusCode === 429)
    return { fates: notTaken, pause: { until: retryAfter(headers, now), reason: pacing } };
  if (statusCode === 409) {
    if (name !== "invalid_idempotent_request")
      return { fates: allOf(batch, retry("maybe", problem)) };
    const known = "Resend had taken an earlier try of this batch; what became of it is not known";
    return { fates: allOf(batch, { outcome: "unknown", problem: known }) };
  }
  if (halting.has(name) || (statusCode !== null && [401, 403, 404, 405].includes(statusCode)))
    return { fates: notTaken, halt: { code: "resend-refused", problem } };
  if (statusCode === null || statusCode < 400 || statusCode >= 500 || statusCode === 408)
    return { fates: allOf(batch, retry("maybe", problem)) };
  const limit = sendingLimit(problem, now);
  if (limit) return { fates: notTaken, pause: limit };
  if (batch.repeated) {
    const lost = `an earlier try may have been taken; this one was refused (${problem})`;
    return { fates: allOf(batch, { outcome: "unknown", problem: lost }) };
  }
  if (batch.parcels.length > 1) return { fates: notTaken, split: true };
  return { fates: [{ outcome: "rejected", problem }] };
}

const unreadable = { name: "application_error", statusCode: null, message: "" };
const pacing = { code: "rate" } as const;
const halting = new Set([
  "missing_api_key",
  "invalid_api_key",
  "restricted_api_key",
  "suspended_api_key",
]);

function retry(taken: "no" | "maybe", problem: string): Fate {
  return { outcome: "retry", taken, problem };
}

/** The limit's window is used up by this request: the next one waits for the window's end. */
function pauseFor(headers: Headers, now: Date): Pick<Answer, "pause"> {
  if (headers?.["ratelimit-remaining"] !== "0") return {};
  const seconds = Number(headers["ratelimit-reset"]);
  if (!(seconds > 0 && seconds <= 60)) return {};
  return { pause: { until: new Date(now.getTime() + seconds * 1000), reason: pacing } };
}

/** `retry-after` is in seconds; an hour at most is believed, a second when it is not given. */
function retryAfter(headers: Headers, now: Date): Date {
  const seconds = Number(headers?.["retry-after"] ?? headers?.["ratelimit-reset"]);
  const wait = seconds > 0 ? Math.min(seconds, 3600) : 1;
  return new Date(now.getTime() + wait * 1000);
}
