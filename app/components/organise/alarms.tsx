/** Says while an alarm is on what was seen; nothing otherwise. */
import { Moment } from "./organise-page.tsx";

export function Alarms({ alarms }: { alarms: { kind: string; text: string; beganAt: Date }[] }) {
  if (alarms.length === 0) return null;
  return (
    <section className="error-summary">
      <h2>Somebody may be stuffing the lists</h2>
      <ul>
        {alarms.map(({ kind, text, beganAt }) => (
          <li key={kind}>
            {text} Since <Moment at={beganAt} />.
          </li>
        ))}
      </ul>
      <p>While this lasts, everybody who signs is asked for a proof of work.</p>
    </section>
  );
}
