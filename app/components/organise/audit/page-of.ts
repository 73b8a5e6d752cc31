/** What the audit log names, with a link to its page where it has one. */
import type { Pattern } from "../../../paths.ts";
import { href } from "../../../paths.ts";

const pages = {
  demand: "/organise/demands/:id",
  import: "/organise/members/import/:id",
  letter: "/organise/letters/:id",
  member: "/organise/members/:id",
  work: "/organise/signatures/work/:id",
} as const satisfies Record<string, Pattern>;

/** @returns the page of `letter 3`, undefined for what has none */
export function pageOf(subject: string): string | undefined {
  const [, kind, id] = /^(\w+) ([1-9]\d{0,8})\b/.exec(subject) ?? [];
  return kind !== undefined && id !== undefined && Object.hasOwn(pages, kind)
    ? href(pages[kind as keyof typeof pages], { id })
    : undefined;
}
