// Kills devices and their office with SIGKILL while they work: real processes, TLS and files. The
// moments are drawn from a seed; after the last one everything heals, and then nothing that was
// answered may be lost.
//   node crash.mjs --programs FOLDER --seed N --kills N [--keep FOLDER]
// `--kills`: so many of devices, and so many of the office. Prints PASS or FAIL and the seed.
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Draw } from "../../app/demo/draw.mjs";
import { BreakingLine, moments } from "../../app/demo/line.mjs";
import { PracticeClock, must } from "../../app/demo/tell.mjs";
import { KilledOffice, Laptop } from "./crash_people.mjs";
import { Ledger, heal } from "./crash_ledger.mjs";

const option = { seed: "1", kills: "20" };
for (let i = 2; i + 1 < process.argv.length; i += 2) {
    option[process.argv[i].slice(2)] = process.argv[i + 1];
}
const seed = Number(option.seed);
const kills = Number(option.kills);
const row = "197103121995052001:2:kuantitas";
const minutes_max = 3 + kills / 4;  // a run that stands still is a failure, not a wait
// What a sync may say while its office is being killed.
const missed = ["cut_off", "office_not_found", "office_busy", "office_failed", "not_the_office"];

const world = {};
const ledger = new Ledger();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// ---- an office with a case at its fourth step ---------------------------------------------------

async function enrol(laptop) {
    const { code, fingerprint } = await world.office.ask("enrol", "--officer", laptop.officer);
    const told = await laptop.does("enrol", world.office.url, code, "--fingerprint", fingerprint);
    must(told.state === "counted", `${laptop.name} is not enrolled`);
}

async function open_case({ camat, sekretaris, kasubag }) {
    await kasubag.does("import", "tests/data/data-2026-s1.csv", "--period", "2026-S1");
    await kasubag.does("sync");
    await camat.does("sync");
    await camat.does("case", "open", "--title", "Perbaikan data kinerja");
    await camat.does("sync");
    await camat.does("finding", "add", "1", "--row", row, "--column", "satuan", "--note", "kosong");
    await camat.does("step", "complete", "1", "--step", "1");
    await camat.does("sync");
    await sekretaris.does("sync");
    await sekretaris.does("finding", "confirm", "1", "--all");
    await sekretaris.does("step", "complete", "1", "--step", "2");
    await sekretaris.does("sync");
    await kasubag.does("sync");
    await kasubag.does("units", "1", "--add", "kintom");
    await kasubag.does("step", "complete", "1", "--step", "3");
    await kasubag.does("sync");
}

async function found(work) {
    const { programs } = option;
    world.work = work;
    world.programs = { luring: join(programs, "luring"), server: join(programs, "luring-server") };
    world.clock = new PracticeClock();
    world.office = new KilledOffice(world.programs, join(work, "kantor"), world.clock);
    await world.office.ask("init", "--office", "tests/data/office-kintom.json", "--sop",
        "tests/data/sop-perbaikan-data-kinerja.json", "--origin", "https://kintom.test:8443",
        "--practice");
    await world.office.start();
    const people = { camat: "camat", sekretaris: "sekretaris", kasubag: "kasubag-evlap",
                     ardi: "pelaksana-kintom", hasna: "lurah-kintom", tablet: "pelaksana-kintom" };
    world.laptops = Object.entries(people).map((one) => new Laptop(world, ...one));
    const by_name = Object.fromEntries(world.laptops.map((one) => [one.name, one]));
    for (const laptop of world.laptops) await enrol(laptop);
    await open_case(by_name);
    world.writers = [by_name.ardi, by_name.tablet, by_name.hasna];
    for (const laptop of world.writers) await laptop.does("sync");
    // One of them goes over a line that can pull the plug between the commit and the reply.
    world.line = new BreakingLine({
        get loopback_port() { return world.office.loopback_port; },
        kill: () => world.office.kill(),
        start: () => world.office.start(),
    }, new Draw(seed), work);
    await world.line.open();
    await by_name.hasna.does("address", world.line.url, "--ca", world.line.certificate);
}

// ---- devices ------------------------------------------------------------------------------------

function ending(laptop, draw, word) {
    if (world.device_kills >= kills || draw.number(0, 2) === 0) return undefined;
    return draw.number(0, 1) === 0 ? laptop.kill_at_any_moment(draw, word)
                                   : laptop.kill_at_a_write(draw);
}

async function correct(laptop, draw) {
    const value = `${draw.number(10, 49)},${draw.number(1, 9)}`;
    const words = ["correct", "1", "--row", row, "--column", "realisasi", "--value", value,
                   "--reason", `ralat contoh ${laptop.name} ${draw.number(0, 1e9)}`];
    const told = await laptop.ask(words, ending(laptop, draw, "correct"));
    const was_answered = ledger.note_answer(laptop, told);
    if (!told.was_killed) {
        must(told.status <= 1, `${laptop.name}: correct: ${told.code} ${told.message}`);
        return;
    }
    world.device_kills += 1;
    const fresh = ledger.note_waiting(laptop, await laptop.waiting());
    ledger.tally(was_answered ? "device: writing, answered"
                              : `device: writing, ${fresh > 0 ? "after" : "before"} the commit`);
}

async function sync(laptop, draw) {
    const before = await laptop.waiting();
    const told = await laptop.ask(["sync"], ending(laptop, draw, "sync"));
    ledger.note_sync(laptop, told);
    if (!told.was_killed) {
        must(told.status === 0 || missed.includes(told.code),
            `${laptop.name}: sync: ${told.code} ${told.message} ${JSON.stringify(told.result)}`);
        return;
    }
    world.device_kills += 1;
    const after = await laptop.waiting();
    const lost = after.filter((act) => !before.includes(act));
    must(lost.length === 0, `${laptop.name}: a sync made acts: ${lost}`);
    const taken = after.length < before.length ? "after" : "before";
    ledger.tally(`device: meeting, ${taken} receipts were kept`);
}

async function work_at(laptop, draw) {
    while (!world.is_over()) {
        for (let i = draw.number(0, 2); i >= 0; --i) await correct(laptop, draw);
        await sync(laptop, draw);
    }
}

// ---- the office ---------------------------------------------------------------------------------

// An administrator's command while the office dies: answered and in the log, or not answered.
function write_unit() {
    world.units += 1;
    return world.office.ask("unit", "add", `contoh-${world.units}`, "--name",
        `Desa Contoh ${world.units}`, "--kind", "kelurahan").then(
        (told) => ledger.note_office(told), () => {});
}

// Over the line: the next exchange it carries is the one.
function kill_at_an_exchange(moment) {
    return world.office.in_turn(async () => {
        const before = world.line.repairs;
        world.line.break_at(moment);
        while (world.line.repairs === before) {
            must(!world.has_failed, "given up");
            await pause(10);
        }
    });
}

async function kill_office(draw) {
    for (let i = 0; world.office_kills < kills && !world.has_failed; ++i) {
        if (i % 2 === 0) {
            const moment = moments[(i / 2) % moments.length];
            await kill_at_an_exchange(moment);
            ledger.tally(`office: exchange ${moment}`);
        } else {
            const has_command = draw.number(0, 2) === 0;
            await world.office.die(draw.number(0, has_command ? 60 : 600),
                has_command ? write_unit : undefined);
            ledger.tally(has_command ? "office: at a command" : "office: at any moment");
        }
        world.office_kills += 1;
    }
}

async function run() {
    Object.assign(world, { device_kills: 0, office_kills: 0, units: 0, has_failed: false });
    const end = Date.now() + minutes_max * 60_000;
    world.is_over = () => {
        must(Date.now() < end, "it does not come to an end");
        return world.has_failed || (world.device_kills >= kills && world.office_kills >= kills);
    };
    const lanes = [...world.writers.map((laptop, i) => work_at(laptop, new Draw(seed * 16 + i))),
                   kill_office(new Draw(seed * 16 + 15))];
    const ended = await Promise.allSettled(lanes.map((lane) => lane.catch((error) => {
        world.has_failed = true;
        throw error;
    })));
    const failed = ended.filter((one) => one.status === "rejected" &&
                                         one.reason.message !== "given up");
    if (failed.length > 0) throw failed[0].reason;
}

// Kills that all fall on one side of the commit prove little.
function check_spread() {
    const wanted = ["device: writing, before the commit", "device: writing, after the commit",
                    "device: meeting, before receipts were kept",
                    ...moments.map((moment) => `office: exchange ${moment}`)];
    for (const moment of wanted) must(ledger.moments[moment] > 0, `no kill at: ${moment}`);
}

const work = option.keep ?? mkdtempSync(join(tmpdir(), "luring-crash-"));
mkdirSync(work, { recursive: true });
let is_well = true;
try {
    await found(work);
    await run();
    const entries = await heal(world, ledger);
    if (kills >= 20) check_spread();
    console.log(JSON.stringify({ seed, entries, answered: ledger.answered.size,
        recorded: ledger.recorded.size, receipts: ledger.receipts.size,
        by_office: ledger.of_office.size, moments: ledger.moments }));
    console.log(`PASS server/crash seed ${seed}: ${kills} kills of devices and ${kills} of the ` +
                "office lose nothing");
} catch (error) {
    is_well = false;
    console.log(`FAIL server/crash seed ${seed}: ${error.message.replaceAll("\n", " ")}`);
    console.log(JSON.stringify(ledger.moments));
}
world.line?.close();
if (world.office?.is_running) await world.office.kill();
if (!option.keep) rmSync(work, { recursive: true, force: true });
process.exit(is_well ? 0 : 1);
