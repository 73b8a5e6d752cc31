/**
 * A proof of work: a challenge that this site signs and a browser solves. Nothing is stored for it but,
 * in memory, which solutions were used.
 */
import { CappedMap, type Challenge, createChallenge, randomInt, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import * as v from "valibot";

import type { Keys } from "../keys.server.ts";

/**
 * Rounds of PBKDF2 for one try: a browser computes them outside its page's thread. A cheap phone is taken
 * to do 300,000 a second, a twentieth of a server's core. Making a challenge costs the server one try,
 * checking it none.
 */
const ROUNDS = 2_000;
/** Longer than a form takes; who fills it in for longer is given another one. */
const LIVES_MS = 600_000;
const MOST_USED = 100_000;
const MOST_CHARACTERS = 2_000;

const hex = v.pipe(v.string(), v.hexadecimal());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const proofSchema = v.object({
  challenge: v.object({
    parameters: v.object({
      algorithm: v.literal("PBKDF2/SHA-256"),
      cost: count,
      expiresAt: count,
      keyLength: count,
      keyPrefix: hex,
      keySignature: hex,
      nonce: hex,
      salt: hex,
    }),
    signature: hex,
  }),
  solution: v.object({ counter: count, derivedKey: hex }),
});

export interface Proofs {
  /** @param tries the most that it takes; half of them on average */
  challenge: (tries: number, now: Date) => Promise<Challenge>;
  /**
   * Uses a proof up: in this process it is good for once.
   * @param text of the form's field
   * @returns its name, or undefined when it is none of ours, wrong, too old or used
   */
  spend: (text: string) => Promise<string | undefined>;
  /** A proof whose form came to nothing may be used again. */
  giveBack: (name: string) => void;
}

/** @param site.origin a challenge of one site is no challenge of another */
export function createProofs(keys: Pick<Keys, "proof">, site: { origin: string }): Proofs {
  const secret = `${keys.proof.export().toString("base64url")} ${site.origin}`;
  const secrets = {
    hmacSignatureSecret: `challenge ${secret}`,
    hmacKeySignatureSecret: `solution ${secret}`,
  };
  const used = new CappedMap<string, true>({ maxSize: MOST_USED });
  return {
    challenge: (tries, now) =>
      createChallenge({
        ...secrets,
        algorithm: "PBKDF2/SHA-256",
        cost: ROUNDS,
        counter: randomInt(tries),
        deriveKey,
        expiresAt: new Date(now.getTime() + LIVES_MS),
      }),
    async spend(text) {
      const proof = readProof(text);
      if (!proof) return undefined;
      const { verified } = await verifySolution({ ...secrets, ...proof, deriveKey });
      const name = proof.challenge.signature;
      return verified && used.setIfAbsent(name, true) ? name : undefined;
    },
    giveBack: (name) => void used.delete(name),
  };
}

function readProof(text: string): v.InferOutput<typeof proofSchema> | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    const read = v.safeParse(proofSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
