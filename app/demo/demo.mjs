// One SOP from the finding to the signature by real processes: an office server, and for each
// officer a home folder and `luring` processes that meet the office at different times. Prints what
// happens in Indonesian with an English gloss, and closes with one line of JSON.
//   node app/demo/demo.mjs [--once] [--keep DIR] [--seed S]
// --once ends the office too; without it it runs on. Fails where the story fails.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { check_figures, figures_of } from "./figures.mjs";
import { correct_late, recapitulate, review, sign } from "./scenes_approval.mjs";
import { correct_apart, examine, lose_phone, restore_phone } from "./scenes_correction.mjs";
import { Story, enrol_all, found } from "./story.mjs";
import { Astray, say } from "./tell.mjs";

const usage = "usage: demo.mjs [--once] [--keep DIR] [--seed S]";

function options_from(words) {
    const options = { once: false, keep: "", seed: 1 };
    for (let i = 0; i < words.length; i += 1) {
        if (words[i] === "--once") options.once = true;
        else if (words[i] === "--keep" && words[i + 1]) options.keep = resolve(words[i += 1]);
        else if (words[i] === "--seed" && /^\d{1,9}$/.test(words[i + 1] ?? "")) {
            options.seed = Number(words[i += 1]);
        } else {
            console.error(usage);
            process.exit(2);
        }
    }
    return options;
}

async function tell(story) {
    await found(story);
    await enrol_all(story);
    await examine(story);
    await correct_apart(story);
    await restore_phone(story);
    await lose_phone(story);
    await review(story);
    await recapitulate(story);
    await correct_late(story);
    await sign(story);
    const figures = await figures_of(story);
    say("Berkas selesai. Semua data sudah diterima kantor.",
        "The case is done; the office has it all.");
    return figures;
}

function leave_running({ office, work, program }) {
    say(`Kantor tetap menyala di ${office.url}; datanya di ${work}.`,
        "The office runs on; ask for yourself, for example:");
    console.log(`   ${program} --data ${work}/camat --passphrase-file ${
        work}/camat.kata-sandi case show 1`);
    console.log(`   ${office.program} --data ${office.folder} devices`);
    console.log(`   kill ${office.process.pid}    # matikan kantor / stops the office`);
}

async function run(options) {
    const work = options.keep || mkdtempSync(join(tmpdir(), "luring-demo-"));
    const folder = process.env.LURING_PROGRAMS ?? "build/release";
    const programs = { luring: join(folder, "luring"), server: join(folder, "luring-server") };
    const story = new Story(work, programs, options.seed);
    let is_told = false;
    try {
        const figures = await tell(story);
        check_figures(figures);
        is_told = true;
        if (!options.once) leave_running(story);
        console.log(`\n${JSON.stringify(figures)}`);
    } catch (error) {
        if (!(error instanceof Astray)) throw error;
        console.error(`demo: ${error.message} (seed ${options.seed}, ${work})`);
        process.exitCode = 1;
    } finally {
        story.line.close();
        if (story.office.is_running && (options.once || !is_told)) await story.office.stop();
        if (options.once && !options.keep && is_told) rmSync(work, { recursive: true });
    }
}

process.chdir(join(dirname(fileURLToPath(import.meta.url)), "..", ".."));
await run(options_from(process.argv.slice(2)));
