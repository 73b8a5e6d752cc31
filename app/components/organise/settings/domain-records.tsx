/** The sending domain's records: what stands in the DNS, what it means, which record to add. */
import type { Judged } from "../../../campaign/dns/judge.ts";
import { href } from "../../../paths.ts";
import { firstStepWords } from "../../../words/organise/first-steps.ts";
import { DeedButton } from "../organise-page.tsx";

const words = firstStepWords.domain;

/** In seconds: a look takes three at most. */
const LOOKING = "2";

/** @param props.judged undefined while it is being looked up */
export function DomainRecords(props: {
  domain: string;
  service: "resend" | "smtp";
  judged: Judged[] | undefined;
  mayLook: boolean;
}) {
  const { domain, service, judged, mayLook } = props;
  const isAway = judged?.every(({ verdict }) => verdict === "away");
  return (
    <section id="domain" {...(!judged && { "data-refresh": LOOKING })}>
      <h2>{words.title(domain)}</h2>
      <p className="hint">{words.lead}</p>
      {!judged && (
        <p>
          {words.looking} <a href={`${href("/organise/first-steps")}#domain`}>{words.again}</a>
        </p>
      )}
      {isAway && <p className="note">{words.away}</p>}
      {judged && !isAway && (
        <ul className="entries records">
          {judged.map((record) => (
            <Record key={record.what} record={record} service={service} />
          ))}
        </ul>
      )}
      {judged && mayLook && (
        <DeedButton action={href("/organise/first-steps")} intent="look" className="quiet">
          {words.again}
        </DeedButton>
      )}
    </section>
  );
}

function Record({ record: one, service }: { record: Judged; service: "resend" | "smtp" }) {
  const { what, name, verdict, why, record, add } = one;
  const isToBeAdded = verdict === "missing" || verdict === "wrong";
  return (
    <li className={verdict}>
      <h3>
        {words.names[what]} <span className="tag">{words.verdicts[verdict]}</span>
      </h3>
      <p>
        {words.names[what]} {words.meant[what]}
      </p>
      <p>
        {words.at} <code>{name}</code>
      </p>
      {record !== undefined && (
        <>
          <p className="hint">{words.stands}:</p>
          <pre>{record}</pre>
        </>
      )}
      {why && <p>{words.why[why]}</p>}
      {isToBeAdded && add !== undefined && (
        <>
          <p className="hint">{words.add}</p>
          <pre>{add}</pre>
        </>
      )}
      {isToBeAdded && what !== "dmarc" && <p>{words.addTheirs[service]}</p>}
      {isToBeAdded && what === "spf" && service === "resend" && <p>{words.bounces}</p>}
    </li>
  );
}
