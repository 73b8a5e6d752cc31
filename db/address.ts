/** Reads a database's address: what is meant for us is taken out of it. */

/** An address with `pgbouncer=true` leads through a pooler in transaction mode, which keeps no session. */
export function readAddress(url: string): { address: string; pooled: boolean } {
  const read = URL.parse(url);
  const pooled = read?.searchParams.get("pgbouncer") === "true";
  if (!read || !pooled) return { address: url, pooled };
  read.searchParams.delete("pgbouncer");
  return { address: read.href, pooled };
}
