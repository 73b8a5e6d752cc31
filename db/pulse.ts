/** Knows within a second that a database answers nothing at all any more, and ends what waits for it. */
import net from "node:net";

import pg from "pg";

import { Frozen } from "./faults.ts";

/** In milliseconds, between two looks. */
const APART = 150;
/** So many looks in a row that find nothing new, though something was asked: at most 0.75 s after its last word. */
const SILENT_LOOKS = 4;
/**
 * Through a pooler a question waits for a connection that is free, and all of them may wait for one
 * lock: three seconds, more than any lock of ours is waited for.
 */
const SILENT_LOOKS_POOLED = 20;
/** A new connection may take three seconds: a lost packet is sent again after one. */
const CONNECTING_LOOKS = 20;
/** After a refusal, which is an answer too, it is left alone for a second. */
const SPARED_LOOKS = 6;

export interface Pulse {
  /** Makes the socket of a connection: it breaks with `Frozen` when the database freezes, and at once while it is frozen. */
  socket: () => net.Socket;
  stop: () => void;
}

/**
 * Asks for nothing, over a connection of its own, as often as it looks. Whatever is received on any
 * connection is a sign of life, so one that is busy is not taken for a frozen one: a statement that
 * waits or works long hinders no other connection. Looks are counted rather than time: a process that
 * had no time to read finds between two looks what has come meanwhile.
 * @param address of one server
 * @param pooled whether it leads through a pooler
 * @param hear told when the database has frozen, and when it answers again
 */
export function takePulse(
  address: string,
  pooled: boolean,
  hear: (answers: boolean) => void,
): Pulse {
  const limit = pooled ? SILENT_LOOKS_POOLED : SILENT_LOOKS;
  const sockets = new Set<net.Socket>();
  let bytesOfClosed = 0;
  let bytesBefore = 0;
  /** Looks since the last sign of life; the first connection gets the time of one. */
  let silent = limit - CONNECTING_LOOKS;
  let isFrozen = false;
  let cuts = 0;
  let client: pg.Client | undefined;
  /** The client's, or that of one that is not connected yet. */
  let own: net.Socket | undefined;
  let isAsking = false;
  let spared = 0;

  function open(): net.Socket {
    const socket = new net.Socket();
    sockets.add(socket);
    return socket.once("close", () => {
      bytesOfClosed += socket.bytesRead;
      sockets.delete(socket);
    });
  }

  function look(): void {
    let bytes = bytesOfClosed;
    for (const socket of sockets) bytes += socket.bytesRead;
    if (bytes !== bytesBefore) live();
    else if (isAsking) silent++;
    bytesBefore = bytes;
    if (silent >= limit && (silent - limit) % CONNECTING_LOOKS === 0) cut();
    if (!isAsking && spared-- <= 0) void ask();
  }

  function live(): void {
    silent = 0;
    if (isFrozen) hear(true);
    isFrozen = false;
  }

  /** What was sent may still be done once the database thaws, but nobody waits for it. */
  function cut(): void {
    cuts++;
    if (!isFrozen) hear(false);
    isFrozen = true;
    for (const socket of sockets) socket.destroy(new Frozen());
  }

  async function ask(): Promise<void> {
    const cutsBefore = cuts;
    isAsking = true;
    try {
      client ??= await connected();
      await client.query("select");
    } catch {
      client = undefined;
      // whoever refuses is alive
      if (cuts === cutsBefore) {
        spared = SPARED_LOOKS;
        live();
      }
    }
    isAsking = false;
  }

  async function connected(): Promise<pg.Client> {
    const made = new pg.Client({
      connectionString: address,
      application_name: "demands-tracker-pulse",
      stream: () => (own = open()),
    });
    made.on("error", () => {});
    await made.connect();
    return made;
  }

  const looking = setInterval(look, APART).unref();
  return {
    socket() {
      const socket = open();
      if (isFrozen) process.nextTick(() => socket.destroy(new Frozen()));
      return socket;
    },
    stop() {
      clearInterval(looking);
      // one that is silent would keep the process alive
      if (client) void client.end().catch(() => {});
      else own?.destroy();
    },
  };
}
