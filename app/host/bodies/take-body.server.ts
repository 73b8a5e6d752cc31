/** Takes the bodies of posts: while they arrive, those of one network hold so much memory and no more. */
import type { IncomingMessage } from "node:http";

import { FORM_BYTES } from "../../paths.ts";
import type { PathRow } from "../../paths/row.ts";
import { readBody } from "../guard.server.ts";

/** Ten thousand forms as people send them, or sixteen webhooks of the largest size. */
const MOST_BYTES = 16 * 1024 * 1024;

/** @returns gives the body of a post from a network, or the status to refuse it with */
export function createBodyTaker(): (
  req: IncomingMessage,
  row: PathRow,
  network: string,
) => Promise<Buffer | 413 | 503> {
  const takeRoom = createBodyRoom(MOST_BYTES);
  return async (req, { body: most = FORM_BYTES }, network) => {
    const said = Number(req.headers["content-length"] ?? most);
    const giveBack = takeRoom(network, Math.min(said, most));
    if (!giveBack) return 503;
    try {
      return (await readBody(req, most)) ?? 413;
    } finally {
      giveBack();
    }
  };
}

/** @returns takes room for so many bytes, and gives what gives it back; undefined when there is no more */
export function createBodyRoom(
  most: number,
): (network: string, bytes: number) => (() => void) | undefined {
  const taken = new Map<string, number>();
  return (network, bytes) => {
    const all = (taken.get(network) ?? 0) + bytes;
    if (all > most) return undefined;
    taken.set(network, all);
    return () => {
      const left = taken.get(network)! - bytes;
      if (left > 0) taken.set(network, left);
      else taken.delete(network);
    };
  };
}
