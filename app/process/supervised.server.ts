/** The other end of supervise.server.ts: what a web process hears from its supervisor and says to it. */
import cluster from "node:cluster";

import type { Changes } from "../host/changes.server.ts";
import { BRIEFLY, type Patience } from "../host/drain.server.ts";

export type ToWebProcess =
  | { do: "serve"; databaseUrl: string }
  | { do: "drain"; patience: Patience }
  /** What pages show was changed in another process: of these demands, or, without them, anything. */
  | { do: "renew-pages"; slugs: readonly string[] | undefined };
export type FromWebProcess = { problem: string } | { haveChanged: readonly string[] | "all" };

export interface Supervisor {
  /** Where the database is: the embedded one's address is known to the supervisor alone. */
  databaseUrl: Promise<string>;
  /** Resolves when the process is to finish what it has and end. */
  told: Promise<Patience>;
}

/**
 * Begins to listen to the supervisor. Signals that a terminal or a service manager gives to every
 * process of a group are the supervisor's business; SIGTERM alone ends this one, and it is replaced.
 */
export function hearSupervisor(): Supervisor {
  process.on("SIGINT", () => {}).on("SIGHUP", () => {});
  // a word that cannot be said any more: the supervisor has ended, and with it the port
  cluster.worker!.on("error", () => process.exit(1));
  const hear = <T>(pick: (message: ToWebProcess) => T | undefined) =>
    new Promise<T>((resolve) => {
      process.on("message", (message: ToWebProcess) => {
        const found = pick(message);
        if (found !== undefined) resolve(found);
      });
    });
  const asked = hear((message) => (message.do === "drain" ? message.patience : undefined));
  // a second one is taken too: by default it would cut off what the first lets end
  const signalled = new Promise<Patience>((resolve) =>
    process.on("SIGTERM", () => resolve(BRIEFLY)),
  );
  return {
    databaseUrl: hear((message) => (message.do === "serve" ? message.databaseUrl : undefined)),
    told: Promise.race([asked, signalled]),
  };
}

/** Tells the other web processes of changes made here, and hears of theirs. */
export function shareChanges(changes: Changes): Changes {
  process.on("message", (message: ToWebProcess) => {
    if (message.do === "renew-pages") changes.made(message.slugs);
  });
  let unsaid: Set<string> | "all" | undefined;
  function say(): void {
    const haveChanged = unsaid === "all" ? unsaid : [...unsaid!];
    unsaid = undefined;
    if (process.connected) process.send!({ haveChanged } satisfies FromWebProcess);
  }
  return {
    onMade: changes.onMade,
    made(slugs) {
      changes.made(slugs);
      // many posts are answered after one commit; the others are told once of all
      if (!unsaid) setImmediate(say);
      if (!slugs || unsaid === "all") unsaid = "all";
      else unsaid = new Set([...(unsaid ?? []), ...slugs]);
    },
  };
}

/** Ends this process once its supervisor knows that it takes no more connections. */
export function leave(): void {
  cluster.worker!.once("disconnect", () => process.exit(0)).disconnect();
}

/** Says why this process cannot serve, and ends it. */
export function giveUp(problem: string): void {
  process.send!({ problem } satisfies FromWebProcess, undefined, undefined, () => process.exit(1));
}
