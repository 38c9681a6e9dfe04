// A client of an office, written from docs/protocol.md by whoever has nothing else: it enrols, hands
// in acts and reads and checks what the office answers. It folds nothing. One line of JSON each.
//   client.mjs FOLDER enrol ORIGIN CODE [FINGERPRINT]    client.mjs FOLDER ask
//   client.mjs FOLDER unit POST CODE NAME                written, not sent yet
//   client.mjs FOLDER sync                               client.mjs FOLDER again: the last request
//   client.mjs FOLDER bundle FILE                        client.mjs FOLDER take FILE: by hand
import crypto from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import zlib from "node:zlib";
import { H, Octets, dec, enc, freshKey, isSigned, learn, openBox, publicOf, sealBox, sign } from "./octets.mjs";

learn(readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8"));

const [folder, command, ...words] = process.argv.slice(2);
const keptFile = `${folder}/kept.json`;
const hex = (octets) => octets.toString("hex");
const octets = (text) => Buffer.from(text, "hex");
const none = (length) => Buffer.alloc(length);

function must(holds, what) {
  if (!holds) throw new Error(what);
}

// ---- what is kept -------------------------------------------------------------------------------

mkdirSync(folder, { recursive: true });
const kept = existsSync(keptFile) ? JSON.parse(readFileSync(keptFile)) : {
  seq: 0, head: hex(none(32)), token: "0", acts: [],      // the own feed; acts without a receipt
  epoch: 1, number: "0", hash: hex(none(32)), scopes: [], // where it stands in the log
};
const save = () => writeFileSync(keptFile, JSON.stringify(kept));

// ---- HTTPS --------------------------------------------------------------------------------------

// To the address in LURING_AT, as the names of tests are in no directory.
function ask(method, path, body, trusts = true) {
  const [host, port] = (process.env.LURING_AT ?? new URL(kept.origin).host).split(":");
  const authority = trusts && kept.authority
    ? new crypto.X509Certificate(octets(kept.authority)).toString() : undefined;
  return new Promise((done, fail) => {
    const request = https.request({
      host, port, method, path, ca: authority, rejectUnauthorized: trusts,
      servername: new URL(kept.origin).hostname, minVersion: "TLSv1.3",
    }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () => {
        const all = Buffer.concat(pieces);
        if (response.statusCode === 200) return done(all);
        return fail(new Error(`status ${response.statusCode}: ${all.toString().slice(0, 200)}`));
      });
    });
    request.on("error", fail);
    request.end(body);
  });
}

// ---- enrolment ----------------------------------------------------------------------------------

const identity = () => octets(kept.identity);
const bare = (type, value, ...signatures) =>
  enc(type, { ...value, ...Object.fromEntries(signatures.map((name) => [name, none(64)])) });

const deviceCard = () => ({
  device: octets(kept.device), name: "Klien asing", device_key: publicOf(kept.deviceKey),
  officer_key: publicOf(kept.officerKey), box_key: publicOf(kept.boxKey),
});

const enrolRequest = (fields) => ({
  version: 1, step: 1, code: "", commitment: none(32), card: undefined, number: none(16),
  device: none(16), by_device: none(64), by_officer: none(64), ...fields,
});

const states = ["", "begun", "waiting", "counted", "refused"];
async function enrolling(request) {
  const body = enc("EnrolRequest", request);
  const answer = dec("EnrolAnswer", await ask("POST", "/v1/enrol", body));
  must(answer.request.equals(H("luring enrolment request 1", body)), "another request's answer");
  const message = H("luring enrolment answer 1", bare("EnrolAnswer", answer, "signature"));
  must(isSigned(identity(), message, answer.signature), "enrolment: not the office");
  return answer;
}

function enrolled(answer, more = {}) {
  return {
    ok: answer.state !== 4, state: states[answer.state], reason: answer.reason,
    officer: answer.officer, device: kept.device, ...more,
  };
}

// One word for each of the first four octets.
function wordsOf(hash) {
  const page = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");
  const list = [...page.matchAll(/^ {4}(?:[0-9a-f]0| {2}) {2}((?:[a-z]+ ){7}[a-z]+)$/gm)].flatMap(
    (line) => line[1].split(" "));
  must(list.length === 256, "words");
  return [...hash.subarray(0, 4)].map((octet) => list[octet]).join(" ");
}

async function enrol(origin, typed, fingerprint) {
  kept.origin = origin;
  const card = dec("OfficeCard", await ask("GET", "/v1/office", undefined, false));
  const message = H("luring office card 1", bare("OfficeCard", card, "signature"));
  must(isSigned(card.identity, message, card.signature), "card: not signed");
  const known = hex(H("luring office fingerprint 1", card.identity).subarray(0, 16));
  must(!fingerprint || fingerprint === known, "card: another office");
  Object.assign(kept, {
    office: hex(card.office), identity: hex(card.identity), authority: hex(card.tls_certificate),
    officeBox: hex(card.box_key), device: kept.device ?? hex(crypto.randomBytes(16)),
    deviceKey: kept.deviceKey ?? freshKey("ed25519"),
    officerKey: kept.officerKey ?? freshKey("ed25519"), boxKey: kept.boxKey ?? freshKey("x25519"),
  });
  save();
  const code = typed.replace(/[ -]/g, "").toUpperCase();
  const claim = enrolRequest({ step: 2, code, card: deviceCard() });
  const more = {};
  if (!fingerprint) {
    claim.code = code.slice(0, 4);
    claim.number = crypto.randomBytes(16);
    const ours = enc("DeviceCard", claim.card);
    const begun = await enrolling(enrolRequest({
      code: claim.code, commitment: H("luring enrolment commitment 1", ours, claim.number),
    }));
    if (begun.state !== 1) return enrolled(begun);
    more.words = wordsOf(
      H("luring enrolment words 1", identity(), begun.number, ours, claim.number));
  }
  const claimed = H("luring enrolment claim 1", identity(),
    bare("EnrolRequest", claim, "by_device", "by_officer"));
  claim.by_device = sign(kept.deviceKey, claimed);
  claim.by_officer = sign(kept.officerKey, claimed);
  return enrolled(await enrolling(claim), more);
}

async function askState() {
  const device = octets(kept.device);
  const message = H("luring enrolment ask 1", identity(), device);
  return enrolled(await enrolling(
    enrolRequest({ step: 3, device, by_device: sign(kept.deviceKey, message) })));
}

// ---- an act -------------------------------------------------------------------------------------

const writer = () => ({ device: octets(kept.device), incarnation: 1 });

function write(post, kind, entity, scope, payload) {
  const body = enc("PartBody", { kind, entity, payload });
  const salt = crypto.randomBytes(16);
  const header = {
    format: 1, writer: writer(), seq: kept.seq + 1, previous: octets(kept.head),
    id: crypto.randomBytes(16), post,
    times: { claimed_ms: Date.now(), elapsed_ms: 0, token_ms: BigInt(kept.token) },
    seen: BigInt(kept.number),
    parts: [{ scope, commitment: H("luring part 1", salt, scope, body), length: body.length }],
  };
  kept.acts.push(hex(enc("Act", { header, parts: [{ scope, salt, body }] })));
  kept.seq = header.seq;
  kept.head = hex(H("luring act 1", enc("Header", header)));
  save();
  return { ok: true, act: hex(header.id) };
}

// A payload begins with its version.
const payloadOf = (type, value) => Buffer.concat([enc("u32", 1), enc(type, value)]);

// ---- an exchange --------------------------------------------------------------------------------

const frame = (kind, body) => Buffer.concat([Buffer.of(kind), enc("octets", body)]);

function framesOf(bytes) {
  const from = new Octets(bytes);
  const frames = [];
  while (!from.isEmpty()) frames.push({ kind: dec("u8", from), body: dec("octets", from) });
  must(frames.length > 0 && frames[0].kind === 1, "the first frame is no hello");
  return frames;
}

function requestContent() {
  const office = octets(kept.office);
  const wanted = [enc("u32", 2), enc("u32", kept.epoch), enc("u64", BigInt(kept.number))];
  if (kept.number !== "0") wanted.push(octets(kept.hash));
  wanted.push(enc("[Scope]", kept.scopes));
  const frames = [
    frame(1, enc("Hello", { lowest: 1, highest: 1, capabilities: 0n })),
    frame(10, Buffer.concat(wanted)),
  ];
  if (kept.acts.length > 0) {
    const head = octets(kept.head);
    const seal = { writer: writer(), seq: kept.seq, head, use: 1 };
    seal.signature = sign(kept.deviceKey,
      H("luring seal 1", office, enc("Writer", seal.writer), seal.seq, head));
    const acts = kept.acts.map((act) => dec("Act", octets(act)));
    frames.push(frame(12, enc("SealedRun", { acts, seals: [seal] })));
  }
  return Buffer.concat([Buffer.of(0), ...frames]);
}

function requestBody(content) {
  const device = octets(kept.device);
  const message = H("luring request 1", octets(kept.office), device, content);
  return Buffer.concat([Buffer.of(1), device, sign(kept.deviceKey, message), content]);
}

function framesOfReply(body, request) {
  must(body[0] === 1, "format of a reply");
  let content = body.subarray(1);
  const isBoxed = content[0] === 2;
  if (isBoxed) {
    const bound = H("luring reply 1", octets(kept.office), octets(kept.device), request);
    content = openBox(kept.boxKey, content.subarray(1), "luring reply 1", bound);
  }
  must(content[0] < 2, "content of a reply");
  const frames = content.subarray(1);
  return { isBoxed, frames: framesOf(content[0] === 1 ? zlib.inflateRawSync(frames) : frames) };
}

// ---- what the office says -----------------------------------------------------------------------

function checkHead(head) {
  const message = H("luring head 1", octets(kept.office), head.epoch, head.number, head.hash,
    head.time_ms);
  must(isSigned(identity(), message, head.signature), "head: not the office's");
}

function checkReceipt(receipt) {
  const message = H("luring receipt 1", octets(kept.office), receipt.writer.raw, receipt.seq,
    receipt.head, receipt.epoch, receipt.number, receipt.received_ms);
  must(isSigned(identity(), message, receipt.signature), "receipt: not the office's");
}

function checkAct(act, hash) {
  must(H("luring act 1", act.header.raw).equals(hash), "act: another header");
  for (const part of act.parts) {
    const ref = act.header.parts.find((one) => one.scope === part.scope);
    must(ref && ref.length === part.body.length, "act: a part nobody announced");
    if (part.salt.every((octet) => octet === 0)) continue;
    must(H("luring part 1", part.salt, part.scope, part.body).equals(ref.commitment),
      "act: another part");
  }
}

// Leaves the log where the delivery ends; nothing is believed that a signed head does not reach.
function takeDelivery(delivery, seen) {
  let { number, hash } = { number: BigInt(kept.number), hash: octets(kept.hash) };
  for (const delivered of delivery.entries) {
    must(delivered.number === number + 1n, "delivery: a gap");
    const { entry, act } = delivered;
    if (entry) {
      must(H("luring entry 1", entry.raw).equals(delivered.hash), "entry: another hash");
      must(entry.number === delivered.number && entry.previous.equals(hash), "entry: no chain");
      if (act) checkAct(act, entry.act);
      act?.parts.forEach((part) => seen.parts.add(part.scope));
      for (const group of delivered.groups) {
        const ref = entry.groups.find((one) => one.scope === group.scope);
        const is = H("luring effects 1", octets(kept.office), group.raw);
        must(ref && is.equals(ref.hash), "entry: other effects");
      }
    }
    number = delivered.number;
    hash = delivered.hash;
    seen.entries += 1;
  }
  checkHead(delivery.head);
  const isAtHead = delivery.head.number === number;
  must(!isAtHead || delivery.head.hash.equals(hash), "delivery: does not reach its head");
  Object.assign(kept, {
    epoch: delivery.head.epoch, number: String(number), hash: hex(hash), scopes: delivery.scopes,
    token: String(delivery.head.time_ms),
  });
  delivery.receipts.forEach(takeReceipt);
  return isAtHead;
}

function takeReceipt(receipt) {
  checkReceipt(receipt);
  if (!receipt.writer.device.equals(octets(kept.device))) return;
  kept.acts = kept.acts.filter((act) => dec("Act", octets(act)).header.seq > receipt.seq);
}

function takeReply(body, request, told) {
  const { isBoxed, frames } = framesOfReply(body, request);
  told.boxed ||= isBoxed;
  return takeFrames(frames, told);
}

function takeFrames(frames, told) {
  let isAtHead = false;
  for (const { kind, body: said } of frames) {
    if (kind === 1) must(dec("Hello", said).lowest <= 1, "hello: no version in common");
    if (kind === 2) {
      const refused = dec("RequestRefused", said);
      throw new Error(`refused: ${refused.fault} ${refused.detail}`);
    }
    if (kind === 42) {
      const received = dec("Received", said);
      told.answers.push(...received.answers);
      if (received.held) told.held.push(received.held.detail);
      received.receipts.forEach(takeReceipt);
    }
    if (kind === 45) isAtHead = takeDelivery(dec("Delivery", said), told);
  }
  save();
  return isAtHead;
}

function answerOf(told) {
  return {
    ok: true, entries: told.entries, parts: [...told.parts].sort(), boxed: told.boxed, held: told.held,
    sent: told.answers.map(({ act, outcome, reason, number, again }) =>
      ({ act: hex(act), outcome, reason, number: Number(number), again })),
    number: Number(kept.number), head: kept.hash, scopes: kept.scopes, pending: kept.acts.length,
  };
}

const untold = () => ({ answers: [], held: [], entries: 0, parts: new Set(), boxed: false });

async function sync() {
  const told = untold();
  for (let round = 0; round < 100; ++round) {
    const content = requestContent();
    const body = requestBody(content);
    writeFileSync(`${folder}/request`, body);
    const isAtHead = takeReply(await ask("POST", "/v1/exchange", body), content, told);
    if (isAtHead && kept.acts.length === 0) return answerOf(told);
    if (told.held.length > 0) return answerOf(told);
  }
  throw new Error("no end");
}

// The same octets once more, as after an answer that was lost; nothing of it is kept.
async function again() {
  const told = untold();
  const body = readFileSync(`${folder}/request`);
  const { frames } = framesOfReply(await ask("POST", "/v1/exchange", body), body.subarray(81));
  for (const { kind, body: said } of frames) {
    if (kind === 42) told.answers.push(...dec("Received", said).answers);
  }
  return answerOf(told);
}

// ---- by hand ------------------------------------------------------------------------------------

const bundleLabel = (reader, key) => Buffer.concat([
  Buffer.from("luringbn"), Buffer.of(1), Buffer.of(reader), octets(kept.office), key]);

function makeBundle(file) {
  const label = bundleLabel(1, octets(kept.officeBox));
  const inside = Buffer.concat([octets(kept.device), requestContent()]);
  const box = sealBox(octets(kept.officeBox), inside, "luring bundle 1", label);
  writeFileSync(file, Buffer.concat([label, box]));
  return { ok: true, pending: kept.acts.length };
}

function takeBundle(file) {
  const bytes = readFileSync(file);
  const label = bundleLabel(2, publicOf(kept.boxKey));
  must(bytes.subarray(0, label.length).equals(label), "bundle: for somebody else");
  const inside = new Octets(
    openBox(kept.boxKey, bytes.subarray(label.length), "luring bundle 1", label));
  const from = [dec("u32", inside), dec("u64", inside), dec("Hash", inside)];
  must(String(from[1]) === kept.number, "bundle: goes on from elsewhere");
  const content = inside.rest();
  const frames = content.subarray(1);
  const told = untold();
  takeFrames(framesOf(content[0] === 1 ? zlib.inflateRawSync(frames) : frames), told);
  return answerOf(told);
}

const commands = {
  enrol, ask: askState, sync, again, bundle: makeBundle, take: takeBundle,
  unit: (post, code, name) => write(post, 2, "office", "office",
    payloadOf("UnitSet", { unit: { code, name, kind: "kelurahan" } })),
};
try {
  console.log(JSON.stringify(await commands[command](...words)));
} catch (error) {
  console.log(JSON.stringify({ ok: false, why: error.message }));
  process.exitCode = 1;
}
