/** What programs are told in the place of a page that refuses. */

const sentences: Record<number, string> = {
  400: "This address cannot be read.",
  403: "Other sites may read this and post nothing.",
  404: "There is nothing here.",
  405: "This can only be read, with GET or HEAD.",
  406: "There is no such format of this.",
  410: "This was removed.",
  413: "This is too large.",
  415: "This content type is not taken.",
  421: "This host is not served here.",
  429: "Too many requests: ask again after the seconds that Retry-After names.",
  500: "Something went wrong on our side.",
  503: "This cannot be answered at the moment: ask again after the seconds that Retry-After names.",
};

/**
 * JSON of `{ status, error }`, as petition.parliament.uk has it.
 * @param more.error what happened, where more is known than the status says
 * @param more.reference names the fault in the log
 */
export const problemText = (
  status: number,
  { error, reference }: { error?: string; reference?: string | undefined } = {},
): string =>
  JSON.stringify({ status, error: error ?? sentences[status] ?? "This was refused.", reference });
