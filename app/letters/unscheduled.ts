/** The columns of a letter that is not sent by itself. */
export const unscheduled = { send_at: null, scheduled_by: null, scheduled_version: null } as const;
