/** Whether answers to letters come in by email, and what that needs. */
import { href } from "../../../paths.ts";
import { inboundSteps as t } from "../../../words/organise/inbound.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

export function InboundSteps(props: {
  domain: string | undefined;
  webhook: string;
  last: Date | undefined;
}) {
  const { domain, webhook, last } = props;
  const { domain: name, mx, webhook: hook, key } = t.need;
  return (
    <section id="answers">
      <h2>{t.title}</h2>
      <p>
        <Breakable text={domain === undefined ? t.off : t.on(domain)} />
      </p>
      {domain !== undefined && (
        <p className="hint">
          {last ? (
            <>
              {t.last} <Moment at={last} />.
            </>
          ) : (
            t.none
          )}{" "}
          <a href={href("/organise/answers/mails")}>{t.list}</a>
        </p>
      )}
      {(domain === undefined || !last) && (
        <>
          <p className="hint">{t.to}</p>
          <ul>
            {[...(domain === undefined ? [name] : []), mx, hook(webhook), key].map((one) => (
              <li key={one}>
                <Breakable text={one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
