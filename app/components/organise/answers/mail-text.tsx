/** What an email says: its own words, those it answers folded away, and what is attached by name. */
import type { Attachment } from "../../../answers/inbound/mail.ts";
import { inboundWords as t } from "../../../words/organise/inbound.ts";

export function MailText(props: {
  text: string;
  quoted: string;
  attachments: readonly Attachment[];
}) {
  const { text, quoted, attachments } = props;
  return (
    <>
      <h2>{t.text}</h2>
      {text ? <div className="mail-text">{text}</div> : <p className="hint">{t.empty}</p>}
      {quoted && (
        <details>
          <summary>{t.quoted}</summary>
          <div className="mail-text">{quoted}</div>
        </details>
      )}
      {attachments.length > 0 && (
        <>
          <h2>{t.attachments}</h2>
          <ul>
            {attachments.map(({ name, type, bytes }, index) => (
              <li key={index}>{t.attached(name, type, bytes)}</li>
            ))}
          </ul>
          <p className="hint">{t.attachmentsHint}</p>
        </>
      )}
    </>
  );
}
