/** Rules for mail domains: whose confirmations are held, and which are never taken for stuffing. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import {
  blockDomain as block,
  listBlockedDomains,
  unblockDomain as unblock,
} from "#emails/blocked-domain.ts";

import { domainKey, type Keys } from "../../keys.server.ts";
import { registeredDomain } from "../../signatures/mail-domain.ts";
import type { Deed } from "../../words/deed.ts";
import { askForSet } from "../bulk/ask-bulk.server.ts";
import { countHeldAt } from "../count-held.server.ts";

export interface Rule {
  /** The domain's key. */
  key: string;
  rule: "held" | "listed";
  name: string | null;
  reason: string;
  setBy: number | null;
  setAt: Date;
  /** Signatures that are held there. */
  held: number;
}

/** Held ones first, the newest first. */
export async function listRules(db: Db): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    with held as (
      select domain_key, count(*)::int as count from signature
       where set_aside = 'held' and domain_key is not null group by domain_key
    )
    select r.domain_key::text as key, r.rule, r.name, r.reason, r.set_by as "setBy",
           r.set_at as "setAt", coalesce(h.count, 0) as held
      from domain_rule r left join held h using (domain_key)
     order by r.rule, r.set_at desc, r.domain_key limit 1000`.execute(db);
  return rows;
}

/** What is ruled of one domain. */
export async function getRule(db: Db, key: string): Promise<Rule["rule"] | undefined> {
  const row = await db
    .selectFrom("domain_rule")
    .select("rule")
    .where(sql<boolean>`domain_key = ${key}::bigint`)
    .executeTakeFirst();
  return row?.rule;
}

export const listBlocked = listBlockedDomains;

interface Named {
  /** As `readDomain` gave it. */
  domain: string;
  reason: string;
  organiserId: number;
}

export async function blockDomain(
  tx: Db,
  { domain, reason, organiserId }: Named,
  now: Date,
): Promise<Deed> {
  const isNew = await block(tx, { domain, reason, setBy: organiserId }, now);
  if (!isNew) return { said: "domain-as-it-is" };
  return { said: "domain-blocked", changed: changeOf("block", domain, { reason }) };
}

export async function unblockDomain(tx: Db, domain: string): Promise<Deed> {
  const reason = await unblock(tx, domain);
  if (reason === undefined) return { said: "domain-as-it-is" };
  const change = { ...changeOf("unblock", domain), before: { reason } };
  return { said: "domain-unblocked", changed: change };
}

/** From now on; what stands already is a bulk work's. */
export async function ruleDomain(
  tx: Db,
  keys: Keys,
  rule: Rule["rule"],
  { domain, reason, organiserId }: Named,
  now: Date,
): Promise<Deed> {
  const name = registeredDomain(domain);
  const before = await setRule(tx, domainKey(keys, name), rule, { name, reason, organiserId }, now);
  if (before === rule) return { said: "domain-as-it-is" };
  const said = rule === "held" ? "domain-held" : "domain-listed";
  return { said, changed: changeOf(rule === "held" ? "hold" : "list", name, { reason }) };
}

/** Neither held nor listed any more; what is held stays so. */
export async function endRule(tx: Db, key: string): Promise<Deed> {
  const row = await tx
    .deleteFrom("domain_rule")
    .where(sql<boolean>`domain_key = ${key}::bigint`)
    .returning(["rule", "name", "reason"])
    .executeTakeFirst();
  if (!row) return { said: "domain-as-it-is" };
  const { rule, name, reason } = row;
  const change = { ...changeOf("take-back", name ?? UNNAMED), before: { rule, reason } };
  return { said: "domain-free", changed: change };
}

/** Lists a domain that was held, and has all that is held there counted, in the background; of a listed one too. */
export async function releaseDomain(
  tx: Db,
  key: string,
  { reason, organiserId }: Omit<Named, "domain">,
  now: Date,
): Promise<Deed & { bulk?: number }> {
  const known = await getToChange(tx, key);
  if (!known || (known.rule === "listed" && (await countHeldAt(tx, [key])) === 0))
    return { said: "domain-as-it-is" };
  const { name } = known;
  await setRule(tx, key, "listed", { name, reason, organiserId }, now);
  const conditions = { domain: key, standing: "held" as const };
  const bulk = await askForSet(tx, { deed: "release", conditions, organiserId, reason }, now);
  const changed = changeOf("release", name ?? UNNAMED, { reason, by: `work ${bulk}` });
  return { said: "domain-released", changed, bulk };
}

const UNNAMED = "whose name is not known";

const getToChange = (tx: Db, key: string) =>
  tx
    .selectFrom("domain_rule")
    .select(["rule", "name"])
    .where(sql<boolean>`domain_key = ${key}::bigint`)
    .forUpdate()
    .executeTakeFirst();

/** One that is so already keeps its reason, and who gave it. @returns what it was before */
async function setRule(
  tx: Db,
  key: string,
  rule: Rule["rule"],
  { name, reason, organiserId }: { name: string | null; reason: string; organiserId: number },
  now: Date,
): Promise<Rule["rule"] | undefined> {
  const before = (await getToChange(tx, key))?.rule;
  if (before === rule) return before;
  await sql`
    insert into domain_rule as r (domain_key, rule, name, reason, set_by, set_at)
    values (${key}::bigint, ${rule}, ${name}, ${reason}, ${organiserId}, ${now})
    on conflict (domain_key) do update
      set rule = excluded.rule, name = coalesce(excluded.name, r.name), reason = excluded.reason,
          set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx);
  return before;
}

const changeOf = (deed: string, name: string, after?: Json) => ({
  action: `domain.${deed}`,
  subject: `domain ${name}`,
  ...(after !== undefined && { after }),
});
