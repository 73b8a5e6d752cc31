/** A sheet of a petition: plain, as the House asks, with room to sign by hand. */
import { rowsBelow } from "../../demands/paper/petition.ts";

/** @param props.label what it is called on the screen; @param props.paragraphs in English */
export function PetitionSheet(props: { label: string; paragraphs: readonly string[] }) {
  const { label, paragraphs } = props;
  return (
    <section className="sheet petition" aria-label={label}>
      <div lang="en">
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Address, with postcode</th>
              <th scope="col">Signature</th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rowsBelow(paragraphs) }, (_, row) => (
              <tr key={row}>
                <td />
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
