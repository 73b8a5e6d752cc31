/** That a letter goes out again by itself, where it went since, or which one it repeats. */
import type { RepeatFacts } from "../../../letters/cadence/repeats-of.server.ts";
import { href } from "../../../paths.ts";
import { repeatWords as t } from "../../../words/organise/letters.ts";
import { softenLong } from "../../../words/typography/hyphens.ts";
import { Moment } from "../organise-page.tsx";

export function Repeats({ repeatable, repeats }: { repeatable: boolean; repeats: RepeatFacts }) {
  const { of, count, latest, waiting } = repeats;
  if (of !== undefined)
    return (
      <p className="note">
        {t.isOne} <a href={href("/organise/letters/:id", { id: of })}>{t.letter(of)}</a>.
      </p>
    );
  if (!repeatable && count === 0) return null;
  return (
    <section>
      <p className="note">{repeatable ? t.goesAgain : t.wentAgain}</p>
      {waiting.length > 0 && (
        <details>
          <summary>{t.waiting(waiting.length)}</summary>
          <p className="hint">{t.why}</p>
          <ul>
            {waiting.map((name, index) => (
              <li key={index}>{softenLong(name)}</li>
            ))}
          </ul>
        </details>
      )}
      {count > 0 && (
        <details>
          <summary>{t.since(count)}</summary>
          <ul>
            {latest.map(({ letterId, name, at }) => (
              <li key={letterId}>
                <a href={href("/organise/letters/:id", { id: letterId })}>{name}</a>,{" "}
                <Moment at={at} />
              </li>
            ))}
          </ul>
          {count > latest.length && <p className="hint">{t.newest(latest.length)}</p>}
        </details>
      )}
    </section>
  );
}
