// Chance that a seed repeats on every machine (mulberry32).
export class Draw {
    constructor(seed) {
        this.state = seed >>> 0;
    }

    number(min, max) {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return min + (((t ^ (t >>> 14)) >>> 0) % (max - min + 1));
    }

    pick(list) {
        return list[this.number(0, list.length - 1)];
    }
}
