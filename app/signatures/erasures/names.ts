/** What an erasure can be of, beside the signature of one demand, which is named by the demand's id. */

/** All that is kept of the signer. */
export const EVERYTHING = 0;

/** All forms that were sent with the address, and what goes with them; ids of demands are far below. */
export const FORMS = 0xff_ff_ff_ff;

/** One form that was disowned, named by its own id in place of the signer: others of that address stay. */
export const FORM = 0xff_ff_ff_fd;

/** The wish to hear of updates. */
export const NEWS = 0xff_ff_ff_fe;

/** How long a backup is kept at most, in days. */
export const BACKUP_DAYS = 30;

/** How long it is kept what was erased, in days: longer than any backup that has it still. */
export const ERASURE_DAYS = BACKUP_DAYS + 30;
