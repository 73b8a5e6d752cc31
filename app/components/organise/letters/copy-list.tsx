/** A letter's copies: searched, narrowed down, a page at a time, and as a file. */
import { copyFilters } from "../../../letters/steering/copy-list.ts";
import { href } from "../../../paths.ts";
import { copyWords as t, listWords } from "../../../words/organise/letters.ts";
import { printWords } from "../../../words/organise/printing.ts";
import { Field, Options } from "../../field.tsx";
import { ListPage } from "../../lists/list-page.tsx";
import { Narrowing } from "../narrowing.tsx";
import { DeedButton } from "../organise-page.tsx";
import { type CopiesOf, CopyTable } from "./copy-table.tsx";

interface List {
  q: string;
  page: number;
  last: number;
  from: number;
  to: number;
  all: number;
}

export function CopyList(props: CopiesOf & { list: List; state: string }) {
  const { list, state, ...copies } = props;
  const { id } = copies.letter;
  const path = href("/organise/letters/:id", { id });
  const query = new URLSearchParams();
  if (list.q) query.set("q", list.q);
  if (state) query.set("state", state);
  if (list.page > 1) query.set("page", String(list.page));
  return (
    <>
      <Narrowing action={path} find={listWords.find}>
        <Field name="q" label={t.search}>
          <input type="search" defaultValue={list.q} autoComplete="off" />
        </Field>
        <Field name="state" label={t.state}>
          <select defaultValue={state}>
            <option value="">{listWords.any}</option>
            <Options of={copyFilters.map((value) => ({ value, label: t.filters[value] }))} />
          </select>
        </Field>
      </Narrowing>
      <ListPage {...list} filters={{ state }} path={path} none={t.none}>
        <CopyTable {...copies} action={query.size > 0 ? `${path}?${query}` : path} />
      </ListPage>
      {copies.mayChange && (
        <div className="together">
          <DeedButton
            action={href("/organise/letters/:id/export", { id })}
            intent="export"
            className="quiet"
          >
            {listWords.export}
          </DeedButton>
          <a href={href("/organise/letters/:id/print", { id })} className="button quiet">
            {printWords.title}
          </a>
        </div>
      )}
    </>
  );
}
