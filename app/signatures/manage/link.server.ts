/** The links that are made of a signer key and outlive every signing. */
import { type Keys, readLinkToken } from "../../keys.server.ts";

/** The signer key in a manage or an unsubscribe link, or undefined when we did not make it. */
export function readSignerLink(
  keys: Keys,
  word: "manage" | "unsubscribe",
  token: string,
): Buffer | undefined {
  return readLinkToken(keys, word, token);
}
