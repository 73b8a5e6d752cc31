/** Finds variables that were meant to be ours and are not, which would otherwise be left unread without a word. */

import { variables } from "./read-variables.ts";

/** Whoever begins a name so means this program: nothing that is commonly set begins so. */
const ours = /^(?:CAMPAIGN|RESEND|MAIL|SMTP|TRUSTED_PROXY)_/;

/** What Kubernetes and Docker's links set for each service, whatever it is called. */
const ofServices = /_SERVICE_(?:HOST|PORT)(?:_|$)|_PORT_\d+_(?:TCP|UDP)(?:_|$)/;

/** @returns a line for each variable that is not read, and looks like one that is */
export function tellMisspelt(env: Record<string, string | undefined>): string[] {
  const known: readonly string[] = variables;
  return Object.entries(env).flatMap(([name, value]) => {
    // short words in small letters are a shell's own
    const spelled = name.includes("_") ? name.toUpperCase() : name;
    if (known.includes(name) || ofServices.test(name) || /^(?:tcp|udp):/.test(value ?? ""))
      return [];
    const meant = known.find((one) => isLike(spelled, one));
    if (meant) return [`${name} is not read: did you mean ${meant}?`];
    return ours.test(spelled)
      ? [`${name} is not read: .env.example names the variables there are.`]
      : [];
  });
}

/** One slip of the finger in a short name, two in a long one, and never its first letter. */
const isLike = (name: string, known: string) =>
  name[0] === known[0] && distance(name, known) <= (known.length < 8 ? 1 : 2);

/** How many letters are wrong, missing, too many or swapped with the next (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        rows[i - 1]![j]! + 1,
        row[j - 1]! + 1,
        rows[i - 1]![j - 1]! + wrong,
        isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity,
      );
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
