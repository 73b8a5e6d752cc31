/** What kind of failure a database error is: the row's own, or one that may pass. */
import pg from "pg";

/** The database answers nothing at all; what it was sent may yet be done. */
export class Frozen extends Error {
  override name = "Frozen";
  code = "EFROZEN";
  override message = "the database does not answer";
}

/** The server only follows another one, so nothing can be written there. */
export class Standby extends Error {
  override name = "Standby";
  code = "ESTANDBY";
  override message = "it takes no writes, for it follows another server";
}

/** Classes of SQLSTATE (Postgres's manual, appendix A): data exception, integrity constraint violation. */
const rowClasses = new Set(["22", "23"]);
/** Connection exception, transaction rollback (deadlock), insufficient resources, operator intervention, system error. */
const passingClasses = new Set(["08", "40", "53", "57", "58"]);
const QUERY_CANCELED = "57014";
/** A deadlock or the like. */
const ROLLED_BACK = "40";
/** What is said where nothing can be written, as by a primary that has just become a replica. */
const READ_ONLY = "25006";
const INTERNAL = "XX000";
/**
 * What the coordinator of a Citus cluster says, without a code of its own, when one of its machines is lost in the midst of a
 * transaction: Citus's words (remote_transaction.c, adaptive_executor.c), or those of libpq, by which it asks them.
 */
const MACHINE_LOST =
  /^(failure on connection marked as essential|postmaster was shut down|terminating connection|server closed the connection|no connection to the server|connection not open|SSL (SYSCALL error|connection has been closed)|could not (send|receive) data)/;

/** Whether a value of one row caused it, so that the other rows of the statement can go without it. */
export function isRowFault(error: unknown): boolean {
  return error instanceof pg.DatabaseError && rowClasses.has(error.code?.slice(0, 2) ?? "");
}

/** Whether it was refused for wanting to write where only reading is possible. */
export const isReadOnly = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === READ_ONLY;

/**
 * Whether the same statement may succeed later: the connection was lost or refused, the server is
 * starting, stopping or frozen, a deadlock was broken, a disk is full. A statement that ran out of its time
 * is not among them.
 */
export function mayPass(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? "";
    if (code === INTERNAL) return MACHINE_LOST.test(error.message);
    return code !== QUERY_CANCELED && (passingClasses.has(code.slice(0, 2)) || isReadOnly(error));
  }
  // the driver's own errors carry no SQLSTATE: system errors have a code, its own only a text
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== undefined) return /^E[A-Z_]+$/.test(code);
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout)/.test(
    message,
  );
}

/** Whether the database as a whole cannot do its work: any statement may have met this. */
export function isAway(error: unknown): boolean {
  const isOwn = error instanceof pg.DatabaseError && error.code?.slice(0, 2) === ROLLED_BACK;
  return mayPass(error) && !isOwn;
}
