/** Requests whose headers are sent as given, or byte by byte, and whose answer is read as it came. */
import http from "node:http";
import net from "node:net";

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export function raw(
  url: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<RawAnswer> {
  const { origin } = new URL(url);
  return new Promise((resolve, reject) => {
    // the path as it stands, two slashes and all
    const options = { method, headers, path: url.slice(origin.length) };
    const request = http.request(origin, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.on("error", reject).end();
  });
}

/**
 * Writes bytes that no client of HTTP would.
 * @param head the request line and headers, without the empty line
 * @returns the answer, after any `100 Continue`
 */
export function wire(base: string, head: string, body: string | Buffer = ""): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(Number(port), hostname, () => {
      // in one, for what arrives after a refusal has its connection reset
      socket.write(
        Buffer.concat([Buffer.from(`${head}\r\nConnection: close\r\n\r\n`), Buffer.from(body)]),
      );
    });
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", reject).on("close", () => resolve(readAnswer(Buffer.concat(chunks))));
  });
}

function readAnswer(answer: Buffer): RawAnswer {
  const end = answer.indexOf("\r\n\r\n");
  const [line = "", ...fields] = answer.subarray(0, end).toString().split("\r\n");
  const body = answer.subarray(end + 4);
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(line)?.[1]);
  if (status === 100) return readAnswer(body);
  const headers = Object.fromEntries(
    fields.map((field) => {
      const [name = "", value = ""] = field.split(/: ?(.*)/s);
      return [name.toLowerCase(), value];
    }),
  );
  return { status, headers, body };
}
