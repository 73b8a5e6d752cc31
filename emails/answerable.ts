/** Which letters can be answered by a link of their own. */
import type { ParamsOf } from "./message.ts";

/** Names one member's copy of a letter. */
export interface CopyName {
  letterId: number;
  memberId: number;
}

export type CopyParams = Omit<ParamsOf["letter"], "subject" | "body">;

/** The copy that a member can answer: none in a rehearsal, nor in a mail of an earlier version. */
export const answerable = ({
  letter,
  member,
  thread,
  rehearsal,
}: CopyParams): CopyName | undefined =>
  thread && !rehearsal ? { letterId: letter, memberId: member } : undefined;
