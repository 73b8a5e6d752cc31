/** One task: what it tells, where it is seen to, and the buttons that end it. */
import { href } from "../../../paths.ts";
import { sendAgain, type TaskFacts } from "../../../words/tasks.ts";
import { clusterPath } from "../signatures/cluster-table.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";

export interface ShownTask {
  id: number;
  version: string;
  text: string;
  facts: TaskFacts | undefined;
  createdAt: Date;
}

/** Where what a task tells of can be seen to. */
function placesOf(facts: TaskFacts | undefined): { path: string; text: string }[] {
  switch (facts?.kind) {
    case "letter-bounced":
    case "letter-complained":
      return [
        { path: href("/organise/members/:id", { id: facts.data.member }), text: "The member" },
        { path: href("/organise/letters/:id", { id: facts.data.letter }), text: "The letter" },
      ];
    case "letter-not-sent":
      return [
        { path: href("/organise/letters/:id", { id: facts.data.letter }), text: "The letter" },
      ];
    case "member-never":
      return [
        { path: href("/organise/members/:id", { id: facts.data.member }), text: "The member" },
      ];
    case "held-soon":
      return [{ path: href("/organise/signatures"), text: "Signatures" }];
    case "own-held":
      return [{ path: href("/organise/letters/own"), text: "Read them" }];
    case "invitation-bounced":
      return [{ path: href("/organise/people"), text: "People" }];
    case "stuffing":
      return [
        ...clustersOf(facts.data),
        { path: href("/organise/signatures/clusters"), text: "All clusters" },
      ];
    case "mail-in":
      return [
        { path: href("/organise/answers/mails/:id", { id: facts.data.mail }), text: "The email" },
      ];
    case "audit-broken":
      return [{ path: href("/organise/audit"), text: "The audit log" }];
    default:
      return [];
  }
}

/** As many are led to one by one. */
const MOST_CLUSTERS = 3;

/** An alarm names domains and places; networks and small domains are found among the clusters. */
function clustersOf({
  kind,
  names,
  since,
  hours,
}: Extract<TaskFacts, { kind: "stuffing" }>["data"]) {
  if (kind !== "domain" && kind !== "new-domains" && kind !== "place") return [];
  const isPlace = kind === "place";
  const from = new Date(Date.parse(since) - hours * 3_600_000).toISOString();
  return names.slice(0, MOST_CLUSTERS).map(({ key, name }) => ({
    path: clusterPath(`${isPlace ? "place" : "domain"}-${key}`, isPlace ? { from } : {}),
    text: `Look into ${name ?? "it"}`,
  }));
}

export function TaskItem({ task, mayChange }: { task: ShownTask; mayChange: boolean }) {
  const { id, version, text, facts, createdAt } = task;
  return (
    <li>
      {text} (<Moment at={createdAt} />)
      <div className="together">
        {placesOf(facts).map(({ path, text }) => (
          <a key={path} className="button quiet" href={path}>
            {text}
          </a>
        ))}
        {mayChange && facts?.kind === "mail-unknown" && (
          <DeedButton action={href("/organise")} intent="send-again" fields={{ task: String(id) }}>
            {sendAgain(facts.data.mails)}
          </DeedButton>
        )}
        {mayChange && (
          <DeedButton
            action={href("/organise")}
            intent="task-done"
            className="quiet"
            fields={{ task: String(id), version }}
          >
            Done
          </DeedButton>
        )}
      </div>
    </li>
  );
}
