/** In the demo, where the mail is read. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export function MailboxLink() {
  const { words, mailbox } = useSite();
  if (!mailbox) return null;
  return (
    <p className="note">
      <a href={href("/mailbox")}>{words.inbox.mailbox}</a>
    </p>
  );
}
