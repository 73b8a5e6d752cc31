/** The ways in which the stand-in for Resend fails. */

/** "accept-…" takes the mails and then loses the answer; "slow" answers after 300 ms. */
export type Fault =
  | "slow"
  | "hang"
  | "reset"
  | "accept-then-drop"
  | "accept-then-garble"
  | "gateway-page"
  | { statusCode: number; name: string; message?: string; retryAfter?: number };

const usual: Fault[] = [
  { statusCode: 500, name: "internal_server_error" },
  { statusCode: 429, name: "rate_limit_exceeded", retryAfter: 1 },
  "gateway-page",
  "reset",
  "accept-then-drop",
  "accept-then-garble",
];

/** One of those that a bad day brings; none of them takes long. */
export function someFault(): Fault {
  return usual[Math.floor(Math.random() * usual.length)]!;
}
