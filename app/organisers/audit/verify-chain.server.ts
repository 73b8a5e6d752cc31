/** Whether the audit log is what was written: its chain is walked from the anchor to the head. */
import { createHash } from "node:crypto";

import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** An end of the chain: its place, and the hash that stands for all entries up to it. */
export interface Head {
  n: number;
  hash: Buffer;
}

export interface ChainFound {
  /** Entries that are kept and hold together, up to the first that does not. */
  entries: number;
  /** The last of them. */
  head: Head;
  /** What is wrong first, in a sentence that names the entry; undefined while all is well. */
  broken: string | undefined;
}

interface Link extends Head {
  id: number;
  /** Of its entry; null where there is none. */
  content: Buffer | null;
  what: string | null;
}

const AT_ONCE = 200;

/**
 * Reads every entry and hashes it anew: SHA-256 over the hash before it and all that the entry holds.
 * The hashing is done here and not by the database, whose functions may have been tampered with too.
 * @param known heads that were seen earlier; each must stand in the chain. One before the anchor cannot
 *   be told any more and is passed over, where its place is given
 */
export async function verifyChain(
  db: Db,
  known: readonly { n?: number; hash: Buffer }[] = [],
): Promise<ChainFound> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const anchor = await tx
        .selectFrom("audit_anchor")
        .select(["n", "hash"])
        .executeTakeFirstOrThrow();
      let head: Head = anchor;
      const unmet = known.filter(({ n, hash }) =>
        n !== undefined && n <= anchor.n
          ? n === anchor.n && !hash.equals(anchor.hash)
          : !hash.equals(anchor.hash),
      );
      const found = (broken: string | undefined): ChainFound => ({
        entries: head.n - anchor.n,
        head,
        broken,
      });
      for (;;) {
        const links = await listLinks(tx, head.n);
        for (const link of links) {
          const broken = findBreak(link, head);
          if (broken) return found(broken);
          head = { n: link.n, hash: link.hash };
          const met = unmet.findIndex(
            ({ n, hash }) => (n === undefined || n === link.n) && hash.equals(link.hash),
          );
          if (met >= 0) unmet.splice(met, 1);
          const passed = unmet.find(({ n }) => n === link.n);
          if (passed) return found(rewritten(passed));
        }
        if (links.length < AT_ONCE) break;
      }
      const stray = await findStray(tx);
      if (stray !== undefined)
        return found(`Entry ${stray} was put in beside the chain: nothing says when.`);
      return found(unmet[0] && rewritten(unmet[0]));
    });
}

function findBreak({ n, hash, id, content, what }: Link, before: Head): string | undefined {
  if (n !== before.n + 1)
    return `Entry at place ${before.n + 1} of the chain is gone, or more from there.`;
  if (!content) return `Entry ${id}, at place ${n} of the chain, is gone.`;
  const now = createHash("sha256").update(before.hash).update(content).digest();
  return now.equals(hash)
    ? undefined
    : `Entry ${id} (${what}), at place ${n} of the chain, is not what was written.`;
}

const rewritten = ({ n, hash }: { n?: number; hash: Buffer }): string =>
  `No entry ${n === undefined ? "that is kept" : `at place ${n} of the chain`} ends in the head ${hash.toString("hex")}, which was seen earlier: entries were taken off its end, or it was written anew.`;

async function listLinks(tx: Db, after: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select l.n, l.hash, l.audit_id as id, a.action || ', ' || a.subject as what,
           convert_to(jsonb_build_array(a.id, (extract(epoch from a.at) * 1000000)::bigint, a.organiser_id,
             a.action, a.subject, a.before::text, a.after::text)::text, 'UTF8') as content
      from audit_link l left join audit a on a.id = l.audit_id
     where l.n > ${after} order by l.n limit ${AT_ONCE}`.execute(tx);
  // of an entry that is gone nothing but nulls is left, and they would be content too
  return rows.map((row) => (row.what === null ? { ...row, content: null } : row));
}

/** @returns the first entry that has no place in the chain */
async function findStray(tx: Db): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from audit a where not exists (select from audit_link l where l.audit_id = a.id)
     order by id limit 1`.execute(tx);
  return rows[0]?.id;
}
