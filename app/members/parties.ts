/** Parties that are branches of another one, as the table of them says; one level. */

export interface Branch {
  label: string;
  parent: string;
}

/** The party that a label counts to: its own where it is no branch. */
export const parentOf = (branches: readonly Branch[], label: string): string =>
  branches.find((one) => one.label === label)?.parent ?? label;

/** Those among the labels that are branches of a party, each once. */
export const branchesAmong = (
  labels: Iterable<string>,
  branches: readonly Branch[],
  parent: string,
): string[] => {
  const met = new Set(labels);
  const ofParent = branches.filter((one) => one.parent === parent && met.has(one.label));
  return ofParent.map(({ label }) => label);
};

/** The labels, and the parents of those that are branches, each once, by name. */
export function partiesAmong(labels: Iterable<string>, branches: readonly Branch[]): string[] {
  const met = new Set(labels);
  for (const label of [...met]) met.add(parentOf(branches, label));
  return [...met].sort(compare);
}

const { compare } = new Intl.Collator("en");
