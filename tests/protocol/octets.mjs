// Values as docs/protocol.md writes them down, and the hashes and keys over them. Made from that
// page alone and shares nothing with the program: what both agree on is the page.
import crypto from "node:crypto";

// ---- values -------------------------------------------------------------------------------------

const scalars = {
  u8: { put: (value) => Buffer.of(value), take: (from) => from.octets(1)[0] },
  u16: number(16n), u32: number(32n), u64: number(64n), s32: signed(), s64: signed(),
  flag: {
    put: (value) => Buffer.of(value ? 1 : 0),
    take: (from) => {
      const octet = from.octets(1)[0];
      if (octet > 1) throw new Error("flag");
      return octet === 1;
    },
  },
  octets: {
    put: (value) => Buffer.concat([leb(BigInt(value.length)), value]),
    take: (from) => from.octets(Number(scalars.u64.take(from))),
  },
  text: {
    put: (value) => scalars.octets.put(Buffer.from(value, "utf8")),
    take: (from) => scalars.octets.take(from).toString("utf8"),
  },
  Id: fixed(16), Salt: fixed(16), Hash: fixed(32), Key: fixed(32), Signature: fixed(64),
};
scalars.Scope = scalars.text;

function leb(value) {
  const out = [];
  do {
    const low = Number(value & 127n);
    value >>= 7n;
    out.push(value === 0n ? low : low | 128);
  } while (value !== 0n);
  return Buffer.from(out);
}

function number(bits) {
  return {
    put: (value) => leb(BigInt(value)),
    take: (from) => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const octet = BigInt(from.octets(1)[0]);
        value |= (octet & 127n) << shift;
        if (octet < 128n) {
          if (octet === 0n && shift > 0n) throw new Error("unneeded octet");
          break;
        }
      }
      if (value >> bits !== 0n) throw new Error("number range");
      return bits < 64n ? Number(value) : value;
    },
  };
}

function signed() {
  const folded = number(64n);
  return {
    put: (value) => {
      const wide = BigInt(value);
      return folded.put(BigInt.asUintN(64, (wide << 1n) ^ (wide >> 63n)));
    },
    take: (from) => {
      const value = folded.take(from);
      return (value >> 1n) ^ -(value & 1n);
    },
  };
}

function fixed(length) {
  return {
    put: (value) => {
      if (value.length !== length) throw new Error(`${value.length} octets for ${length}`);
      return value;
    },
    take: (from) => from.octets(length),
  };
}

export class Octets {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  octets(count) {
    if (this.at + count > this.bytes.length) throw new Error("cut short");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
  rest() {
    return this.octets(this.bytes.length - this.at);
  }
  isEmpty() {
    return this.at === this.bytes.length;
  }
}

// ---- structures ---------------------------------------------------------------------------------

// Read out of the page: "    Name    field:type field:type".
const structures = {};
export function learn(page) {
  for (const line of page.split("\n")) {
    const words = line.match(/^ {4}([A-Z]\w*) +((?:[a-z_]+:(?:\{[^}]*\}|\S)+ ?)+)$/);
    if (!words) continue;
    structures[words[1]] = [...words[2].matchAll(/([a-z_]+):((?:\{[^}]*\}|[^\s{])+)/g)].map(
      ([, name, type]) => ({ name, type }));
  }
}

function codecOf(type) {
  const list = type.match(/^\[(.*)\]$/);
  if (list) {
    const of = codecOf(list[1]);
    return {
      put: (values) => Buffer.concat([leb(BigInt(values.length)), ...values.map(of.put)]),
      take: (from) => {
        const count = Number(scalars.u64.take(from));
        return Array.from({ length: count }, () => of.take(from));
      },
    };
  }
  if (type.endsWith("?")) {
    const of = codecOf(type.slice(0, -1));
    return {
      put: (value) =>
        value === undefined ? Buffer.of(1) : Buffer.concat([Buffer.of(0), of.put(value)]),
      take: (from) => (from.octets(1)[0] === 1 ? undefined : of.take(from)),
    };
  }
  if (scalars[type]) return scalars[type];
  const fields = structures[type];
  if (!fields) throw new Error(`the page says nothing of ${type}`);
  return {
    put: (value) => Buffer.concat(fields.map((field) => codecOf(field.type).put(value[field.name]))),
    take: (from) => {
      const began = from.at;
      const value = {};
      for (const field of fields) value[field.name] = codecOf(field.type).take(from);
      // As it came, for hashes over it.
      Object.defineProperty(value, "raw", { value: from.bytes.subarray(began, from.at) });
      return value;
    },
  };
}

export const enc = (type, value) => codecOf(type).put(value);
export const dec = (type, bytes) => {
  const from = bytes instanceof Octets ? bytes : new Octets(bytes);
  const value = codecOf(type).take(from);
  if (from !== bytes && !from.isEmpty()) throw new Error(`octets left over behind ${type}`);
  return value;
};

// ---- hashes -------------------------------------------------------------------------------------

const eight = (value) => {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return octets;
};

// Octets and texts with their length before them, numbers as eight octets.
export function H(...fields) {
  const hash = crypto.createHash("sha256");
  for (const field of fields) {
    if (typeof field === "number" || typeof field === "bigint") {
      hash.update(eight(field));
    } else {
      const octets = Buffer.from(field);
      hash.update(eight(octets.length)).update(octets);
    }
  }
  return hash.digest();
}

// ---- keys ---------------------------------------------------------------------------------------

const url = (octets) => octets.toString("base64url");

// An Ed25519 or X25519 key as its private and public octets.
export function freshKey(kind) {
  const { d, x } = crypto.generateKeyPairSync(kind).privateKey.export({ format: "jwk" });
  return { kind, d, x };
}
export const publicOf = (key) => Buffer.from(key.x, "base64url");
const privateKey = ({ kind, d, x }) => crypto.createPrivateKey({
  format: "jwk",
  key: { kty: "OKP", crv: kind === "ed25519" ? "Ed25519" : "X25519", d, x },
});
const publicKey = (crv, octets) =>
  crypto.createPublicKey({ format: "jwk", key: { kty: "OKP", crv, x: url(octets) } });

export const sign = (key, message) => crypto.sign(null, message, privateKey(key));
export const isSigned = (octets, message, signature) =>
  crypto.verify(null, message, publicKey("Ed25519", octets), signature);

const boxSecret = (secret, fresh, reader, domain) => {
  const salt = Buffer.concat([fresh, reader]);
  const stretched = Buffer.from(crypto.hkdfSync("sha256", secret, salt, domain, 44));
  return { key: stretched.subarray(0, 32), nonce: stretched.subarray(32) };
};

export function openBox(key, box, domain, bound) {
  const fresh = box.subarray(0, 32);
  const secret = crypto.diffieHellman({
    privateKey: privateKey(key), publicKey: publicKey("X25519", fresh),
  });
  const cipher = boxSecret(secret, fresh, publicOf(key), domain);
  const text = box.subarray(32, box.length - 16);
  const opening = crypto.createDecipheriv("chacha20-poly1305", cipher.key, cipher.nonce,
    { authTagLength: 16 });
  opening.setAAD(bound, { plaintextLength: text.length });
  opening.setAuthTag(box.subarray(box.length - 16));
  return Buffer.concat([opening.update(text), opening.final()]);
}

export function sealBox(reader, plain, domain, bound) {
  const key = freshKey("x25519");
  const fresh = publicOf(key);
  const secret = crypto.diffieHellman({
    privateKey: privateKey(key), publicKey: publicKey("X25519", reader),
  });
  const cipher = boxSecret(secret, fresh, reader, domain);
  const sealing = crypto.createCipheriv("chacha20-poly1305", cipher.key, cipher.nonce,
    { authTagLength: 16 });
  sealing.setAAD(bound, { plaintextLength: plain.length });
  const text = Buffer.concat([sealing.update(plain), sealing.final()]);
  return Buffer.concat([fresh, text, sealing.getAuthTag()]);
}
