/** Says on every page that what it shows is the demo's sample, while it is there. */
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";
import { sampleWords } from "../words/organise/sample.ts";

export function SampleLine() {
  const { sample, role, words } = useSite();
  if (!sample) return null;
  if (!role) return <p className="sample">{words.sample.line}</p>;
  return (
    <p className="sample" lang="en">
      {sampleWords.line}{" "}
      {role === "owner" && (
        <a href={`${href("/organise/first-steps")}#sample`}>{sampleWords.take}</a>
      )}
    </p>
  );
}
