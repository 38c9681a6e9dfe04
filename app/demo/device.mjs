// One officer's phone or laptop: a home folder of its own, and a `luring` process for each thing
// that is done there.
import { execFile } from "node:child_process";
import { cp, rename, rm, writeFile } from "node:fs/promises";
import { Astray, must } from "./tell.mjs";

export class Device {
    constructor(story, name, officer, title) {
        this.story = story;
        this.name = name;
        this.officer = officer;
        this.title = title;
        this.folder = `${story.work}/${name}`;
        this.passphrase_file = `${this.folder}.kata-sandi`;
        this.bytes_up = 0;
        this.bytes_down = 0;
        this.is_revoked = false;
    }

    // One process; gives the document it printed and its exit code.
    ask(...words) {
        const all = ["--data", this.folder, "--passphrase-file", this.passphrase_file, ...words,
                     "--json"];
        const options = { env: this.story.clock.environment(), maxBuffer: 64 * 1024 * 1024 };
        return new Promise((resolve, reject) => {
            const child = execFile(this.story.program, all, options, (error, out, err) => {
                try {
                    resolve({ status: child.exitCode, ...JSON.parse(out) });
                } catch {
                    reject(new Astray(`${this.name}: luring ${words.join(" ")}: ${error} ${err}`));
                }
            });
        });
    }

    // What has to go well; gives the result.
    async does(...words) {
        const told = await this.ask(...words);
        must(told.status === 0, `${this.name}: luring ${words.join(" ")}: ${told.message}`);
        return told.result;
    }

    // What has to be refused at once, before anything is recorded.
    async is_refused(reason, ...words) {
        const told = await this.ask(...words);
        must(told.status === 1 && told.code === reason,
            `${this.name}: luring ${words.join(" ")} was not refused as ${reason}: ${told.message}`);
        return told.message;
    }

    async enrols(...words) {
        await writeFile(this.passphrase_file, `sandi ${this.name} contoh\n`, { mode: 0o600 });
        return this.count(await this.does("enrol", ...words, "--name", this.title));
    }

    count(result) {
        this.bytes_up += result.bytes_up ?? 0;
        this.bytes_down += result.bytes_down ?? 0;
        return result;
    }

    // A meeting with the office. Some go over a line that breaks, and the office with it.
    async meets() {
        const moment = await this.story.weather.moment_for(this);
        if (moment === undefined) return this.met(await this.ask("sync"));
        const { line, office } = this.story;
        await this.does("address", line.url, "--ca", line.certificate);
        const repairs = line.repairs;
        line.break_at(moment);
        const told = await this.ask("sync");
        must(line.repairs === repairs + 1, "the office was to be killed, and was not");
        const result = this.met(told);
        must(result.repeats >= 1, "the line broke, and nobody noticed");
        await this.does("address", office.url);
        this.story.tell_of_kill(this, moment, result);
        return result;
    }

    met(told) {
        must(told.status === 0, `${this.name}: sync: ${told.message}`);
        const result = this.count(told.result);
        must(result.state_root_equal !== false, `${this.name}: the office counts otherwise`);
        must(result.held.length === 0, `${this.name}: the office holds back a feed`);
        this.last = result;
        this.story.note_sent(this, result.sent);
        return result;
    }

    // A meeting of a device that the office has revoked: it hands in, and is told.
    async hands_in() {
        const told = await this.ask("sync");
        must(told.code === "device_disabled", `${this.name}: revoked and not told: ${told.message}`);
        this.count(told.result);
        return told;
    }

    async copy_to(folder) {
        await rm(folder, { recursive: true, force: true });
        await cp(this.folder, folder, { recursive: true });
    }

    async restore_from(folder) {
        await rename(this.folder, `${this.folder}.rusak`);
        await cp(folder, this.folder, { recursive: true });
    }
}
