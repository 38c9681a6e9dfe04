// A disk of handles as a browser gives them, that forgets at a crash what was not flushed. Killing
// a browser proves nothing: the machine's page cache survives it.

class Handle {
    constructor(disk) {
        this.disk = disk;
        this.now = new Uint8Array();
        this.kept = this.now;
        this.since = []; // changes since the last flush, each a function of the content before
    }

    read(to, { at }) {
        this.disk.expect_power();
        const piece = this.now.subarray(at, at + to.length);
        to.set(piece);
        return piece.length;
    }

    write(from, { at }) {
        const octets = from.slice();
        this.#change((content) => {
            const longer = new Uint8Array(Math.max(content.length, at + octets.length));
            longer.set(content);
            longer.set(octets, at);
            return longer;
        });
        return octets.length;
    }

    truncate(size) {
        this.#change((content) => {
            const other = new Uint8Array(size);
            other.set(content.subarray(0, size));
            return other;
        });
    }

    flush() {
        this.disk.use_power();
        this.kept = this.now;
        this.since = [];
    }

    getSize() {
        return this.now.length;
    }

    close() {}

    // `keeps`: of each change since the last flush, whether it arrived all the same.
    crash(keeps) {
        for (const change of this.since) if (keeps()) this.kept = change(this.kept);
        this.now = this.kept;
        this.since = [];
    }

    #change(change) {
        this.disk.use_power();
        this.now = change(this.now);
        this.since.push(change);
    }
}

export class ForgetfulDisk {
    constructor(handles) {
        this.handles = Array.from({ length: handles }, () => new Handle(this));
        this.left = Infinity;
        this.used = 0;
    }

    // The n-th change or flush from now fails, and everything after it.
    cut_power_after(operations) {
        this.left = operations;
    }

    expect_power() {
        if (this.left <= 0) throw new Error("no power");
    }

    use_power() {
        this.expect_power();
        this.left -= 1;
        this.used += 1;
    }

    crash(keeps) {
        this.left = Infinity;
        for (const handle of this.handles) handle.crash(keeps);
    }

    copy() {
        const disk = new ForgetfulDisk(0);
        disk.handles = this.handles.map((one) => {
            const handle = new Handle(disk);
            handle.now = one.now;
            handle.kept = one.kept;
            handle.since = [...one.since];
            return handle;
        });
        return disk;
    }
}

// A small random number of our own: the same runs every time.
function draw_from(seed) {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 31 === 1;
    };
}

// Of each change that was not flushed, whether it arrived all the same.
export const losses = [["all", () => () => false], ["none", () => () => true], ["some", draw_from]];
