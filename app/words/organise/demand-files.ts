/** What the commands that take demands out of the site, and in again, say of their files. */

export const fileProblems = {
  text: "write it as text; in quotes, if it looks like a number or a date",
  moment: "write a time in UTC, such as 2026-11-29T14:00:00.000Z",
  list: "write a list: a line for each, beginning with a hyphen",
  entry: "number the entry: 1 or more",
  kind: "there is no such kind of entry",
  outcome: "there is no such outcome",
  state: "say draft, open, closed or removed",
  language: "say en, uk, kk or ru",
  twice: (file: string) => `${file} is of the same demand and language`,
  entryTwice: "two entries of its timeline have the same number",
  neverOpened: "a demand that is no draft has an opened_at",
  neverClosed: "a closed demand has a closed_at",
  slugTaken: (slug: string, file: string) => `${slug} is a slug in ${file} too`,
  noEnglish: (slug: string) => `there is no English file of ${slug}`,
  noEntry: (entry: number) => `the English timeline has no entry ${entry}`,
};
