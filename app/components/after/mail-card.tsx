/** What to look for in an inbox: the address as the tab remembers it, the sender, the subject. */
import { useSite } from "../../pages/site.tsx";
import { Breakable } from "../text/breakable.tsx";

export interface ExpectedMail {
  from: { name?: string | undefined; address: string };
  subject: string;
}

export function MailCard({ from, subject }: ExpectedMail) {
  const t = useSite().words.inbox;
  return (
    <dl className="mail-card">
      <div data-inbox="" hidden>
        <dt>{t.to}</dt>
        <dd />
      </div>
      <div>
        <dt>{t.from}</dt>
        <dd>
          {from.name && <b>{from.name}</b>}{" "}
          <span>
            <Breakable text={from.address} />
          </span>
        </dd>
      </div>
      <div>
        <dt>{t.subject}</dt>
        <dd>
          <b>{subject}</b>
        </dd>
      </div>
    </dl>
  );
}
