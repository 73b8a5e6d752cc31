/** The load generator: so many connections, each asking again as soon as it is answered. */
import { answerWith } from "./child.ts";
import { type Line, openLine } from "./client.ts";
import { get, post, signingForm } from "./requests.ts";

export interface Load {
  port: number;
  /**
   * The paths of `get` are asked for in turn; each `sign` is another person, from `first` on; each
   * token of `confirm` is used once.
   */
  ask:
    | { what: "get"; paths: readonly string[] }
    | { what: "sign"; path: string; first: number }
    | { what: "confirm"; tokens: readonly string[] };
  connections: number;
  /** After this time nothing more is asked; what is under way is waited for. */
  seconds: number;
}

export interface Loaded {
  /** How often each status came; 0 stands for a connection that broke. */
  statuses: Record<number, number>;
  /** From the first request to the last answer. */
  seconds: number;
}

/** @returns a function that gives the next request, undefined when all were given */
function requestsOf({ port, ask }: Load): () => string | undefined {
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

async function run(load: Load): Promise<Loaded> {
  const next = requestsOf(load);
  const lines = await Promise.all(
    Array.from({ length: load.connections }, () => openLine(load.port)),
  );
  const statuses: Loaded["statuses"] = {};
  const begun = performance.now();
  const end = begun + load.seconds * 1000;
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
        const request = performance.now() < end ? next() : undefined;
        if (request === undefined) resolve();
        else line.send(request, heard);
      };
      ask();
    });
  await Promise.all(lines.map(work));
  for (const line of lines) line.close();
  return { statuses, seconds: (last - begun) / 1000 };
}

answerWith(run);
