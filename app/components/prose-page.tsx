/** A page of running text. */
import { Heading } from "./text/heading.tsx";

export function ProsePage({ title, html }: { title: string; html: string }) {
  return (
    <div className="narrow">
      <Heading text={title} />
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  );
}
