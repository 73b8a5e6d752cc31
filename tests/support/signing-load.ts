/** People who sign and confirm for as long as is wished, and come again when they are turned away; all is counted. */
import { setTimeout as sleep } from "node:timers/promises";

import type { StandIn } from "./resend-stand-in.ts";
import { visitor } from "./visitor.ts";

export interface SigningLoad {
  /** Addresses whose signing, and whose confirmation, was answered with success. */
  signed: Set<string>;
  confirmed: Set<string>;
  /** Addresses that anything was asked for. */
  tried: Set<string>;
  /** How often which status was answered; 0 where the connection broke. */
  answers: Map<number, number>;
  /** In milliseconds, the longest that anybody waited for an answer, a refusal too. */
  longest: () => number;
  /** Lets everybody come to their end. @returns addresses to which no mail came, within the patience */
  stop: () => Promise<string[]>;
}

interface How {
  /** Where requests go, each to one of them by chance. */
  bases: readonly string[];
  /** The site's own, where that is another one. */
  origin?: string;
  standIn: Pick<StandIn, "taken">;
  /** Who sign at the same time; whoever has signed confirms when the mail has come, and another one signs. */
  people: number;
  /** Begins every address. */
  name?: string;
  /** In milliseconds, how long a mail or an answer of success may take once they are told to stop. */
  patience?: number;
}

const SLUG = "free-the-prisoners";
const AGAIN_MS = 100;
/** Between two who sign at the same place. */
const APART_MS = 40;

export function startSigning(how: How): SigningLoad {
  const { bases, standIn, people, name = "load" } = how;
  const origin = how.origin ?? bases[0]!;
  const signed = new Set<string>();
  const confirmed = new Set<string>();
  const tried = new Set<string>();
  const answers = new Map<number, number>();
  const unmailed: string[] = [];
  const links = confirmLinks(standIn);
  const confirming: Promise<void>[] = [];
  let longest = 0;
  let going = true;
  let until = Infinity;

  /** As somebody does who is asked to come again. @returns whether it was taken, within the patience */
  async function persist(ask: (base: string) => Promise<{ status: number }>): Promise<boolean> {
    for (;;) {
      const base = bases[Math.floor(Math.random() * bases.length)]!;
      const begun = performance.now();
      const status = await ask(base).then(
        (answer) => answer.status,
        () => 0,
      );
      longest = Math.max(longest, performance.now() - begun);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status === 303) return true;
      if (Date.now() > until) return false;
      // an answer that nobody should get is counted, and the person is as stubborn as with any other
      await sleep(AGAIN_MS * (0.5 + Math.random()));
    }
  }

  async function linkFor(email: string): Promise<string | undefined> {
    for (;;) {
      const link = links(email);
      if (link !== undefined || Date.now() > until) return link;
      await sleep(50);
    }
  }

  async function confirm(email: string): Promise<void> {
    const link = await linkFor(email);
    if (link === undefined) return void unmailed.push(email);
    if (await persist((base) => visitor(base).post(link, {}, { origin }))) confirmed.add(email);
  }

  const loops = Array.from({ length: people }, async (_, person) => {
    for (let n = 0; going; n++) {
      const email = `${name}${person}x${n}@example.org`;
      tried.add(email);
      const wish = { email, country: "KZ", postcode: "" };
      if (!(await persist((base) => visitor(base).sign(SLUG, wish, { origin })))) return;
      signed.add(email);
      confirming.push(confirm(email));
      await sleep(APART_MS);
    }
  });
  return {
    ...{ signed, confirmed, tried, answers },
    longest: () => longest,
    stop: async () => {
      going = false;
      until = Date.now() + (how.patience ?? 60_000);
      await Promise.all(loops);
      await Promise.all(confirming);
      return unmailed;
    },
  };
}

/** @returns the path of the link that was mailed to an address first, as soon as it was */
function confirmLinks({ taken }: Pick<StandIn, "taken">) {
  const links = new Map<string, string>();
  let read = 0;
  return (email: string): string | undefined => {
    for (; read < taken.length; read++) {
      const { to, text } = taken[read]!;
      const link = /https?:\/\/\S+?(\/confirm\/[\w-]+)/.exec(text)?.[1];
      if (link !== undefined && !links.has(to)) links.set(to, link);
    }
    return links.get(email);
  };
}
