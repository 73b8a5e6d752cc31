/** Says while only sign-in mails leave what is missing; nothing otherwise. */
import { href } from "../../paths.ts";

/** @param props.mailMissing in words */
export function MailWaits({ mailMissing }: { mailMissing: readonly string[] }) {
  if (mailMissing.length === 0) return null;
  return (
    <section className="error-summary">
      <h2>No email leaves but sign-in links</h2>
      <p>
        Nobody can be written to before the emails can say who writes. An owner gives{" "}
        {new Intl.ListFormat("en-GB").format(mailMissing)} in the{" "}
        <a href={href("/organise/settings")}>settings</a>. Until then people can sign, and all
        emails are kept.
      </p>
    </section>
  );
}
