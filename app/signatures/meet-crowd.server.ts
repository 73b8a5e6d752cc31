/** Meets who posts a form that brings a mail as the crowd of their network is met. */
import type { Crowds, Entry, Way } from "./crowd.ts";
import type { Proofs } from "./proof.server.ts";

/** What it takes, the request's own among it. */
export interface CrowdTools {
  crowds: Crowds;
  proofs: Proofs;
  /** Whether everybody is asked for a proof of work just now. */
  isAlarmed: () => boolean;
  metrics: { countSigning: (way: Exclude<Way, "free">) => void };
  visitor: string | undefined;
  fields: URLSearchParams;
}

/** Who comes from no network is not counted. */
const HERE = { way: "free" } as const;

export interface Met {
  entry: Entry;
  /** When the mail may leave. */
  mailAt: Date;
  /** For a form that came to nothing: it uses nothing up. @param isWrong it has itself to blame */
  forgive: (isWrong: boolean) => void;
}

/** @param demands that the form signs; a form that signs none counts as one */
export async function meetCrowd(tools: CrowdTools, demands: number, now: Date): Promise<Met> {
  const { crowds, proofs, visitor, fields, isAlarmed, metrics } = tools;
  const text = fields.get("proof");
  // most forms carry none, and wait for nothing
  const proof = text && visitor ? await proofs.spend(text) : undefined;
  const coming = { demands, proven: proof !== undefined, alarmed: isAlarmed() };
  const entry = visitor === undefined ? HERE : crowds.enter(visitor, coming, now);
  if (entry.way !== "free") metrics.countSigning(entry.way);
  return {
    entry,
    mailAt: entry.way === "slow" ? entry.mailAt : now,
    forgive(isWrong) {
      if (visitor === undefined) return;
      const isForgiven = crowds.forgive(visitor, { demands, entry, isWrong }, now);
      if (isForgiven && proof !== undefined) proofs.giveBack(proof);
    },
  };
}
