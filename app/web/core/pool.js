// Named files in a fixed number of handles that are open already. A handle has the calls of
// FileSystemSyncAccessHandle: read, write, truncate, flush, getSize. The first block of each says
// which file it holds, and is written last:
//
//   magic 4 | checksum of what follows 4 | generation 4 | whole 1 | name length 1 | name
//   then, where `whole`: length 4 and checksum 4 of a content that is replaced as a whole
//
// A block that does not check is a free handle: it was torn while a file was made, or wiped.

export const header_bytes = 4096;
const magic = 0x4c757231;
const failed = -1;
const full = -2;

export function checksum(octets) {
    let sum = 0x811c9dc5; // FNV-1a
    for (const octet of octets) sum = Math.imul(sum ^ octet, 0x01000193);
    return sum >>> 0;
}

const code_of = (error) => (error?.name === "QuotaExceededError" ? full : failed);

export class Pool {
    constructor(handles) {
        this.slots = handles.map((handle) => ({ handle, name: null, generation: 0 }));
        this.failures = []; // of handles, for whoever looks after an answer "disk_failed"
        for (const slot of this.slots) this.#look(slot);
        this.#drop_older();
    }

    names() {
        return this.slots.filter((slot) => slot.name !== null).map((slot) => slot.name);
    }

    find(name) {
        return this.slots.findIndex((slot) => slot.name === name);
    }

    create(name) {
        return this.#safely(() => {
            const at = this.find(null);
            if (at < 0) return failed;
            this.slots[at].handle.truncate(header_bytes);
            this.#claim(this.slots[at], name, 1, null);
            return at;
        });
    }

    remove(at) {
        return this.#safely(() => {
            const slot = this.slots[at];
            this.#write_all(slot.handle, new Uint8Array(16), 0);
            slot.handle.flush();
            slot.name = null;
            slot.handle.truncate(header_bytes);
            return 0;
        });
    }

    read(at, to, offset) {
        return this.#safely(() => this.slots[at].handle.read(to, { at: header_bytes + offset }));
    }

    write(at, from, offset) {
        return this.#safely(() => {
            this.#write_all(this.slots[at].handle, from, header_bytes + offset);
            return from.length;
        });
    }

    truncate(at, size) {
        return this.#safely(() => {
            this.slots[at].handle.truncate(header_bytes + size);
            return 0;
        });
    }

    flush(at) {
        return this.#safely(() => {
            this.slots[at].handle.flush();
            return 0;
        });
    }

    size(at) {
        return this.#safely(() => Math.max(0, this.slots[at].handle.getSize() - header_bytes));
    }

    // Into another handle; the one that had the name is free when the new one is safe.
    replace(name, content) {
        return this.#safely(() => {
            const before = this.find(name);
            const at = this.find(null);
            if (at < 0) return failed;
            const { handle } = this.slots[at];
            handle.truncate(header_bytes);
            this.#write_all(handle, content, header_bytes);
            handle.flush();
            const generation = before < 0 ? 1 : this.slots[before].generation + 1;
            this.#claim(this.slots[at], name, generation, content);
            return before < 0 ? 0 : this.remove(before);
        });
    }

    close() {
        for (const { handle } of this.slots) handle.close();
    }

    #safely(work) {
        try {
            return work();
        } catch (error) {
            this.failures.push(String(error));
            return code_of(error);
        }
    }

    #write_all(handle, octets, at) {
        if (handle.write(octets, { at }) === octets.length) return;
        throw new DOMException("short write", "QuotaExceededError");
    }

    #claim(slot, name, generation, content) {
        const letters = new TextEncoder().encode(name);
        const block = new Uint8Array(18 + letters.length + 8);
        const view = new DataView(block.buffer);
        view.setUint32(0, magic);
        view.setUint32(8, generation);
        view.setUint8(12, content === null ? 0 : 1);
        view.setUint8(13, letters.length);
        block.set(letters, 14);
        if (content !== null) {
            view.setUint32(14 + letters.length, content.length);
            view.setUint32(18 + letters.length, checksum(content));
        }
        view.setUint32(4, checksum(block.subarray(8)));
        this.#write_all(slot.handle, block, 0);
        slot.handle.flush();
        slot.name = name;
        slot.generation = generation;
    }

    #look(slot) {
        const head = new Uint8Array(14);
        if (slot.handle.read(head, { at: 0 }) < head.length) return;
        const view = new DataView(head.buffer);
        if (view.getUint32(0) !== magic) return;
        const length = head[13];
        const block = new Uint8Array(18 + length + 8);
        slot.handle.read(block, { at: 0 });
        if (checksum(block.subarray(8)) !== view.getUint32(4)) return;
        const rest = new DataView(block.buffer, 14 + length);
        const is_whole = head[12] === 1;
        if (is_whole && !this.#holds(slot.handle, rest.getUint32(0), rest.getUint32(4))) return;
        slot.name = new TextDecoder().decode(block.subarray(14, 14 + length));
        slot.generation = view.getUint32(8);
    }

    #holds(handle, length, sum) {
        const content = new Uint8Array(length);
        return handle.read(content, { at: header_bytes }) === length && checksum(content) === sum;
    }

    // Two of one name: a replacement was cut off after the new one was safe.
    #drop_older() {
        for (const slot of this.slots) {
            const newer = (other) => other.name === slot.name && other.generation > slot.generation;
            if (slot.name !== null && this.slots.some(newer)) this.remove(this.slots.indexOf(slot));
        }
    }
}
