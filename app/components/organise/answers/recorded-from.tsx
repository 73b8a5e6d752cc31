/** Above the form of an answer: the email that it is recorded from. */
import { href } from "../../../paths.ts";
import { inboundWords as t } from "../../../words/organise/inbound.ts";

export const RecordedFrom = ({ mail, day }: { mail: number; day: string }) => (
  <p className="note">
    {t.recording(day)} <a href={href("/organise/answers/mails/:id", { id: mail })}>{t.one(day)}</a>
  </p>
);
