/** What a member says, the letters to them, and whether these arrived. */
import type { Delivery } from "../../letters/copy-life.ts";
import { useSite } from "../../pages/site.tsx";
import { hrefOfCopy } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { deliveryWords } from "./delivery-words.ts";
import { MemberStances, type ShownStance } from "./member-stances.tsx";

export interface MemberRecordProps {
  stances: ShownStance[];
  letters: {
    letterId: number;
    areaCode: string;
    subject: string;
    countedAt: Date;
    rehearsal: boolean;
    delivery: Delivery;
  }[];
  /** Whether the last letter could not go out for want of an address. */
  lacksAddress: boolean;
}

export function MemberRecord({ letters, stances, lacksAddress }: MemberRecordProps) {
  const { words, to, locale } = useSite();
  const t = words.places;
  return (
    <>
      <h2>{t.stance}</h2>
      {lacksAddress && <p className="note">{words.members.noneKnown}</p>}
      <MemberStances stances={stances} />
      <h2>{t.letters}</h2>
      {letters.length === 0 ? (
        <p>{t.noLetters}</p>
      ) : (
        <ul>
          {letters.map(({ letterId, areaCode, subject, countedAt, rehearsal, delivery }) => (
            <li key={letterId}>
              <a href={to(hrefOfCopy(letterId, areaCode))} lang="en">
                {subject}
              </a>
              , {formatDate(locale, countedAt)}:{" "}
              {rehearsal ? words.letters.asRehearsal : deliveryWords(words, delivery)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
