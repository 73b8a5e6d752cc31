/** A password as Postgres keeps it, so that the password itself is in no statement and no log of the server. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;

/**
 * The verifier of SCRAM-SHA-256 (RFC 5803), which `create role … password` takes as it is.
 * @param password of letters, digits and signs of ASCII, which need no preparing (RFC 4013)
 */
export const scramVerifier = (password: string): string =>
  verifierWith(password, randomBytes(16), ITERATIONS);

/** Whether a password is what the server has kept, by whichever salt. @param stored as `pg_authid` has it */
export function isVerifierOf(stored: string | null, password: string): boolean {
  const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(stored ?? "") ?? [];
  if (iterations === undefined) return false;
  return verifierWith(password, Buffer.from(salt!, "base64"), Number(iterations)) === stored;
}

function verifierWith(password: string, salt: Buffer, iterations: number): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const keyed = (word: string) => createHmac("sha256", salted).update(word).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  const server = keyed("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${server}`;
}
