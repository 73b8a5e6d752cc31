/** Says while only sign-in mails leave what is missing; nothing otherwise. */

/** @param props.mailMissing names of variables */
export function MailWaits({ mailMissing }: { mailMissing: readonly string[] }) {
  if (mailMissing.length === 0) return null;
  return (
    <section className="error-summary">
      <h2>No mail leaves but sign-in links</h2>
      <p>
        Nobody can be written to before the mails can say who writes. Whoever runs the site sets{" "}
        {mailMissing.map((name, index) => (
          <span key={name}>
            {index > 0 && (index === mailMissing.length - 1 ? " and " : ", ")}
            <code>{name}</code>
          </span>
        ))}{" "}
        and starts it again. Until then people can sign, and all mails are kept.
      </p>
    </section>
  );
}
