/** The House's ten rules for petitions on paper, in the reader's language. */
import { useSite } from "../../pages/site.tsx";

export function Rules() {
  const { words } = useSite();
  return (
    <ol className="rules">
      {words.kit.rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ol>
  );
}
