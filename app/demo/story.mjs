// The story's people, its office and what is counted on the way. The scenes are in the files
// beside: scenes_correction.mjs (steps 1 to 4) and scenes_approval.mjs (steps 5 to 9).
import { mkdirSync } from "node:fs";
import { Device } from "./device.mjs";
import { Draw } from "./draw.mjs";
import { BreakingLine, moments } from "./line.mjs";
import { Office, folder_of_office } from "./office.mjs";
import { PracticeClock, must, remark, say } from "./tell.mjs";

// Row keys: NIP, indicator, aspect. In the office's file, one of each kelurahan.
export const patrol = "197103121995052001:2:kuantitas";   // Kintom: a target without its unit
export const reports = "197301131997071002:2:kuantitas";  // Mendono: a hundred times the target

const working_meetings = 20;  // in which something is sent: no story has fewer

// What it has not taken it refused, or keeps aside for somebody to look at.
export function is_taken({ outcome }) {
    return outcome === "applied" || outcome === "applied_with_conflict";
}

// When the office's plug is pulled: twice, once of them after the commit and before the reply.
class Weather {
    constructor(draw) {
        const middle = working_meetings / 2;
        this.kills = [{ at: draw.number(2, middle), moment: draw.pick(moments) },
                      { at: draw.number(middle + 1, working_meetings), moment: "answered" }];
        this.meetings = 0;
    }

    async moment_for(device) {
        const { pending } = await device.does("status");
        if (pending.acts === 0) return undefined;
        this.meetings += 1;
        return this.kills.find((kill) => kill.at === this.meetings)?.moment;
    }
}

export class Story {
    constructor(work, programs, seed) {
        mkdirSync(work, { recursive: true });
        this.work = work;
        this.program = programs.luring;
        this.draw = new Draw(seed);
        this.clock = new PracticeClock();
        this.office = new Office(programs.server, folder_of_office(work), this.clock);
        this.line = new BreakingLine(this.office, this.draw, work);
        this.weather = new Weather(this.draw);
        this.refused = [];
        // What is read from paper, other in every story.
        this.recap = `${this.draw.number(40, 47)},${this.draw.number(0, 9)}`;
        this.book = String(this.draw.number(49, 53));
        this.mended = `${this.draw.number(40, 47)},5${this.draw.number(1, 9)}`;
        this.late = `${this.draw.number(40, 47)},7${this.draw.number(1, 9)}`;
        const device = (...words) => new Device(this, ...words);
        this.camat = device("camat", "camat", "Laptop Pak Ruslan");
        this.sekretaris = device("sekretaris", "sekretaris", "Laptop Bu Nurhayati");
        this.kasubag = device("kasubag-evlap", "kasubag-evlap", "Laptop Bu Dewi");
        this.saiful = device("lurah-mendono", "lurah-mendono", "HP Pak Saiful");
        this.mira = device("pelaksana-mendono", "pelaksana-mendono", "HP Mira");
        this.hasna = device("lurah-kintom", "lurah-kintom", "HP Bu Hasna");
        this.ardi = device("pelaksana-kintom", "pelaksana-kintom", "HP Ardi");
        this.mira_anew = device("pelaksana-mendono-baru", "pelaksana-mendono", "HP baru Mira");
    }

    get devices() {
        return [this.camat, this.sekretaris, this.kasubag, this.saiful, this.mira, this.hasna,
                this.ardi, this.mira_anew];
    }

    note_sent(device, sent) {
        for (const one of sent) {
            if (is_taken(one)) continue;
            this.refused.push({ code: one.why?.code ?? "", reason: one.reason,
                                outcome: one.outcome, by: device.officer });
        }
    }

    tell_of_kill(device, moment, result) {
        const told = {
            asked: ["sebelum permintaan sampai", "before the request arrived"],
            underway: ["selagi kantor bekerja", "while it was at work"],
            answered: ["sesudah dicatat, sebelum jawabannya sampai",
                       "after the commit, before the reply arrived"],
        }[moment];
        say(`Listrik kantor padam (SIGKILL) ${told[0]}; ${device.title} mencoba lagi sendiri.`,
            `The office's machine was killed ${told[1]}; the device tried again by itself.`);
        remark(`${result.sent.length} terkirim, tanda terima ${
            [...new Set(result.sent.map((one) => one.receipt))].join(", ")}`);
    }

    async meet(...devices) {
        for (const device of devices) await device.meets();
    }
}

// ---- the office, and seven devices ----------------------------------------------------------------

export async function found(story) {
    const { office } = story;
    say("LATIHAN. Kecamatan Kintom: mesin kantor dinyalakan.",
        "Practice. The office's machine is switched on.");
    await office.ask("init", "--office", "tests/data/office-kintom.json", "--sop",
        "tests/data/sop-perbaikan-data-kinerja.json", "--origin", "https://kintom.test:8443",
        "--practice");
    await office.start();
    await story.line.open();
    remark(office.url);
}

async function invited(story, device, is_known) {
    const { code, fingerprint } = await story.office.ask("enrol", "--officer", device.officer);
    const words = is_known ? ["--fingerprint", fingerprint] : [];
    return device.enrols(story.office.url, code, ...words);
}

export async function enrol_all(story) {
    say("Tujuh perangkat didaftarkan; yang mengetik kode mencocokkan empat kata.",
        "Seven devices are enrolled; whoever types the code compares four words.");
    for (const device of [story.camat, story.kasubag, story.saiful, story.mira, story.hasna,
                          story.ardi]) {
        const told = await invited(story, device, true);
        must(told.state === "counted" && told.missed === null, `${device.name} is not enrolled`);
    }
    const { sekretaris, office } = story;
    const waiting = await invited(story, sekretaris, false);
    const { waiting: at_office } = await office.ask("devices");
    must(waiting.state === "waiting" && at_office[0].words === waiting.words,
        "both screens show the same words");
    remark(waiting.words);
    await office.ask("confirm", waiting.device);
    sekretaris.count(await sekretaris.does("enrol", office.url));
}

// Mira's new phone, in the middle of it.
export async function enrol_anew(story) {
    const told = await invited(story, story.mira_anew, true);
    must(told.state === "counted", "the new phone is not enrolled");
}
