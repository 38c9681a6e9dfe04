// A bad line between devices and an office, for tests. Prints `ready PORT`; what it does is read
// from a plan file for each connection or request, so that a test can change the weather.
//   node proxy.mjs --to PORT --plan FILE [--seed N]
//       octets pass as they are: {"do": "pass" | "cut" | "reset" | "hang" | "refuse" | "slow",
//       "min": octets, "max": octets, "rate": octets a second, "ms": delay of each piece,
//       "times": connections it is done to, before the line heals}
//   node proxy.mjs --http PORT --plan FILE --cert F --key F [--tls-max TLSv1.2]
//       ends TLS itself and speaks plain HTTP to the office's loopback port: {"do": "pass" |
//       "twice" (the same request again, the second answer counts) | "lose" (the answer) |
//       "page" (200 and HTML) | "sign_in" (302) | "busy" (503, Retry-After: "s") | "huge" |
//       "half" (of the answer), "times": exchanges it is done to}
// A line of JSON on standard error for each connection that was broken and each request.
import { readFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { request as ask } from "node:http";
import { createServer as createTlsServer } from "node:https";

const option = {};
for (let i = 2; i + 1 < process.argv.length; i += 2) {
    option[process.argv[i].slice(2)] = process.argv[i + 1];
}

// Our own, so that a seed means the same on every machine (mulberry32).
let state = Number(option.seed ?? 1) >>> 0;
function draw(min, max) {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return min + (((t ^ (t >>> 14)) >>> 0) % (max - min + 1));
}

let done = 0;  // by this plan
let last = "";
function plan() {
    const text = readFileSync(option.plan, "utf8");
    if (text !== last) done = 0;
    last = text;
    const told = JSON.parse(text);
    if (told.times !== undefined && done >= told.times) return { do: "pass" };
    done += 1;
    return told;
}
const tell = (line) => process.stderr.write(`${JSON.stringify(line)}\n`);

// --- octets --------------------------------------------------------------------------------------

function break_off(line) {
    tell({ did: line.told.do, passed: line.passed });
    if (line.told.do === "hang") return;  // both stay open, and nothing passes any more
    if (line.told.do === "reset") line.near.resetAndDestroy();
    else line.near.destroy();
    line.far.destroy();
}

function carry(from, to, line) {
    let queue = Promise.resolve();
    from.on("data", (piece) => {
        if (line.is_over) return;
        const taken = piece.subarray(0, Math.min(piece.length, line.left - line.passed));
        line.passed += taken.length;
        from.pause();
        const wait = (line.told.ms ?? 0) +
            (line.told.rate ? (taken.length / line.told.rate) * 1000 : 0);
        queue = queue.then(() => new Promise((resolve) => setTimeout(resolve, wait))).then(() => {
            if (taken.length > 0) to.write(taken);
            if (line.passed < line.left) return from.resume();
            if (line.is_over) return undefined;
            line.is_over = true;
            return setTimeout(() => break_off(line), 20);
        });
    });
    from.on("end", () => { queue = queue.then(() => to.end()); });
    from.on("error", () => {});
}

function serve_octets(near) {
    const told = plan();
    if (told.do === "refuse") {
        tell({ did: "refuse" });
        near.resetAndDestroy();
        return;
    }
    const breaks = ["cut", "reset", "hang"].includes(told.do);
    const far = connect({ host: "127.0.0.1", port: Number(option.to), highWaterMark: 4096 });
    const line = { told, near, far, passed: 0, is_over: false,
                   left: breaks ? draw(told.min, told.max) : Infinity };
    for (const socket of [near, far]) socket.setNoDelay(true);
    carry(near, far, line);
    carry(far, near, line);
    near.on("close", () => far.destroy());
    far.on("close", () => { if (!(told.do === "hang" && line.is_over)) near.destroy(); });
}

// --- requests ------------------------------------------------------------------------------------

function forward(request, body) {
    return new Promise((resolve, reject) => {
        const headers = { ...request.headers };
        if (request.method === "POST") headers["content-length"] = body.length;
        const asked = ask({ host: "127.0.0.1", port: Number(option.http), path: request.url,
                            method: request.method, headers }, (answer) => {
            const pieces = [];
            answer.on("data", (piece) => pieces.push(piece));
            answer.on("end", () => resolve({ answer, content: Buffer.concat(pieces) }));
            answer.on("error", reject);
        });
        asked.on("error", reject);
        asked.end(body);
    });
}

const html = "<!doctype html><title>Selamat datang</title><p>Masuk untuk memakai Wi-Fi ini.";
const exchange_type = "application/vnd.luring.exchange";

// What a stranger says without asking the office; false where it is none of those.
function says_itself(told, response) {
    if (told.do === "page") {
        response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html);
    } else if (told.do === "sign_in") {
        response.writeHead(302, { Location: "https://wifi.example/", "Content-Type": "text/html" })
            .end(html);
    } else if (told.do === "busy") {
        response.writeHead(503, { "Content-Type": "application/json", "Retry-After": told.s })
            .end(JSON.stringify({ code: "office_busy", waiting: 4 }));
    } else if (told.do === "huge") {
        response.writeHead(200, { "Content-Type": exchange_type, "Content-Length": 900 * 1024 * 1024 });
        response.write("x");
    } else {
        return false;
    }
    return true;
}

async function serve_request(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const told = request.url.startsWith("/v1/exchange") ? plan() : { do: "pass" };
    tell({ did: told.do, path: request.url.split("?")[0], bytes: body.length });
    if (says_itself(told, response)) return;
    let reply = await forward(request, body);
    if (told.do === "twice") reply = await forward(request, body);
    if (told.do === "lose") {
        request.socket.destroy();
        return;
    }
    response.writeHead(reply.answer.statusCode, reply.answer.headers);
    if (told.do !== "half") {
        response.end(reply.content);
        return;
    }
    response.write(reply.content.subarray(0, reply.content.length / 2));
    setTimeout(() => request.socket.destroy(), 50);
}

function tls_server() {
    const options = { cert: readFileSync(option.cert), key: readFileSync(option.key),
                      maxVersion: option["tls-max"] };
    return createTlsServer(options, (request, response) => {
        serve_request(request, response).catch((error) => {
            tell({ did: "failed", why: String(error) });
            request.socket.destroy();
        });
    });
}

const server = option.http === undefined ? createServer({ highWaterMark: 4096 }, serve_octets)
                                         : tls_server();
server.on("connection", (socket) => socket.on("error", () => {}));
server.on("tlsClientError", () => {});
server.listen(0, "127.0.0.1", () => console.log(`ready ${server.address().port}`));
