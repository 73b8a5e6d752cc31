/** Whose the facts are that the demo shows, and under which licences. */
import { useSite } from "../pages/site.tsx";

export function DemoSources() {
  const { demo, words } = useSite();
  if (!demo) return null;
  return (
    <section className="narrow prose">
      <h2>{words.sample.sources}</h2>
      <p>{words.sample.from}</p>
    </section>
  );
}
