/** The faults that are brought about, by name. */
import { backup } from "./backup.ts";
import { killCluster, rebalance } from "./cluster.ts";
import { absent, frozen, migration } from "./database.ts";
import { fullDisk } from "./disk.ts";
import { killApp, killEmbedded, killPostgres, killWebProcess, killWorker } from "./kills.ts";
import { sameLink } from "./links.ts";
import type { Outcome, Skipped } from "./outcome.ts";
import { clock, mute, sighup, sigterm } from "./processes.ts";
import { promote } from "./promote.ts";
import { provider } from "./provider.ts";

/** @param rounds of kills that are shared among those that kill; the others come by some of them */
export type Scenario = (rounds: number) => Promise<Outcome | Skipped>;

/** A part of all rounds, one at least. */
const share = (rounds: number, part: number) => Math.max(1, Math.round(rounds * part));

export const scenarios: Record<string, Scenario> = {
  "kill-app": (rounds) => killApp(share(rounds, 0.3)),
  "kill-web": (rounds) => killWebProcess(share(rounds, 0.2)),
  "kill-worker": (rounds) => killWorker(share(rounds, 0.2)),
  "kill-embedded": (rounds) => killEmbedded(share(rounds, 0.15)),
  "kill-postgres": (rounds) => killPostgres(share(rounds, 0.15)),
  promote: (rounds) => promote(share(rounds, 0.1)),
  "same-link": (rounds) => sameLink(share(rounds, 0.1)),
  provider: (rounds) => provider(share(rounds, 0.01), secondsOf(rounds)),
  frozen: (rounds) => frozen(share(rounds, 0.01), secondsOf(rounds)),
  absent: (rounds) => absent(share(rounds, 0.01), secondsOf(rounds)),
  "disk-tables": (rounds) => fullDisk(share(rounds, 0.02), "tables"),
  "disk-log": (rounds) => fullDisk(share(rounds, 0.02), "log"),
  clock: (rounds) => clock(share(rounds, 0.01), 5),
  migration: (rounds) => migration(share(rounds, 0.02)),
  sigterm: (rounds) => sigterm(share(rounds, 0.05)),
  sighup: (rounds) => sighup(share(rounds, 0.05)),
  mute: (rounds) => mute(share(rounds, 0.005)),
  backup: (rounds) => backup(share(rounds, 0.02)),
  cluster: (rounds) => killCluster(share(rounds, 0.1)),
  rebalance: () => rebalance(),
};

/** How long what lasts is made to last: half a minute in the whole drill. */
const secondsOf = (rounds: number) => Math.min(30, Math.max(4, rounds * 0.15));
