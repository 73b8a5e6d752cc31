/** Lines to one server, opened as they are needed: who asks never waits for another's answer. */
import { type Line, openLine } from "./client.ts";

export interface Lines {
  /**
   * @returns the status; 0 when the connection could not be made, or broke first; undefined when
   *   `most` lines are in use
   */
  ask: (request: string) => Promise<number | undefined>;
  /** What is under way is given up. */
  close: () => void;
}

/** In milliseconds. Node closes after 5 seconds, and what is sent at that moment is lost. */
const MOST_IDLE = 3_000;

export function createLines(port: number, most = Infinity): Lines {
  const all = new Set<Line>();
  const free: { line: Line; since: number }[] = [];
  let opening = 0;

  function drop(line: Line): void {
    all.delete(line);
    line.close();
  }

  /** The one used last, so that those that are not needed grow old. */
  function takeFree(): Line | undefined {
    for (let one = free.pop(); one; one = free.pop()) {
      if (one.line.isOpen() && performance.now() - one.since < MOST_IDLE) return one.line;
      drop(one.line);
    }
    return undefined;
  }

  async function take(): Promise<Line | undefined> {
    const known = takeFree();
    if (known || all.size + opening >= most) return known;
    opening++;
    const line = await openLine(port).finally(() => opening--);
    all.add(line);
    return line;
  }

  return {
    ask: async (request) => {
      const line = await take().catch(() => 0 as const);
      if (!line) return line;
      const status = await new Promise<number>((resolve) => line.send(request, resolve));
      if (status === 0) drop(line);
      else free.push({ line, since: performance.now() });
      return status;
    },
    close: () => all.forEach(drop),
  };
}
