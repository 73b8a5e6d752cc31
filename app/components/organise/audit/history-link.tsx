/** Leads from a thing to what was done to it. */
import { href } from "../../../paths.ts";
import { auditWords } from "../../../words/organise/audit.ts";

/** @param props.subject as the audit log names it, such as `letter 3` */
export function HistoryLink({ subject }: { subject: string }) {
  const query = new URLSearchParams({ subject });
  return <a href={`${href("/organise/audit")}?${query}`}>{auditWords.history}</a>;
}
