/** The requests that visitors send, as the bytes of HTTP/1.1. */

const browser = [
  "User-Agent: demands-tracker bench",
  "Accept: text/html,application/json",
  "Accept-Language: en-GB,en;q=0.9",
].join("\r\n");

/** Who asks: what their browser unpacks, and the address that a proxy gives for them, if one does. */
export interface Client {
  encodings?: string;
  address?: string;
}

const headOf = (port: number, { encodings = "gzip", address }: Client): string =>
  `Host: 127.0.0.1:${port}\r\n${browser}\r\nAccept-Encoding: ${encodings}\r\n` +
  (address === undefined ? "" : `X-Forwarded-For: ${address}\r\n`);

export const get = (port: number, path: string, client: Client = {}): string =>
  `GET ${path} HTTP/1.1\r\n${headOf(port, client)}\r\n`;

let posts = Math.floor(Math.random() * 2 ** 22);

/** An address in a network of its own, for limits would turn one away. */
function aNetwork(): string {
  const n = posts++;
  return `${1 + ((n >> 16) & 63)}.${(n >> 8) & 255}.${n & 255}.7`;
}

/** @param body form fields in ASCII, encoded */
export const post = (port: number, path: string, body: string, client: Client = {}): string =>
  `POST ${path} HTTP/1.1\r\n${headOf(port, { address: aNetwork(), ...client })}` +
  `Origin: http://127.0.0.1:${port}\r\nSec-Fetch-Site: same-origin\r\n` +
  `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** As many constituencies as the House of Commons has. */
export const SEATS = 650;

/** One postcode in each of them. @param seat from 0 */
export const postcodeOf = (seat: number): string => `LS${1 + Math.floor(seat / 10)} ${seat % 10}AA`;

/** At a listed domain that does not exist, so that a crowd of them is no alarm. */
export const addressOf = (person: number): string => `person-${person}@example.ac.uk`;

/** The signing form as a person fills it in; each number is another person. */
export const signingForm = (person: number, postcode = postcodeOf(person % SEATS)): string =>
  `name=Person+Number+${person}&email=${encodeURIComponent(addressOf(person))}&country=GB` +
  `&postcode=${postcode.replace(" ", "+")}&constituency=&consent=yes&website=`;
