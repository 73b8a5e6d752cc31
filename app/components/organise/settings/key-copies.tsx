/** The versions and check digits of the keys, never a key, and who has kept a copy. */
import { href } from "../../../paths.ts";
import { firstStepWords } from "../../../words/organise/first-steps.ts";
import { type Column, Table } from "../../table.tsx";
import { Moment } from "../organise-page.tsx";

const words = firstStepWords.keys;

interface KeyCopy {
  line: string;
  kept: { at: Date; by: string | undefined } | undefined;
}

const columns: Column<KeyCopy>[] = [
  { head: words.line, cell: ({ line }) => <code>{line}</code> },
  {
    head: words.kept,
    cell: ({ kept }) =>
      kept ? (
        <>
          {kept.by && `${kept.by}, `}
          <Moment at={kept.at} />
        </>
      ) : (
        words.nobody
      ),
  },
];

export function KeyCopies({ keys, mayKeep }: { keys: KeyCopy[]; mayKeep: boolean }) {
  const isAllKept = keys.every(({ kept }) => kept);
  return (
    <>
      <Table look="compact" columns={columns} rows={keys} keyOf={({ line }) => line} />
      <p className="hint">{words.how}</p>
      {mayKeep && !isAllKept && (
        <form method="post" action={href("/organise/first-steps")}>
          {keys.map(({ line }) => (
            <input key={line} type="hidden" name="key" value={line} />
          ))}
          <button name="intent" value="keys-kept" className="quiet">
            {words.sure}
          </button>
        </form>
      )}
    </>
  );
}
