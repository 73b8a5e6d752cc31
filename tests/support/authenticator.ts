/** An authenticator in software, which can be told to say what no honest one says (WebAuthn level 3, section 6). */
import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();

type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>;

/** As much of CBOR (RFC 8949) as an attestation without a statement needs. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, length: number) =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map)
    return Buffer.concat([
      head(5, value.size),
      ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)]),
    ]);
  return Buffer.concat([head(2, value.length), value]);
}

export interface Said {
  origin?: string;
  rpId?: string;
  /** Whether it knows who uses it. */
  verified?: boolean;
  counter?: number;
  type?: string;
  handle?: string;
}

/** @param site where it is used */
export function authenticator(site: { origin: string; rpId: string }) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const bytes = (text: string) => Buffer.from(text, "base64url");
  const id = randomBytes(16);
  const coseKey = new Map<Cbor, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x!)],
    [-3, bytes(y!)],
  ]);

  function data(said: Said, attested?: Buffer): Buffer {
    const { rpId = site.rpId, verified = true, counter = 0 } = said;
    const flags = 1 | (verified ? 4 : 0) | (attested ? 64 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([
      sha256(rpId),
      Buffer.from([flags]),
      count,
      ...(attested ? [attested] : []),
    ]);
  }
  const client = (type: string, challenge: string, { origin = site.origin, ...said }: Said) =>
    Buffer.from(JSON.stringify({ type: said.type ?? type, challenge, origin, crossOrigin: false }));
  const common = { id: id.toString("base64url"), rawId: id.toString("base64url") };
  const json = (response: Record<string, Buffer | string | undefined>) =>
    JSON.stringify({
      ...common,
      type: "public-key",
      clientExtensionResults: {},
      response: Object.fromEntries(
        Object.entries(response).map(([name, value]) => [
          name,
          Buffer.isBuffer(value) ? value.toString("base64url") : value,
        ]),
      ),
    });

  return {
    /** What `navigator.credentials.create` would give. */
    make(challenge: string, said: Said = {}): string {
      const length = Buffer.from([0, id.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cbor(coseKey)]);
      const attestation = new Map<Cbor, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map<Cbor, Cbor>()],
        ["authData", data(said, attested)],
      ]);
      const clientDataJSON = client("webauthn.create", challenge, said);
      return json({ clientDataJSON, attestationObject: cbor(attestation) });
    },
    /** What `navigator.credentials.get` would give. */
    sign(challenge: string, said: Said = {}): string {
      const clientDataJSON = client("webauthn.get", challenge, said);
      const authenticatorData = data(said);
      const signature = createSign("sha256")
        .update(authenticatorData)
        .update(sha256(clientDataJSON))
        .sign(privateKey);
      return json({ clientDataJSON, authenticatorData, signature, userHandle: said.handle });
    },
  };
}
