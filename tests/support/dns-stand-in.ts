/** A DNS server of our own (RFC 1035): TXT records from a table, over UDP on this machine. */
import dgram from "node:dgram";

const NO_SUCH_NAME = 3;

export interface DnsStandIn extends AsyncDisposable {
  /** As `setServers` takes it. */
  server: string;
  asked: string[];
}

/**
 * @param records TXT records by name; a name that others end with exists, though it has none
 * @param answers false for one that is asked and says nothing
 */
export async function startDns(
  records: Readonly<Record<string, readonly string[]>>,
  answers = true,
): Promise<DnsStandIn> {
  const socket = dgram.createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (query, { port, address }) => {
    const { name, end } = readName(query);
    asked.push(name);
    if (!answers) return;
    const texts = records[name] ?? [];
    const exists = Object.keys(records).some((one) => one === name || one.endsWith(`.${name}`));
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(0x8180 | (exists ? 0 : NO_SUCH_NAME), 2);
    head.writeUInt16BE(texts.length, 6);
    // no authorities and no options
    head.writeUInt32BE(0, 8);
    const question = query.subarray(12, end + 4);
    socket.send(Buffer.concat([head, question, ...texts.map(txtRecord)]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  return {
    server: `127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

/** The name is a pointer to the question's; a text of more than 255 bytes comes in pieces. */
function txtRecord(text: string): Buffer {
  const pieces = (text.match(/.{1,200}/gs) ?? [""]).flatMap((piece) => [
    Buffer.from([piece.length]),
    Buffer.from(piece, "latin1"),
  ]);
  const data = Buffer.concat(pieces);
  const head = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
