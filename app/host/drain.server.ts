/** Ends an HTTP server without cutting anybody off. */
import type { Server } from "node:http";
import net from "node:net";
import { setImmediate as turn } from "node:timers/promises";

export interface Patience {
  /** Milliseconds that a connection without a request stays open. */
  idle: number;
  /** Milliseconds after which what is still under way is cut off. */
  all: number;
}

/** For the end of everything, which has 10 seconds. */
export const BRIEFLY: Patience = { idle: 1_500, all: 5_000 };
/**
 * For a process whose place another has taken: idle connections go at their ordinary keep-alive
 * timeout, which clients have been told, and a request takes at most a statement's 30 s.
 */
export const UNHURRIED: Patience = { idle: 7_000, all: 35_000 };

/** In milliseconds. A turn of the event loop that took no longer found nothing to do. */
const EMPTY_TURN = 0.1;
/** In milliseconds. So long an empty turn is waited for; a flood may leave none. */
const LONGEST_WAIT = 500;

/**
 * Takes no new connection, answers what comes on the open ones with `Connection: close`, and
 * resolves when the last is gone. The server's own `close` would cut idle connections at once, and
 * with them a request that is on its way.
 */
export async function drain(server: Server, patience: Patience): Promise<void> {
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  await emptyTurn();
  const closed = new Promise((resolve) => net.Server.prototype.close.call(server, resolve));
  let tidy: NodeJS.Timeout | undefined;
  const idle = setTimeout(() => {
    // a connection is idle only once its last answer has left; what has arrived on it is read first
    tidy = setInterval(() => setImmediate(() => server.closeIdleConnections()), 50);
  }, patience.idle);
  const late = setTimeout(() => server.closeAllConnections(), patience.all);
  await closed;
  clearTimeout(idle);
  clearInterval(tidy);
  clearTimeout(late);
  // ends its look-out for requests that never become whole
  server.close();
}

/**
 * Resolves at the end of a turn in which nothing happened: then nobody waits to be accepted. Linux
 * makes connections before they are accepted, and resets those that wait when their socket closes.
 */
async function emptyTurn(): Promise<void> {
  const begun = performance.now();
  for (let last = begun, now = begun; now - begun < LONGEST_WAIT; last = now) {
    await turn();
    now = performance.now();
    if (now - last < EMPTY_TURN) return;
  }
}
