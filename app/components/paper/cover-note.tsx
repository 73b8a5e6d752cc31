/** The note that goes to the member's office with the signed sheets; English, as the petition is. */

export interface CoverNoteProps {
  place: string;
  /** The member's name and titles; undefined while the seat is vacant. */
  member: string | undefined;
  house: readonly string[];
  from: { name: string; address: string | undefined; email: string | undefined };
}

const blank = "\u00a0";

export function CoverNote({ place, member, house, from }: CoverNoteProps) {
  const to = member ?? `The Member of Parliament for ${place}`;
  return (
    <section className="sheet note-to-office" lang="en" aria-label="Cover note to the office">
      <p className="lines">
        {[to, ...house].map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p>Dear {member ?? "Member of Parliament"},</p>
      <p>
        <b>A public petition of residents of {place}</b>
      </p>
      <p>
        Enclosed are the signed sheets of a petition to the House of Commons. Those who have signed
        live in your constituency. They signed by hand, on the original sheets; the top sheet has
        the full text.
      </p>
      <p>
        Could you present it? You can do so formally in the Chamber, with a few words, or
        informally, by placing it in the bag behind the Speaker’s Chair. A Member need not agree
        with a petition to present it, and is not one of those who sign it.
      </p>
      <p>
        The Clerk of Public Petitions in the Journal Office checks petitions before they are
        presented, and answers questions about their form. Please tell us the day, so that we can
        tell those who signed.
      </p>
      <dl className="to-fill">
        {["Sheets", "Signatures", "Collected by", "Address", "Telephone or email"].map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{blank}</dd>
          </div>
        ))}
      </dl>
      <p>
        The wording is that of the campaign “{from.name}”{from.address && `, ${from.address}`}
        {from.email && `, ${from.email}`}.
      </p>
    </section>
  );
}
