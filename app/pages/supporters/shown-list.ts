/** A list of people to be invited as its page shows it: numbers that would tell of single people are left out. */
import type { InviteListState, LocaleCode } from "#db/schema.ts";

import type { ToldList } from "../../supporters/lists/get-list.server.ts";
import { shownNumber } from "../../supporters/lists/list.ts";
import { whoIs } from "../organise/told-run.ts";

export interface ShownList {
  id: number;
  state: InviteListState;
  slug: string;
  title: string;
  isOpen: boolean;
  locale: LocaleCode;
  perHour: number;
  collector: string;
  collected: string;
  wording: string;
  addresses: number;
  /** Undefined for small numbers, and so is what would give them away. */
  setAside: number | undefined;
  toMail: number | undefined;
  unreadable: number;
  unreadableLines: number[];
  /** Addresses that had their turn, with a mail or without. */
  handled: number;
  /** How long all of it takes. */
  hours: number;
  who: string;
  at: Date;
}

export function shownList(list: ToldList, organisers: ReadonlyMap<number, string>): ShownList {
  const { id, state, slug, title, isOpen, locale, collector, collected, wording } = list;
  const { addresses, unreadable } = list;
  const setAside = shownNumber(list.set_aside);
  return {
    ...{ id, state, slug, title, isOpen, locale, collector, collected, wording },
    ...{ addresses, setAside, unreadable, unreadableLines: list.unreadable_lines },
    perHour: list.per_hour,
    toMail: setAside === undefined ? undefined : addresses - setAside,
    // an erasure takes a turn along without a word
    handled: state === "done" ? addresses : list.handled,
    hours: Math.ceil(addresses / list.per_hour),
    who: whoIs(list.organiser_id, organisers),
    at: list.created_at,
  };
}
