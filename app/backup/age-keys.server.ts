/** The pair of keys of backups, as age has them (age-encryption.org): who backs up has the public half alone. */
import fs from "node:fs";

import { BackupFault } from "./format.ts";

/** Loaded by who needs it: it takes longer than most commands do. */
const age = () => import("age-encryption");

/** Makes a pair and keeps the secret half in a new file, as `age-keygen` writes it. @returns the public half */
export async function makeIdentity(file: string, now: Date): Promise<string> {
  const { generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# created: ${now.toISOString()}\n# public key: ${recipient}\n${identity}\n`;
  try {
    fs.writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BackupFault(
      code === "EEXIST" ? `${file} stands already.` : `${file} cannot be written (${code}).`,
    );
  }
  return recipient;
}

/** @param recipient a public half, `age1…` @throws BackupFault where it is none */
export async function enciphered(
  plain: ReadableStream<Uint8Array>,
  recipient: string,
): Promise<ReadableStream<Uint8Array>> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new BackupFault("BACKUP_RECIPIENT is not a public key such as age1….");
  }
  return encrypter.encrypt(plain);
}

/** @param identityFile with the secret half, perhaps several, a line each @throws BackupFault where none of them opens it */
export async function deciphered(
  sealed: ReadableStream<Uint8Array>,
  identityFile: string,
): Promise<ReadableStream<Uint8Array>> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  const identities = readLines(identityFile).filter((line) => line.startsWith("AGE-SECRET-KEY-"));
  if (identities.length === 0) throw new BackupFault(`There is no key in ${identityFile}.`);
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch {
    throw new BackupFault(`The key in ${identityFile} is not whole.`);
  }
  try {
    return await decrypter.decrypt(sealed);
  } catch (error) {
    throw new BackupFault(
      (error as Error).message.startsWith("no identity matched")
        ? `The key in ${identityFile} does not open this file: it was written for another.`
        : "This is not a backup, or its beginning was changed.",
    );
  }
}

function readLines(file: string): string[] {
  try {
    return fs
      .readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch (error) {
    throw new BackupFault(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
