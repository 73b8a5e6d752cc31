import fc from "fast-check";
import { expect, test } from "vitest";

import * as f from "#app/pages/read-form.ts";
import { isStorable } from "#app/words/storable.ts";

const form = {
  name: f.text(5, { empty: "empty", long: "long", odd: "odd" }),
  note: f.markdown(10, { long: "long", odd: "odd" }),
  colour: f.choice(["red", "blue"], "no-colour", "blue"),
  sure: f.tick("unsure"),
  news: f.tick(),
  pace: f.number(1, 60, "no-pace", "6"),
  row: f.id("no-row"),
  on: f.day("2026-03-04", "no-day"),
  twice: f.parsed((typed) =>
    /^\d+$/.test(typed) ? { twice: Number(typed) * 2 } : { problem: "x" },
  ),
  tags: f.list(f.text(3, { long: "long", odd: "odd" }), { most: 3, problem: "no-tags" }),
};
const good = { name: "Ann", sure: "yes", row: "7", on: "2026-03-04", twice: "4" };

const read = (fields: Record<string, string | string[]>) =>
  f.readForm(
    new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    ),
    form,
    "repeated",
  );
const problems = (fields: Record<string, string | string[]>) =>
  read({ ...good, ...fields }).problems;

test("a right form has values, and what is left out has its usual one", () => {
  expect(read({ ...good, name: " Ann ", tags: ["a", "b", "a"] })).toEqual({
    values: {
      ...{ name: "Ann", note: "", colour: "blue", sure: true, news: false, pace: 6 },
      ...{ row: 7, on: "2026-03-04", twice: { twice: 8 }, tags: ["a", "b"] },
    },
    problems: {},
    typed: {
      ...{ name: " Ann ", note: "", colour: "blue", sure: "yes", news: "", pace: "6" },
      ...{ row: "7", on: "2026-03-04", twice: "4", tags: ["a", "b", "a"] },
    },
  });
});

test("problems stand in the form’s order, and all that was typed is given back", () => {
  const sent = { twice: "z", name: "too long", tags: ["x", "long"], on: "soon", news: "yes" };
  const { values, problems, typed } = read(sent);
  expect(values).toBeUndefined();
  expect(Object.entries(problems)).toEqual([
    ["name", "long"],
    ["sure", "unsure"],
    ["row", "no-row"],
    ["on", "no-day"],
    ["twice", "x"],
    ["tags", "no-tags"],
  ]);
  expect(typed).toMatchObject(sent);
});

test("texts have limits, one line or several, and no characters that cannot be kept", () => {
  for (const name of ["", "  "]) expect(problems({ name })).toEqual({ name: "empty" });
  expect(problems({ name: "12345" })).toEqual({});
  expect(problems({ name: "123456" })).toEqual({ name: "long" });
  for (const name of ["a\0b", "a\nb", "a\u0085b", "a\ud800"])
    expect(f.readForm(new Twin({ ...good, name }), form, "repeated").problems).toEqual({
      name: "odd",
    });
  for (const note of ["a\0b", "a\ud800b", "\udc00"])
    expect(f.readForm(new Twin({ ...good, note }), form, "repeated").problems).toEqual({
      note: "odd",
    });
});

/** Keeps lone surrogates, which a `URLSearchParams` has replaced already. */
class Twin extends URLSearchParams {
  private readonly raw: Record<string, string>;
  constructor(raw: Record<string, string>) {
    super();
    this.raw = raw;
  }
  override get = (name: string) => this.raw[name] ?? null;
  override getAll = (name: string) => (name in this.raw ? [this.raw[name]!] : []);
}

test("Markdown has newlines alone, and its limit counts them once", () => {
  expect(read({ ...good, note: "\r\na\r\nb\rc\nd\r\n" }).values?.note).toBe("a\nb\nc\nd");
  expect(problems({ note: "1\r\n2\r\n3\r\n4\r\n5\r\n" })).toEqual({});
  expect(problems({ note: "1\r\n2\r\n3\r\n4\r\n5\r\n6" })).toEqual({ note: "long" });
});

test("words, numbers and days are those that there are", () => {
  for (const colour of ["green", "RED", "toString"])
    expect(problems({ colour })).toEqual({ colour: "no-colour" });
  for (const pace of ["0", "61", "1.5", "1e1", "-1", "+1", "٣", "x", "9".repeat(16)])
    expect(problems({ pace })).toEqual({ pace: "no-pace" });
  for (const row of ["", "0", "2147483648"]) expect(problems({ row })).toEqual({ row: "no-row" });
  for (const on of ["", "2026-02-29", "2026-13-01", "2026-3-4", "0000-00-00", "2026-03-05"])
    expect(problems({ on })).toEqual({ on: "no-day" });
  expect(problems({ on: "2024-02-29" })).toEqual({});
});

test("a box is ticked by “yes” alone", () => {
  for (const sure of ["on", "true", "no"]) expect(problems({ sure })).toEqual({ sure: "unsure" });
  expect(read({ ...good, news: "on" }).values?.news).toBe(false);
});

test("what came twice is refused where it may come once, even if it is the same", () => {
  for (const name of ["name", "note", "colour", "sure", "news", "pace", "row", "on", "twice"])
    expect(problems({ [name]: ["yes", "yes"] })).toEqual({ [name]: "repeated" });
});

test("a list has so many of what it may hold, each once", () => {
  expect(problems({ tags: ["a", "b", "c", "c"] })).toEqual({});
  expect(problems({ tags: ["a", "b", "c", "d"] })).toEqual({ tags: "no-tags" });
  const item = f.text(3, { long: "long", odd: "odd" });
  const tags = f.list(item, { least: 1, few: "none", most: 2_000, problem: "bad" });
  const told = (all: string[]) =>
    f.readForm(new URLSearchParams(all.map((tag) => ["tags", tag])), { tags }, "repeated");
  expect(told([]).problems).toEqual({ tags: "none" });
  const many = Array.from({ length: 1_500 }, (_, index) => index.toString(36));
  expect(told(many).values?.tags.length).toBe(1_000);
});

test("a field that is asked for elsewhere has no value here, and is kept all the same", () => {
  const narrowed = {
    to: f.choice(["all", "some"], "whom"),
    some: f.where("to", "some", f.list(f.id("who"), { least: 1, most: 9, problem: "who" })),
    from: f.where("to", "some", f.id("which")),
  };
  const told = (query: string) => f.readForm(new URLSearchParams(query), narrowed, "repeated");
  expect(told("to=all&some=x&from=y")).toEqual({
    values: { to: "all", some: undefined, from: undefined },
    problems: {},
    typed: { to: "all", some: ["x"], from: "y" },
  });
  expect(told("to=some&some=x").problems).toEqual({ some: "who", from: "which" });
  expect(told("to=some&some=3&from=4").values).toEqual({ to: "some", some: [3], from: 4 });
});

test("a field can be checked beside others, once it is right in itself", () => {
  const checked = {
    least: f.id("least"),
    most: f.checked(f.id("most"), (most, fields) =>
      most < Number(fields.get("least")) ? "order" : undefined,
    ),
  };
  const told = (query: string) =>
    f.readForm(new URLSearchParams(query), checked, "repeated").problems;
  expect(told("least=2&most=3")).toEqual({});
  expect(told("least=3&most=2")).toEqual({ most: "order" });
  expect(told("least=3&most=x")).toEqual({ most: "most" });
});

test("the button says which form was sent, once", () => {
  const intent = (query: string) => f.readIntent(new URLSearchParams(query), ["send", "stop"]);
  expect(intent("intent=stop")).toBe("stop");
  for (const query of ["", "intent=", "intent=other", "intent=send&intent=stop"])
    expect(intent(query)).toBeUndefined();
});

test("whatever is sent: values or problems, never both, and every text can be stored", () => {
  const field = fc.constantFrom(...Object.keys(form), "other");
  const typed = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("yes", "red", "7", "2026-03-04", "\0", "a\r\nb"),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(field, typed), { maxLength: 20 }), (sent) => {
      const { values, problems, typed } = f.readForm(new URLSearchParams(sent), form, "repeated");
      expect(values === undefined).toBe(Object.keys(problems).length > 0);
      expect(Object.keys(typed)).toEqual(Object.keys(form));
      for (const text of [values?.name, values?.note, ...(values?.tags ?? [])])
        expect(text === undefined || isStorable(text)).toBe(true);
      expect(values?.note ?? "").not.toContain("\r");
    }),
  );
});

test("a day is taken exactly when the calendar has it and it has come", () => {
  const part = (most: number, digits: number) =>
    fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(digits, "0"));
  fc.assert(
    fc.property(part(2030, 4), part(14, 2), part(33, 2), (year, month, date) => {
      const on = `${year}-${month}-${date}`;
      const last = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate();
      const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
      const days = month === "02" && !leap ? 28 : last;
      const exists =
        Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= days;
      expect(problems({ on })).toEqual(exists && on <= "2026-03-04" ? {} : { on: "no-day" });
    }),
  );
});
