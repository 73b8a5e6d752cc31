/** All that a mail tells by its bytes: what it says, who signed it, how strictly its domain wants that read. */
import type { ReadMail } from "../mail.ts";
import { askDns } from "./ask-dns.server.ts";
import type { Sending } from "./known-sender.ts";
import { readMail, type Unreadable } from "./read-mail.ts";
import { listSignatures, readStrictness } from "./signatures.server.ts";

export type Examined = { mail: ReadMail; sending: Sending } | { unreadable: Unreadable };

/** @param servers of the DNS, instead of this machine's */
export async function examine(raw: Uint8Array, servers?: readonly string[]): Promise<Examined> {
  const mail = await readMail(raw);
  if (typeof mail === "string") return { unreadable: mail };
  using dns = askDns(servers);
  const signatures = await listSignatures(raw, dns.ask);
  const hasPassed = signatures.some(({ result }) => result === "pass");
  const strictness = hasPassed ? await readStrictness(mail.from[0]?.address, dns.ask) : "relaxed";
  return { mail, sending: { from: mail.from, signatures, strictness } };
}
