/** The addresses of a file: each inbox once, with the language of its row, and the lines that hold none. */
import * as v from "valibot";

import type { LocaleCode } from "#db/schema.ts";

import type { FileKind } from "../../imports/csv-found.ts";
import { kindByBytes } from "../../imports/file-kind.ts";
import { readCsvBytes } from "../../imports/read-csv.server.ts";
import { canonicalAddress, inboxAddress, readAddress } from "../../signatures/address.ts";
import { isLocale } from "../../words/locale.ts";
import { listsWords as words } from "../../words/organise/lists.ts";
import { MOST_ADDRESSES } from "./list.ts";

/** An address as it is written, whose it is, and which inbox it reaches. */
export interface ReadAddress {
  address: string;
  canonical: string;
  inbox: string;
  /** Undefined where its row says none that mails are written in. */
  locale: LocaleCode | undefined;
}

export interface AddressesRead {
  addresses: ReadAddress[];
  /** Counted from 1, as editors and spreadsheets do. */
  unreadableLines: number[];
}

const row = v.object({ email: v.string(), language: v.optional(v.string()) });
const kind: FileKind<"email" | "language"> = {
  names: {
    email: ["e-mail", "email address", "e-mail address", "mail", "address"],
    language: ["lang", "locale"],
  },
  source: words.fileHint,
};

/** @returns what is in it, or sentences on why it is not read at all */
export function readAddresses(name: string, bytes: Buffer): AddressesRead | { problems: string[] } {
  const other = kindByBytes(bytes);
  if (other !== undefined) return { problems: [`${name} cannot be read: ${other}.`] };
  const read = readCsvBytes(name, bytes, row, kind);
  if (read.kind === "unreadable") return { problems: read.problems };
  const byInbox = new Map<string, ReadAddress>();
  const unreadableLines: number[] = [];
  read.rows.forEach(({ email, language }, index) => {
    const found = readAddress(email);
    if ("problem" in found) return void unreadableLines.push(read.lines[index]!);
    const canonical = canonicalAddress(found.address);
    const inbox = inboxAddress(canonical);
    if (byInbox.has(inbox)) return;
    byInbox.set(inbox, { address: found.address, canonical, inbox, locale: localeIn(language) });
  });
  if (byInbox.size > MOST_ADDRESSES) return { problems: [words.tooMany(MOST_ADDRESSES)] };
  if (byInbox.size === 0) return { problems: [words.noAddress] };
  return { addresses: [...byInbox.values()], unreadableLines };
}

/** As spreadsheets have it: `uk`, `uk-UA`, `UK_ua`. */
function localeIn(language: string | undefined): LocaleCode | undefined {
  const code = language?.trim().toLowerCase().split(/[-_]/)[0] ?? "";
  return isLocale(code) ? code : undefined;
}
