/** The buttons of a list, by its state. */
import { href } from "../../../paths.ts";
import type { ShownList } from "../../../pages/supporters/shown-list.ts";
import { type ListDeedName, listDeedNames, listDeedOf } from "../../../supporters/lists/life.ts";
import { listsWords as words } from "../../../words/organise/lists.ts";
import { DeedButton } from "../organise-page.tsx";

const styles: Partial<Record<ListDeedName, string>> = { cancel: "danger", drop: "quiet" };

export function ListDeeds({ list }: { list: Pick<ShownList, "id" | "state"> }) {
  const action = href("/organise/supporters/lists/:id", { id: list.id });
  const names = listDeedNames.filter((name) => listDeedOf(name).from.includes(list.state));
  if (names.length === 0) return null;
  return (
    <div className="run-deeds">
      {names.map((name) => (
        <DeedButton key={name} action={action} intent={name} className={styles[name] ?? ""}>
          {words.deeds[name]}
        </DeedButton>
      ))}
    </div>
  );
}
