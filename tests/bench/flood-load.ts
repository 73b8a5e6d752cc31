/** One network that asks for whatever is dear, at a rate, and goes away with its answers still owed. */
import { answerWith } from "./child.ts";
import { createLines } from "./lines.ts";
import { type Asked, everywhere, FORGED, SIGN, strange, UNKNOWN_POSTCODE } from "./pages.ts";
import { atRate } from "./rate.ts";
import { get, post, postcodeOf, SEATS, signingForm } from "./requests.ts";
import { DEMAND } from "./site.ts";

export interface FloodQuestion {
  port: number;
  /** The network, three numbers of an IPv4 address. */
  network: string;
  rate: number;
  seconds: number;
  /** The number of the first made-up word and person. */
  first: number;
  letter: number;
}

export interface FloodAnswer {
  /** When it ended, in milliseconds since 1970. */
  ended: number;
  /** What was asked, by what was answered; `0` broke, `none` had no answer when it ended or was not sent. */
  statuses: Record<string, number>;
}

/** Who floods is not polite, but no machine has connections without end. */
const MOST_LINES = 1_000;

const kinds: ((number: number, letter: number) => Asked)[] = [
  () => ({ path: "/" }),
  () => ({ path: `/demands/${DEMAND.slug}` }),
  (number) => ({ path: `/constituencies?q=${everywhere(number)}` }),
  (number) => ({ path: `/uk/constituencies?q=${everywhere(number)}` }),
  (number) => ({ path: `/members?q=${everywhere(number)}` }),
  (number) => ({ path: `/?q=${strange(number)}` }),
  (number) => ({ path: `/petitions.json?q=${strange(number)}` }),
  (number, letter) => ({ path: `/letters/${letter}?constituency=E${14000001 + (number % SEATS)}` }),
  (number) => ({ path: `/nothing/${strange(number)}` }),
  (number) => ({ path: SIGN, body: `name=&email=${strange(number)}&country=GB&website=` }),
  (number) => ({ path: SIGN, body: signingForm(number, UNKNOWN_POSTCODE) }),
  (number) => ({ path: SIGN, body: signingForm(number) }),
  () => ({ path: "/organise/sign-in" }),
  (number) => ({ path: "/organise/sign-in", body: `email=${strange(number)}%40example.org` }),
  (number) => ({ path: `/postcodes/${postcodeOf(number % SEATS).replace(" ", "")}.json` }),
  () => ({ path: `/confirm/${FORGED}` }),
];

answerWith<FloodQuestion, FloodAnswer>(async (question) => {
  const { port, network, rate, seconds, first, letter } = question;
  const lines = createLines(port, MOST_LINES);
  const statuses: FloodAnswer["statuses"] = {};
  let isOver = false;
  let sent = 0;
  let heard = 0;
  const end = performance.now() + seconds * 1000;
  await atRate(rate, end, () => {
    const number = first + sent++;
    const { path, body } = kinds[number % kinds.length]!(number, letter);
    const client = { encodings: "gzip, deflate, br, zstd", address: `${network}.${number % 250}` };
    const request = body === undefined ? get(port, path, client) : post(port, path, body, client);
    void lines.ask(request).then((status) => {
      if (isOver || status === undefined) return;
      heard++;
      statuses[status] = (statuses[status] ?? 0) + 1;
    });
  });
  isOver = true;
  lines.close();
  statuses["none"] = sent - heard;
  return { ended: performance.timeOrigin + performance.now(), statuses };
});
