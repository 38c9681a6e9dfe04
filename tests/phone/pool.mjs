// A file that is replaced as a whole is the old one or the new one, wherever the power goes: on the
// disk that forgets, at each of its operations, with three kinds of loss.
import { Pool } from "../../app/web/core/pool.js";
import { ForgetfulDisk, losses } from "./forgetful.mjs";

const name = "/luring/keys";
const before = new Uint8Array(5000).fill(1);
const after = new Uint8Array(9000).fill(2);

class Unflushed extends Pool {
    constructor(handles) {
        super(handles);
        for (const { handle } of this.slots) handle.flush = () => {};
    }
}

function content_of(pool) {
    const at = pool.find(name);
    if (at < 0) return null;
    const content = new Uint8Array(pool.size(at));
    pool.read(at, content, 0);
    return content;
}

const is_same = (one, other) => one !== null && one.length === other.length &&
    one.every((octet, i) => octet === other[i]);

// Whether the power went before the answer, and what is there afterwards.
function cut_at(operations, keeps, Kind) {
    const disk = new ForgetfulDisk(4);
    const first = new Pool(disk.handles);
    first.replace(name, before);
    const pool = new Kind(disk.handles);
    disk.cut_power_after(operations);
    const is_acknowledged = pool.replace(name, after) === 0;
    const is_whole = disk.left > 0;
    for (const handle of disk.handles) delete handle.flush;
    disk.crash(keeps);
    return { is_acknowledged, is_whole, content: content_of(new Pool(disk.handles)) };
}

// What was not as it must be.
function cut_everywhere(Kind) {
    const wrong = [];
    for (const [loss, keeps] of losses) {
        for (let at = 1; ; at += 1) {
            const { is_acknowledged, is_whole, content } = cut_at(at, keeps(at), Kind);
            const is_new = is_same(content, after);
            const is_well = is_acknowledged ? is_new : is_new || is_same(content, before);
            if (!is_well) wrong.push(`${loss} at ${at}`);
            if (is_whole) break;
        }
    }
    return wrong;
}

const wrong = cut_everywhere(Pool);
console.log(wrong.length === 0 ? "PASS phone/a file is the old one or the new one"
    : `FAIL phone/a file is the old one or the new one: ${wrong.join(", ")}`);
const noticed = cut_everywhere(Unflushed);
console.log(noticed.length > 0 ? "PASS phone/a pool that does not flush its files is noticed"
    : "FAIL phone/a pool that does not flush its files is noticed: nothing was lost");
process.exitCode = wrong.length === 0 && noticed.length > 0 ? 0 : 1;
