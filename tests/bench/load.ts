/** The load generator: so many connections, each asking again as soon as it is answered. */
import { answerWith } from "./child.ts";
import { type Line, openLine } from "./client.ts";
import { get, post, signingForm } from "./requests.ts";

/**
 * The paths of `get` are asked for in turn; each `sign` is another person, from `first` on; each
 * token of `confirm` is used once.
 */
export type Ask =
  | { what: "get"; paths: readonly string[] }
  | { what: "sign"; path: string; first: number }
  | { what: "confirm"; tokens: readonly string[] };

/** What one site is asked. */
export interface Target {
  port: number;
  ask: Ask;
}

export interface Load {
  targets: readonly Target[];
  /** To each of them. */
  connections: number;
  /**
   * `seconds`: one target after the other has so long; then nothing more is asked, and what is under
   * way is waited for. `turns`: each has so many turns of so many requests, always the two turns of a
   * pair in the other order than in the pair before, so that what happens on the machine meanwhile
   * falls on all alike.
   */
  pace: { seconds: number } | { turns: number; requests: number };
}

export interface Loaded {
  /** How often each status came; 0 stands for a connection that broke. */
  statuses: Record<number, number>;
  /** From the first request to the last answer, in all turns. */
  seconds: number;
}

/** @returns a function that gives the next request, undefined when all were given */
function requestsOf({ port, ask }: Target): () => string | undefined {
  let given = 0;
  switch (ask.what) {
    case "get": {
      const requests = ask.paths.map((path) => get(port, path));
      return () => requests[given++ % requests.length];
    }
    case "sign":
      return () => post(port, ask.path, signingForm(ask.first + given++));
    case "confirm":
      return () => {
        const token = ask.tokens[given++];
        return token && post(port, `/confirm/${token}`, "chosen=");
      };
  }
}

/** @returns `turn`, which asks for so long and so often at most; what came in all turns; the end */
async function openTarget(target: Target, connections: number) {
  const next = requestsOf(target);
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(target.port)));
  const loaded: Loaded = { statuses: {}, seconds: 0 };
  const { statuses } = loaded;

  async function turn(seconds: number, requests: number): Promise<void> {
    const begun = performance.now();
    const end = begun + seconds * 1000;
    let left = requests;
    let last = begun;
    const work = (line: Line) =>
      new Promise<void>((resolve) => {
        const heard = (status: number) => {
          last = performance.now();
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (status === 0) resolve();
          else ask();
        };
        const ask = () => {
          const request = left-- > 0 && performance.now() < end ? next() : undefined;
          if (request === undefined) resolve();
          else line.send(request, heard);
        };
        ask();
      });
    await Promise.all(lines.map(work));
    loaded.seconds += (last - begun) / 1000;
  }

  return { turn, loaded, close: () => lines.forEach((line) => line.close()) };
}

async function run({ targets, connections, pace }: Load): Promise<Loaded[]> {
  const open = await Promise.all(targets.map((target) => openTarget(target, connections)));
  if ("seconds" in pace) for (const { turn } of open) await turn(pace.seconds, Infinity);
  else
    for (let done = 0; done < pace.turns; done++)
      for (const { turn } of done % 2 ? open.toReversed() : open)
        await turn(Infinity, pace.requests);
  for (const { close } of open) close();
  return open.map(({ loaded }) => loaded);
}

answerWith(run);
