/** To whom a signer's address was given, and whether they were or are to be invited. */
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export function KeptOutside(props: {
  given: { at: Date; to: string; reason: string }[];
  removalUntil: Date | undefined;
  invitedAt: Date | undefined;
  isNeverInvited: boolean;
  invitesWaiting: number;
}) {
  const { given, removalUntil, invitedAt, isNeverInvited, invitesWaiting } = props;
  const { words, locale } = useSite();
  const t = words.manage;
  const lines = [
    ...(removalUntil ? [`${t.removal} ${t.keptUntil(formatDate(locale, removalUntil))}`] : []),
    ...(invitedAt && !isNeverInvited ? [t.invited(formatDate(locale, invitedAt))] : []),
    ...(isNeverInvited ? [t.invitedNever] : []),
    ...(invitesWaiting > 0 ? [t.inviteWaits] : []),
  ];
  return (
    <>
      {given.length > 0 && (
        <section>
          <h3>{t.given}</h3>
          <p className="hint">{t.givenLead}</p>
          <ul>
            {given.map(({ at, to, reason }, index) => (
              <li key={index}>{softenLong(t.givenOn(formatDate(locale, at), to, reason))}</li>
            ))}
          </ul>
        </section>
      )}
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
