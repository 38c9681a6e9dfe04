// What the demo says, what it takes for granted, and the clock of its practice week.

export function say(indonesian, english) {
    console.log(`\n${indonesian}\n   (${english})`);
}

export function remark(text) {
    console.log(`   -> ${text}`);
}

// The story did not come out.
export class Astray extends Error {}

export function must(is_so, what) {
    if (!is_so) throw new Astray(what);
}

const day_ms = 24 * 3600 * 1000;

// Today at first, and set ahead overnight. The programs take it from their environment, in practice
// offices only.
export class PracticeClock {
    constructor() {
        this.ahead_ms = 0;
    }

    next_day() {
        this.ahead_ms += day_ms;
    }

    environment() {
        const now = new Date(Date.now() + this.ahead_ms);
        return { ...process.env, LURING_CLOCK: now.toISOString().replace(/\.\d+Z$/, "Z") };
    }
}
