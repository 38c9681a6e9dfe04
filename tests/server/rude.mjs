// Clients no server deserves. Prints PASS and FAIL lines.
//   node rude.mjs PORT AUTHORITY LOG PID BODY DOORBELL
import { readFileSync } from "node:fs";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

const [port, authorityFile, log, pid, bodyFile, bell] = process.argv.slice(2);
const ca = readFileSync(authorityFile);
const body = readFileSync(bodyFile);
let failed = false;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
function report(name, problem) {
  if (problem) failed = true;
  console.log(problem ? `FAIL server/${name} ${problem}` : `PASS server/${name}`);
}
async function test(name, work) {
  try {
    report(name, await work());
  } catch (error) {
    report(name, error.stack.split("\n").slice(0, 2).join(" "));
  }
}
const lines = () => readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const told = (event, fields) =>
  lines().some((line) => line.event === event &&
    Object.entries(fields).every(([name, value]) => line[name] === value));

// ---- connections ---------------------------------------------------------------------------------

// Everything a socket says until it is closed, and how long that took.
function heard(socket, ms = 12000) {
  const began = Date.now();
  const pieces = [];
  return new Promise((done) => {
    const end = (how) => done({ text: Buffer.concat(pieces).toString("latin1"), how,
      ms: Date.now() - began });
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("close", () => end("closed"));
    socket.on("error", () => end("closed"));
    setTimeout(() => { socket.destroy(); end("open"); }, ms).unref();
  });
}
const plain = (from) => net.connect({ port, host: "127.0.0.1", localAddress: from ?? "127.0.0.1" });
function secure(options = {}) {
  return new Promise((done, fail) => {
    const socket = tls.connect({ port, host: "127.0.0.1", servername: "kintom.test", ca,
      minVersion: "TLSv1.3", ...options }, () => done(socket));
    socket.on("error", fail);
  });
}
async function say(text, options) {
  const socket = await secure(options);
  socket.on("error", () => {});
  const answer = heard(socket);
  socket.write(text);
  return answer;
}
async function dribble(socket, octets, ms, pieces = 1) {
  for (let at = 0; at < octets.length && !socket.destroyed; at += pieces) {
    socket.write(octets.subarray(at, at + pieces));
    await pause(ms);
  }
}
const status = (answer) => Number(answer.text.slice(9, 12));
function refusal(answer) {
  const text = answer.text.slice(answer.text.indexOf("\r\n\r\n") + 4);
  const document = JSON.parse(text.slice(0, text.lastIndexOf("}") + 1));
  for (const field of ["code", "what", "why", "who", "next"]) {
    if (!document[field]) throw new Error(`a refusal without ${field}: ${text}`);
  }
  return document.code;
}
const wanted = (answer, number, code) =>
  status(answer) !== number ? `status ${answer.text.slice(0, 60)} (${answer.how})`
    : refusal(answer) !== code ? `code ${refusal(answer)}` : undefined;

// ---- somebody who behaves ------------------------------------------------------------------------

const served = { count: 0, slowest: 0, failures: [] };
let isOver = false;
async function behave() {
  const agent = new https.Agent({ keepAlive: true, ca, servername: "kintom.test",
    localAddress: "127.0.0.9" });
  const ask = (method, path, sent) => new Promise((done, fail) => {
    const request = https.request({ agent, port, host: "127.0.0.1", method, path,
      timeout: 5000 }, (response) => {
      response.on("data", () => {});
      response.on("end", () => done(response.statusCode));
    });
    request.on("error", fail);
    request.on("timeout", () => request.destroy(new Error("slow")));
    request.end(sent);
  });
  while (!isOver) {
    const began = Date.now();
    try {
      const codes = [await ask("GET", "/healthz"), await ask("POST", "/v1/exchange", body)];
      if (codes.some((code) => code !== 200)) served.failures.push(codes.join());
    } catch (error) {
      // A kept connection that ended between two requests is asked again, as browsers do.
      if (error.code !== "ECONNRESET") served.failures.push(error.message);
    }
    served.slowest = Math.max(served.slowest, Date.now() - began);
    ++served.count;
    await pause(100);
  }
  agent.destroy();
}
const behaving = behave();

// ---- before there is a request -------------------------------------------------------------------

const silent = test("whoever connects and says nothing is let go", async () => {
  const answer = await heard(plain());
  if (answer.how !== "closed" || answer.ms > 6000) return `${answer.how} after ${answer.ms} ms`;
  return told("dropped", { phase: "handshake", why: "timeout" }) ? undefined : "not in the log";
});

const slowHello = test("a handshake an octet at a time is let go", async () => {
  const socket = plain();
  const answer = heard(socket);
  await dribble(socket, Buffer.from([22, 3, 1, 2, 0, ...Array(200).fill(1)]), 100);
  const { how, ms } = await answer;
  return how === "closed" && ms < 6000 ? undefined : `${how} after ${ms} ms`;
});

const halfOpen = test("a hundred that never finish are all let go", async () => {
  const answers = [];
  for (let i = 0; i < 30; ++i) {
    const socket = plain("127.0.0.3");
    socket.write(Buffer.from([22, 3, 1]));
    answers.push(heard(socket));
  }
  for (const answer of await Promise.all(answers)) {
    if (answer.how !== "closed") return "one is still there";
  }
});

const oldTls = test("TLS 1.2 is refused", async () => {
  try {
    await secure({ minVersion: "TLSv1.2", maxVersion: "TLSv1.2" });
    return "it was spoken";
  } catch (error) {
    await pause(100);
    return told("dropped", { phase: "handshake", why: "unsupported protocol (SSL routines)" }) ||
      lines().some((line) => line.event === "dropped" && /protocol/.test(line.why))
      ? undefined : `not in the log: ${error.message}`;
  }
});

const garbage = test("garbage instead of TLS is closed at once", async () => {
  const socket = plain();
  const answer = heard(socket);
  socket.write(Buffer.from([0x80, 0xff, 0, 1, 2, 3, 4, 5]));
  const { ms, how } = await answer;
  if (how !== "closed" || ms > 1500) return `${how} after ${ms} ms`;
  return told("dropped", { why: "neither TLS nor HTTP" }) ? undefined : "not in the log";
});

const brokenHello = test("a handshake of garbage is closed", async () => {
  const socket = plain();
  const answer = heard(socket);
  socket.write(Buffer.concat([Buffer.from([22, 3, 1, 0, 200]), Buffer.alloc(200, 7)]));
  const { how, ms } = await answer;
  return how === "closed" && ms < 3000 ? undefined : `${how} after ${ms} ms`;
});

const flood = test("one address takes no more connections than its share", async () => {
  const sockets = [];
  for (let i = 0; i < 60; ++i) {
    const socket = plain("127.0.0.4");
    socket.on("error", () => {});
    sockets.push(socket);
  }
  await pause(700);
  const open = sockets.filter((socket) => !socket.closed && !socket.destroyed).length;
  for (const socket of sockets) socket.destroy();
  if (open > 40) return `${open} are open`;
  return told("connection_refused", { limit: "connections_per_address" })
    ? undefined : "not in the log";
});

// ---- headers -------------------------------------------------------------------------------------

const headers = [
  test("no HTTP after the handshake is told so", async () =>
    wanted(await say("\x00\x01\x02 garbage\r\n\r\n"), 400, "malformed")),
  test("a header an octet at a time is told that it took too long", async () => {
    const socket = await secure();
    const answer = heard(socket);
    await dribble(socket, Buffer.from("GET /healthz HTTP/1.1\r\nHost: kintom.test\r\n"), 100);
    const got = await answer;
    return got.ms > 8000 ? `after ${got.ms} ms` : undefined;
  }),
  test("a header that is too long is refused", async () =>
    wanted(await say(`GET /healthz HTTP/1.1\r\nX: ${"x".repeat(5000)}\r\n\r\n`), 431,
      "headers_too_large")),
  test("a header without an end is refused", async () =>
    wanted(await say(`GET /${"x".repeat(20000)}`), 431, "headers_too_large")),
  test("another version of HTTP is refused", async () =>
    wanted(await say("GET /healthz HTTP/3.7\r\n\r\n"), 505, "version_not_spoken")),
  test("an address that is not there is refused", async () =>
    wanted(await say("GET /../etc/passwd HTTP/1.1\r\nConnection: close\r\n\r\n"), 404,
      "not_found")),
  test("another method is told the right one", async () => {
    const answer = await say("DELETE /v1/exchange HTTP/1.1\r\nConnection: close\r\n\r\n");
    return wanted(answer, 405, "method_not_allowed") ??
      (/\r\nAllow: POST\r\n/.test(answer.text) ? undefined : "no Allow");
  }),
  test("requests sent in one go are answered in order", async () => {
    const answer = await say("GET /healthz HTTP/1.1\r\n\r\n".repeat(2) +
      "GET /nix HTTP/1.1\r\nConnection: close\r\n\r\n");
    const codes = [...answer.text.matchAll(/HTTP\/1.1 (\d+)/g)].map((match) => match[1]);
    return codes.join() === "200,200,404" ? undefined : codes.join();
  }),
  test("HEAD is answered without a body", async () => {
    const answer = await say("HEAD /healthz HTTP/1.1\r\nConnection: close\r\n\r\n");
    return status(answer) === 200 && answer.text.endsWith("\r\n\r\n") ? undefined : answer.text;
  }),
  test("a connection nobody uses is closed", async () => {
    const answer = await heard(await secure());
    return answer.how === "closed" && answer.ms < 8000 ? undefined : `open after ${answer.ms} ms`;
  }),
];

// ---- bodies --------------------------------------------------------------------------------------

const post = (path, length, more = "") =>
  `POST ${path} HTTP/1.1\r\nHost: kintom.test\r\nContent-Length: ${length}\r\n${more}\r\n`;

const bodies = [
  test("a body longer than the limit is refused before it is sent", async () => {
    const answer = await say(post("/v1/exchange", 12 * 1024 * 1024 + 1));
    return wanted(answer, 413, "too_large") ?? (answer.ms > 4000 ? `${answer.ms} ms` : undefined);
  }),
  test("a length no machine has is refused", async () =>
    wanted(await say(post("/v1/exchange", "18446744073709551615")), 413, "too_large")),
  test("an enrolment of megabytes is refused", async () =>
    wanted(await say(post("/v1/enrol", 1000000)), 413, "too_large")),
  test("a body where none belongs is refused", async () =>
    wanted(await say("GET /healthz HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789"), 413,
      "too_large")),
  ...["-1", "1x", "99999999999999999999999", ""].map((length) =>
    test(`the length "${length}" is refused`, async () =>
      wanted(await say(post("/v1/exchange", length)), 400, "malformed"))),
  test("a body without a length is refused", async () =>
    wanted(await say("POST /v1/exchange HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "5\r\nhello\r\n0\r\n\r\n"), 411, "length_required")),
  test("a body that stops is told that it took too long", async () => {
    const answer = await say(post("/v1/exchange", 1000) + "x".repeat(500));
    return wanted(answer, 408, "timeout") ?? (answer.ms > 7000 ? `${answer.ms} ms` : undefined);
  }),
  test("a body an octet at a time is told so too", async () => {
    const socket = await secure();
    const answer = heard(socket);
    socket.write(post("/v1/exchange", 100000));
    await dribble(socket, Buffer.alloc(60, 1), 100);
    return wanted(await answer, 408, "timeout");
  }),
  test("a body shorter than its length is let go when the client leaves", async () => {
    const socket = await secure();
    socket.write(post("/v1/exchange", 1000) + "x");
    await pause(200);
    socket.destroy();
    await pause(300);
  }),
  test("what follows a body is judged by itself", async () => {
    const answer = await say(post("/v1/exchange", 1) + "xGARBAGE\r\n\r\n");
    const codes = [...answer.text.matchAll(/HTTP\/1.1 (\d+)/g)].map((match) => match[1]);
    return codes.join() === "200,400" ? undefined : codes.join();
  }),
  test("a client that asks before it sends is told to go on", async () => {
    const socket = await secure();
    const answer = heard(socket);
    socket.write(post("/v1/exchange", body.length, "Expect: 100-continue\r\nConnection: close\r\n"));
    await new Promise((done) => socket.once("data", done));
    socket.write(body);
    const { text } = await answer;
    return /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200/.test(text) ? undefined : text.slice(0, 80);
  }),
];

// Together they want more octets than there is room for.
async function hog(from) {
  const socket = await secure({ localAddress: from });
  const answer = heard(socket, 9000);
  socket.on("error", () => {});
  socket.write(post("/v1/exchange", 1500000));
  for (let i = 0; i < 14 && !socket.destroyed; ++i) {
    socket.write(Buffer.alloc(100000, 1));
    await pause(20);
  }
  return answer;
}

const readers = [
  test("whoever never reads the answers is let go", async () => {
    const socket = await secure({ localAddress: "127.0.0.5" });
    socket.pause();
    const request = "GET /metrics HTTP/1.1\r\n\r\n".repeat(500);
    const closed = new Promise((done) => socket.on("close", () => done("closed")));
    socket.on("error", () => {});
    for (let i = 0; i < 20 && !socket.destroyed; ++i) {
      socket.write(request);
      await pause(100);
    }
    const began = Date.now();
    // A machine busy with other things fills the buffers between the two more slowly.
    for (let i = 0; i < 200; ++i) {
      if (told("dropped", { phase: "answer" })) break;
      await pause(200);
    }
    socket.destroy();
    await closed;
    return told("dropped", { phase: "answer" }) ? undefined
      : `still served after ${Date.now() - began} ms`;
  }),
  test("doorbells are counted by address", async () => {
    const rung = [];
    for (let i = 0; i < 5; ++i) {
      const socket = await secure({ localAddress: "127.0.0.6" });
      socket.on("error", () => {});
      const first = new Promise((done) => socket.once("data", (piece) =>
        done(Number(piece.toString().slice(9, 12)))));
      socket.write(`GET ${bell} HTTP/1.1\r\n\r\n`);
      rung.push([socket, await first]);
    }
    for (const [socket] of rung) socket.destroy();
    const codes = rung.map(([, code]) => code).join();
    return codes === "200,200,200,503,503" ? undefined : codes;
  }),
];

// ---- the exchange and the enrolment ---------------------------------------------------------------

async function exchange(octets) {
  const socket = await secure({ localAddress: "127.0.0.7" });
  const answer = heard(socket);
  socket.write(Buffer.concat([Buffer.from(post("/v1/exchange", octets.length,
    "Connection: close\r\n")), octets]));
  return answer;
}

const lies = [
  test("an exchange with any octet changed is answered and never taken", async () => {
    for (let at = 0; at < body.length; at += Math.ceil(body.length / 60)) {
      const changed = Buffer.from(body);
      changed[at] ^= 0x41;
      const answer = await exchange(changed);
      if (status(answer) !== 200) return `octet ${at}: ${answer.text.slice(0, 60)}`;
      if (!/\r\nLuring-Refused: /.test(answer.text)) return `octet ${at} was taken`;
    }
  }),
  test("an exchange cut anywhere is answered and never taken", async () => {
    for (let length = 1; length < body.length; length += Math.ceil(body.length / 40)) {
      const answer = await exchange(body.subarray(0, length));
      if (!/\r\nLuring-Refused: /.test(answer.text)) return `${length} octets were taken`;
    }
  }),
  test("an exchange of nothing and of noughts is answered", async () => {
    for (const octets of [Buffer.alloc(0), Buffer.alloc(100000), Buffer.alloc(100000, 255)]) {
      const answer = await exchange(octets);
      if (status(answer) !== 200 || !/\r\nLuring-Refused: /.test(answer.text)) {
        return answer.text.slice(0, 80);
      }
    }
  }),
  test("enrolments of garbage are refused, and after some the address waits", async () => {
    const codes = [];
    for (let i = 0; i < 24; ++i) {
      const answer = await say(post("/v1/enrol", 3, "Connection: close\r\n") +
        (i % 2 ? "\x02xx" : "\x01xx"), { localAddress: "127.0.0.8" });
      codes.push(`${status(answer)} ${refusal(answer)}`);
      if (status(answer) === 429 && !/\r\nRetry-After: 60\r\n/.test(answer.text)) {
        return "no Retry-After";
      }
    }
    const kinds = [...new Set(codes)].join();
    return kinds === "400 malformed,422 unsupported,429 too_many_requests" ? undefined : kinds;
  }),
];

await Promise.all([silent, slowHello, halfOpen, oldTls, garbage, brokenHello, flood, ...headers,
  ...bodies, ...readers, ...lies]);
await test("bodies together take no more memory than there is room for", async () => {
  const answers = await Promise.all(["127.0.0.20", "127.0.0.20", "127.0.0.20", "127.0.0.21",
    "127.0.0.21"].map(hog));
  const busy = answers.filter((answer) => status(answer) === 503);
  if (busy.length === 0) return answers.map((answer) => answer.text.slice(0, 30)).join();
  return refusal(busy[0]) === "office_busy" && /\r\nRetry-After: /.test(busy[0].text)
    ? undefined : busy[0].text;
});
isOver = true;
await behaving;
await test("meanwhile whoever behaves was served", async () =>
  served.failures.length > 0 || served.count < 20 || served.slowest > 4000
    ? JSON.stringify(served) : undefined);
await test("and the server took no more memory than it may", async () => {
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
  return peak < 200 * 1024 ? undefined : `${peak} kB`;
});
await test("every line of the log is JSON without names or addresses", async () => {
  const text = readFileSync(log, "utf8");
  return /127\.0\.0\.[2-9]|Hasna|kasubag/.test(text) ? "it has some" : void lines();
});
process.exit(failed ? 1 : 0);
