/** A page of running text. */
export function ProsePage({ title, html }: { title: string; html: string }) {
  return (
    <div className="narrow">
      <h1>{title}</h1>
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  );
}
