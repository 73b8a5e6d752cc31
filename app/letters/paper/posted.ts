/** Whom the copies that are printed are for. */

/** `unreached`: those whom no email reached. */
export const postedTo = ["unreached", "all"] as const;
export type PostedTo = (typeof postedTo)[number];
