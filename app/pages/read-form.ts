/**
 * The vocabulary of forms: what a field may hold, its limits, and what is wrong with anything else.
 * A form is a record of fields; features describe theirs with these words, and this one reader reads
 * them all. A problem is a code or a sentence, as the form's own words have it.
 */
import * as v from "valibot";

import { isStorable } from "../words/storable.ts";

type Read<Value, Problem extends string> =
  { value: Value; problem?: undefined } | { problem: Problem };

/** A field that comes once; an empty one stands for `otherwise`. */
interface Single<Value, Problem extends string> {
  many: false;
  otherwise: string;
  read: (typed: string, fields: URLSearchParams) => Read<Value, Problem>;
}

/** A field that may come several times. */
interface Many<Value, Problem extends string> {
  many: true;
  read: (typed: readonly string[], fields: URLSearchParams) => Read<Value, Problem>;
}

export type Form = Record<string, Single<unknown, string> | Many<unknown, string>>;

/** What was typed, to be shown again. */
export type TypedIn<F extends Form> = {
  [Name in keyof F]: F[Name] extends { many: true } ? string[] : string;
};
export type ValuesOf<F extends Form> = {
  [Name in keyof F]: Extract<ReturnType<F[Name]["read"]>, { value: unknown }>["value"];
};
type ProblemIn<F extends Form> = {
  [Name in keyof F]: Exclude<ReturnType<F[Name]["read"]>["problem"], undefined>;
}[keyof F];
/** By field, in the form's order. */
export type ProblemsIn<F extends Form, Repeated extends string> = Partial<
  Record<keyof F, ProblemIn<F> | Repeated>
>;

/** The longest list: more is nobody's choice. */
const MOST_ITEMS = 1_000;

/**
 * Which of a page's forms was sent, by the button that sent it.
 * @returns undefined where it is none of them, or came twice
 */
export function readIntent<const Intent extends string>(
  fields: URLSearchParams,
  intents: readonly Intent[],
): Intent | undefined {
  const [sent, ...more] = fields.getAll("intent");
  return more.length === 0 ? intents.find((intent) => intent === sent) : undefined;
}

/** The version of what a form was made from, as it carries it; undefined where it does not say, or twice. */
export const readVersion = (fields: URLSearchParams): string | undefined =>
  fields.getAll("version").length === 1 ? fields.get("version")! : undefined;

/**
 * @param repeated the problem of a field that came twice where it may come once: it is refused, not joined
 * @returns `values` only where nothing is wrong
 */
export function readForm<const F extends Form, Repeated extends string>(
  fields: URLSearchParams,
  form: F,
  repeated: Repeated,
): { typed: TypedIn<F>; problems: ProblemsIn<F, Repeated>; values: ValuesOf<F> | undefined } {
  const typed: Record<string, string | string[]> = {};
  const problems: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const name in form) {
    const field = form[name]!;
    const all = fields.getAll(name);
    let read: Read<unknown, string>;
    if (field.many) {
      const listed = all.slice(0, MOST_ITEMS);
      typed[name] = listed;
      read = field.read(listed, fields);
    } else {
      const one = all[0]?.trim() ? all[0] : field.otherwise;
      typed[name] = one;
      read = all.length > 1 ? { problem: repeated } : field.read(one, fields);
    }
    if (read.problem === undefined) values[name] = read.value;
    else problems[name] = read.problem;
  }
  return {
    typed: typed as TypedIn<F>,
    problems: problems as ProblemsIn<F, Repeated>,
    values: Object.keys(problems).length === 0 ? (values as ValuesOf<F>) : undefined,
  };
}

function single<Value, Problem extends string>(
  schema: v.GenericSchema<string, Value>,
  otherwise = "",
): Single<Value, Problem> {
  return {
    many: false,
    otherwise,
    read: (typed) => {
      const { success, output, issues } = v.safeParse(schema, typed, { abortEarly: true });
      // the schemas below carry their problems as messages
      return success ? { value: output } : { problem: issues[0].message as Problem };
    },
  };
}

/** What can be wrong with a text; without `empty` it may be left out. */
interface TextProblems<Problem extends string> {
  empty?: Problem;
  /** Longer than `most`. */
  long: Problem;
  /** Holds what no text of its kind holds. */
  odd: Problem;
}

const trimmed = v.pipe(v.string(), v.trim());

const bounded = <Problem extends string>(most: number, problems: TextProblems<Problem>) =>
  v.pipe(
    trimmed,
    v.check((text) => problems.empty === undefined || text !== "", problems.empty ?? ""),
    v.maxLength(most, problems.long),
    v.check(isStorable, problems.odd),
  );

/** One line. @param most characters (UTF-16) */
export const text = <Problem extends string>(most: number, problems: TextProblems<Problem>) =>
  single<string, Problem>(v.pipe(bounded(most, problems), v.regex(/^\P{Cc}*$/u, problems.odd)));

/** Browsers send CR and LF (HTML, "constructing the entry list"); texts are kept with LF alone. */
export const lineEnds = (typed: string) => typed.replace(/\r\n?/g, "\n");

/** Several lines, which end in a newline alone. @param most characters (UTF-16) */
export const markdown = <Problem extends string>(most: number, problems: TextProblems<Problem>) =>
  single<string, Problem>(v.pipe(v.string(), v.transform(lineEnds), bounded(most, problems)));

/** Controls but for line ends and tabs, and marks that turn the text after them around. */
const hidden = /[\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u;

/** The same for what somebody else reads as it stands. @param most characters (UTF-16) */
export const plain = <Problem extends string>(most: number, problems: TextProblems<Problem>) =>
  checked(markdown(most, problems), (typed) => (hidden.test(typed) ? problems.odd : undefined));

/** One of a few words. */
export const choice = <const Word extends string, Problem extends string>(
  words: readonly Word[],
  problem: Problem,
  otherwise?: NoInfer<Word>,
) => single<Word, Problem>(v.pipe(trimmed, v.picklist(words, problem)), otherwise);

/** A ticked box. @param missing for one that has to be ticked */
export const tick = <Problem extends string = never>(
  missing?: Problem,
): Single<boolean, Problem> => ({
  many: false,
  otherwise: "",
  read: (typed) =>
    typed !== "yes" && missing !== undefined ? { problem: missing } : { value: typed === "yes" },
});

/** A whole number from `least` to `most`. */
export const number = <Problem extends string>(
  least: number,
  most: number,
  problem: Problem,
  otherwise?: string,
) =>
  single<number, Problem>(
    v.pipe(
      trimmed,
      v.regex(/^\d{1,15}$/, problem),
      v.transform(Number),
      v.minValue(least, problem),
      v.maxValue(most, problem),
    ),
    otherwise,
  );

/** The number of a row. */
export const id = <Problem extends string>(problem: Problem) => number(1, 2 ** 31 - 1, problem);

/** A day that exists, `YYYY-MM-DD`. @param last the latest one that is taken */
export const day = <Problem extends string>(last: string, problem: Problem) =>
  single<string, Problem>(
    v.pipe(
      trimmed,
      v.regex(/^\d{4}-\d{2}-\d{2}$/, problem),
      v.check((typed) => {
        const time = Date.parse(`${typed}T00:00:00Z`);
        return !Number.isNaN(time) && new Date(time).toISOString().startsWith(typed);
      }, problem),
      v.check((typed) => typed <= last, problem),
    ),
  );

type ValueOf<Found> = Exclude<Found, { problem: unknown }>;
type ProblemOf<Found> = Extract<Found, { problem: string }>["problem"];

/**
 * Whatever the domain's own reader takes, which may look at other fields too.
 * @param read gives an object that says `problem`, or the value
 */
export const parsed = <const Found extends object>(
  read: (typed: string, fields: URLSearchParams) => Found,
  otherwise = "",
): Single<ValueOf<Found>, ProblemOf<Found>> => ({
  many: false,
  otherwise,
  read: (typed, fields) => {
    const found = read(typed, fields);
    return "problem" in found
      ? { problem: found.problem as ProblemOf<Found> }
      : { value: found as ValueOf<Found> };
  },
});

/**
 * Several of what `item` takes, each once.
 * @param how.few the problem of fewer than `least`
 * @param how.many the problem of more than `most`
 */
export const list = <Value, Problem extends string>(
  item: Single<Value, string>,
  how: { least?: number; few?: Problem; most: number; many?: Problem; problem: Problem },
): Many<Value[], Problem> => ({
  many: true,
  read: (typed, fields) => {
    const distinct = [...new Set(typed)];
    if (distinct.length < (how.least ?? 0)) return { problem: how.few ?? how.problem };
    if (distinct.length > how.most) return { problem: how.many ?? how.problem };
    const values: Value[] = [];
    for (const one of distinct) {
      const read = item.read(one, fields);
      if (read.problem !== undefined) return { problem: how.problem };
      values.push(read.value);
    }
    return { value: values };
  },
});

/** What `field` takes and `find` finds nothing wrong with; it may look at other fields too. */
export const checked = <Value, Problem extends string, Found extends string>(
  field: Single<Value, Problem>,
  find: (value: Value, fields: URLSearchParams) => Found | undefined,
): Single<Value, Problem | Found> => ({
  ...field,
  read: (typed, fields) => {
    const read = field.read(typed, fields);
    const problem = "value" in read ? find(read.value, fields) : undefined;
    return problem === undefined ? read : { problem };
  },
});

type Undemanded<F> =
  F extends Single<infer Value, infer Problem>
    ? Single<Value | undefined, Problem>
    : F extends Many<infer Value, infer Problem>
      ? Many<Value | undefined, Problem>
      : never;

/** Asked for only where another field holds `answer`: elsewhere it has no value, whatever it holds. */
export const where = <F extends Form[string]>(name: string, answer: string, field: F) =>
  ({
    ...field,
    read: (typed: never, fields: URLSearchParams) =>
      fields.get(name)?.trim() === answer ? field.read(typed, fields) : { value: undefined },
  }) as unknown as Undemanded<F>;
