// Processes that are killed: a device is a folder and one `luring` after the other, the office one
// `luring-server`. What they printed goes to the ledger; nothing here looks into their files.
import { spawn } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { Office } from "../../app/demo/office.mjs";
import { Astray, must } from "../../app/demo/tell.mjs";

const aftermath_ms_max = 4;  // between a write that was seen and the kill
const wal_bytes_usual = 60_000;  // of one command

function look_at(file) {
    const found = statSync(file, { throwIfNoEntry: false });
    return { size: found?.size ?? 0, at: found?.mtimeMs ?? 0 };
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// What a process printed, as far as it came.
function document_in(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

export class Laptop {
    constructor(world, name, officer) {
        this.world = world;
        this.name = name;
        this.officer = officer;
        this.folder = `${world.work}/${name}`;
        this.passphrase_file = `${this.folder}.kata-sandi`;
        this.usual_ms = { correct: 200, sync: 400 };
        writeFileSync(this.passphrase_file, `sandi ${name} contoh\n`, { mode: 0o600 });
    }

    // One process; `end` may kill it. Gives the document, if it was printed, and how it ended.
    ask(words, end) {
        const all = ["--data", this.folder, "--passphrase-file", this.passphrase_file, ...words,
                     "--json"];
        const began = Date.now();
        const child = spawn(this.world.programs.luring, all,
            { env: this.world.clock.environment(), stdio: ["ignore", "pipe", "pipe"] });
        let out = "";
        let err = "";
        child.stdout.on("data", (piece) => { out += piece; });
        child.stderr.on("data", (piece) => { err += piece; });
        let is_over = false;
        if (end) end(child, () => is_over);
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (status, signal) => {
                is_over = true;
                const told = document_in(out);
                if (signal === null && told === undefined) {
                    reject(new Astray(`${this.name}: ${words.join(" ")}: no document, ended with ` +
                                      `${status}: ${out}${err}`));
                }
                if (signal === null) this.note_time(words[0], Date.now() - began);
                resolve({ ...told, status, was_killed: signal === "SIGKILL" });
            });
        });
    }

    // Slow ones count more: a kill planned for later than the end is none.
    note_time(word, ms) {
        const usual = this.usual_ms[word];
        if (usual !== undefined) this.usual_ms[word] = (3 * usual + Math.min(ms, 2 * usual)) / 4;
    }

    async does(...words) {
        const told = await this.ask(words);
        must(told.status === 0, `${this.name}: luring ${words.join(" ")}: ${told.code} ` +
                                `${told.message}`);
        return told.result;
    }

    // At any moment of what it usually takes.
    kill_at_any_moment(draw, word) {
        const ms = draw.number(0, Math.round(this.usual_ms[word]));
        return (child) => {
            const timer = setTimeout(() => child.kill("SIGKILL"), ms);
            child.once("exit", () => clearTimeout(timer));
        };
    }

    // When its files show that it is writing: within the commit, or when the head is kept after it.
    kill_at_a_write(draw) {
        const files = ["replica.db-wal", "heads"].map((name) => `${this.folder}/${name}`);
        const ms = draw.number(0, aftermath_ms_max);
        const at_head = draw.number(0, 1) === 0;
        const bytes = draw.number(1, wal_bytes_usual);
        const [, head_before] = files.map(look_at);
        const is_time = ([log, head]) => (at_head ? head.at !== head_before.at : log.size >= bytes);
        return (child, is_over) => {
            const look = () => {
                if (is_over()) return;
                if (!is_time(files.map(look_at))) setImmediate(look);
                else if (ms === 0) child.kill("SIGKILL");
                else setTimeout(() => child.kill("SIGKILL"), ms);
            };
            look();
        };
    }

    // Ids of what is here alone.
    async waiting() {
        const { acts } = await this.does("outbox");
        return acts.map((one) => one.act);
    }
}

// The office whose plug is pulled. Who asks or starts it waits for the one before: a command that
// finds no server running opens the folder itself, and then the server could not.
export class KilledOffice extends Office {
    constructor(programs, folder, clock) {
        super(programs.server, folder, clock);
        this.turn = Promise.resolve();
    }

    in_turn(work) {
        const done = this.turn.then(work);
        this.turn = done.catch(() => {});
        return done;
    }

    asked(...words) {
        return this.in_turn(() => this.ask(...words));
    }

    // Kills and starts again; `meanwhile` runs while it is being killed, and is waited for.
    die(ms, meanwhile) {
        return this.in_turn(async () => {
            const other = meanwhile ? meanwhile() : undefined;
            await pause(ms);
            await this.kill();
            await other;
            await this.start();
        });
    }
}
