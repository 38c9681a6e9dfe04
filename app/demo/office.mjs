// The office of the story: one `luring-server` with its data folder, started, stopped and killed as
// a machine under a desk is.
import { spawn, execFile } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Astray, must } from "./tell.mjs";

const start_ms_max = 20_000;

export class Office {
    constructor(program, folder, clock) {
        this.program = program;
        this.folder = folder;
        this.clock = clock;
        this.log = `${folder}.log`;
        this.listen = "127.0.0.1:0";
        this.loopback_port = 0;
        this.killed = 0;
    }

    // The administrator's command line; gives the result.
    ask(...words) {
        return new Promise((resolve, reject) => {
            const all = ["--data", this.folder, ...words, "--json"];
            const options = { env: this.clock.environment(), maxBuffer: 64 * 1024 * 1024 };
            execFile(this.program, all, options, (error, out, err) => {
                if (!error) return resolve(JSON.parse(out).result);
                return reject(new Astray(`luring-server ${words.join(" ")}: ${out || err || error}`));
            });
        });
    }

    // Runs on when this program has ended: whoever starts it ends it.
    async start() {
        const ready = `${this.folder}.ready`;
        const [out, err] = [openSync(ready, "w"), openSync(this.log, "a")];
        this.process = spawn(this.program,
            ["--data", this.folder, "run", "--listen", this.listen,
             "--loopback-http", String(this.loopback_port)],
            { env: this.clock.environment(), detached: true, stdio: ["ignore", out, err] });
        for (const file of [out, err]) closeSync(file);
        this.ended = new Promise((resolve) => {
            this.process.once("exit", (code, signal) => resolve({ code, signal }));
        });
        this.process.unref();
        await this.until_ready(ready);
    }

    async until_ready(ready) {
        const end = Date.now() + start_ms_max;
        let has_ended = false;
        this.ended.then(() => { has_ended = true; });
        while (!this.take_addresses(readFileSync(ready, "utf8"))) {
            must(!has_ended && Date.now() < end, `the office did not start, see ${this.log}`);
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }

    // The same again whenever it is started anew: devices know the address.
    take_addresses(text) {
        const told = /^ready (https:\/\/(\S+))$/m.exec(text);
        if (!told) return false;
        const ports = [...readFileSync(this.log, "utf8").matchAll(/"loopback_port":(\d+)/g)];
        [, this.url, this.listen] = told;
        this.loopback_port = Number(ports[ports.length - 1][1]);
        return true;
    }

    async stop() {
        this.process.ref();
        this.process.kill("SIGTERM");
        const { code } = await this.ended;
        must(code === 0, `the office ended with ${code}`);
    }

    async kill() {
        this.process.ref();
        this.process.kill("SIGKILL");
        const { signal } = await this.ended;
        if (signal === "SIGKILL") this.killed += 1;
    }

    get is_running() {
        return this.process !== undefined && this.process.exitCode === null &&
            this.process.signalCode === null;
    }

    // Every entry of the office's log.
    async entries() {
        const all = [];
        for (let from = 1; ;) {
            const told = await this.ask("log", "--from", String(from), "--limit", "500");
            if (told.entries.length === 0) return all;
            all.push(...told.entries);
            from += told.entries.length;
        }
    }
}

export const folder_of_office = (work) => join(work, "kantor");
