/** `npm run audit:verify`: whether the audit log is what was written. */
import { verifyChain } from "../organisers/audit/verify-chain.server.ts";
import { Refusal, runCommand, WrongUsage } from "./command.ts";

await runCommand({
  help: `
npm run audit:verify [-- --head HASH]
  Reads every entry of the audit log and compares it with the chain, in which each is sealed over the one
  before. Prints the head of the chain: keep it outside of this database, and the next time even somebody
  who can write the whole database anew is found out. Exits 1 when an entry was changed, put in or taken
  out, naming the first.

  --head     a head that was printed earlier, 64 characters of 0-9 and a-f: it must stand in the chain still.
             Entries leave after two years, and their heads with them`,
  options: { head: { type: "string" } },
  run: async ({ db, values, positionals }) => {
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    const { head } = values;
    if (head !== undefined && !(typeof head === "string" && /^[0-9a-f]{64}$/.test(head)))
      throw new WrongUsage("--head takes the 64 characters that were printed earlier.");
    const known = typeof head === "string" ? [{ hash: Buffer.from(head, "hex") }] : [];
    const found = await verifyChain(db, known);
    if (found.broken !== undefined) throw new Refusal(found.broken);
    const entries = found.entries.toLocaleString("en-GB");
    console.log(
      `The audit log is what was written: ${entries} ${found.entries === 1 ? "entry" : "entries"}.`,
    );
    console.log(`Its head is ${found.head.hash.toString("hex")}, at place ${found.head.n}.`);
  },
});
