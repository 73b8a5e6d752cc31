/** Mail domains with a rule, and those that no mail goes to, as their page lists them. */
import type { RequestContext } from "../../context.server.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { listDomainNames } from "../../review/domains/domain-names.server.ts";
import { listBlocked, listRules } from "../../review/domains/rules.server.ts";

export async function readDomains({ db, keys }: Pick<RequestContext, "db" | "keys">) {
  const [rules, blocked, addresses] = await Promise.all([
    listRules(db),
    listBlocked(db),
    listOrganiserAddresses(db, keys),
  ]);
  const names = await listDomainNames(
    db,
    keys,
    rules.filter(({ name, held }) => name === null && held > 0).map(({ key }) => key),
  );
  const whoIs = (id: number | null) =>
    id === null ? "the site, by itself" : (addresses.get(id) ?? "somebody who was removed");
  const ruled = rules.map(({ key, rule, name, reason, setBy, setAt, held }) => ({
    ...{ key, rule, reason, held, at: setAt, who: whoIs(setBy) },
    name: name ?? names.get(key) ?? null,
  }));
  return {
    held: ruled.filter(({ rule }) => rule === "held"),
    listed: ruled.filter(({ rule }) => rule === "listed"),
    blocked: blocked.map(({ domain, reason, set_by, set_at }) => ({
      ...{ key: domain, name: domain, reason, held: 0, at: set_at },
      who: set_at === null ? "command line" : whoIs(set_by),
    })),
  };
}
