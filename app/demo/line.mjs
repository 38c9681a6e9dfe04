// A line to the office with a person beside it who pulls the office's plug: it reads requests and
// replies whole, and so can kill the server between the durable commit and the reply.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";

// When the plug is pulled: before the office hears the request, while it works on it, or when it
// has answered and the answer is still on its way.
export const moments = ["asked", "underway", "answered"];

const work_ms_max = 12;  // some requests are answered by then, others are not

export class BreakingLine {
    constructor(office, draw, folder) {
        this.office = office;
        this.draw = draw;
        this.certificate = join(folder, "jalur.pem");
        this.key = join(folder, "jalur.key");
        this.moment = undefined;
        this.restarted = Promise.resolve();
        this.repairs = 0;
    }

    async open() {
        execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", "-subj", "/CN=Jalur latihan",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", this.key, "-out",
            this.certificate], { stdio: "ignore" });
        const options = { cert: readFileSync(this.certificate), key: readFileSync(this.key) };
        this.server = createServer(options, (request, response) => {
            this.carry(request, response).catch(() => request.socket.destroy());
        });
        this.server.on("tlsClientError", () => {});
        await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
        this.url = `https://127.0.0.1:${this.server.address().port}`;
    }

    close() {
        this.server?.close();
        this.server?.closeAllConnections();
    }

    // The next exchange is the one.
    break_at(moment) {
        this.moment = moment;
    }

    async carry(request, response) {
        const pieces = [];
        for await (const piece of request) pieces.push(piece);
        await this.restarted;
        const is_exchange = request.url.startsWith("/v1/exchange");
        const moment = is_exchange ? this.moment : undefined;
        if (moment !== undefined) this.moment = undefined;
        if (moment === "asked") return this.pull_the_plug(request);
        const answered = this.forward(request, Buffer.concat(pieces));
        if (moment === "underway") {
            const wait = this.draw.number(0, work_ms_max);
            answered.catch(() => {});
            await new Promise((resolve) => setTimeout(resolve, wait));
            return this.pull_the_plug(request);
        }
        const reply = await answered;
        if (moment === "answered") return this.pull_the_plug(request);
        response.writeHead(reply.status, reply.headers);
        return response.end(reply.content);
    }

    forward(request, body) {
        return new Promise((resolve, reject) => {
            const headers = { ...request.headers };
            if (request.method === "POST") headers["content-length"] = body.length;
            const asked = ask({ host: "127.0.0.1", port: this.office.loopback_port,
                                path: request.url, method: request.method, headers,
                                agent: false }, (reply) => {
                const pieces = [];
                reply.on("data", (piece) => pieces.push(piece));
                reply.on("error", reject);
                reply.on("end", () => resolve({ status: reply.statusCode, headers: reply.headers,
                                                content: Buffer.concat(pieces) }));
            });
            asked.on("error", reject);
            asked.end(body);
        });
    }

    async pull_the_plug(request) {
        let is_up;
        this.restarted = new Promise((resolve) => { is_up = resolve; });
        await this.office.kill();
        request.socket.destroy();
        await this.office.start();
        this.repairs += 1;
        is_up();
    }
}
