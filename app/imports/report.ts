/** What an import did, thing by thing: the command says it, the audit log keeps it. */
/** One thing that an import did. */
export interface ReportLine {
  /** Whom or what, with the place: `Ann Example (Aldershot)`. */
  who: string;
  /** What changed, `party: Labour → Independent`; undefined where the part's name says all. */
  change?: string;
  /** The change names a person's address: it is said to who runs the command, and never kept. */
  private?: true;
}

/** Things that an import did alike, such as all members that it added. */
export interface ReportPart {
  /** `Members added`, `Memberships ended`. */
  what: string;
  number: number;
  /** All of them, or none where they have no names, as postcodes have none. */
  lines: readonly ReportLine[];
}

export type ImportReport = readonly ReportPart[];

/**
 * @param fields what to compare, each with its name for people
 * @returns `party: Labour → Independent` for each that differs
 */
export function changesBetween<Field extends string>(
  before: Readonly<Record<NoInfer<Field>, string | number | null>>,
  after: Readonly<Record<NoInfer<Field>, string | number | null>>,
  fields: Readonly<Record<Field, string>>,
): string[] {
  return (Object.entries(fields) as [Field, string][])
    .filter(([field]) => before[field] !== after[field])
    .map(([field, name]) => `${name}: ${before[field] ?? "—"} → ${after[field] ?? "—"}`);
}
