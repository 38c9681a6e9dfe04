// The checker of the crash runs. It knows what commands printed, and holds it against what the
// office's log and the devices say in the end. Apart from production code and what was killed.
import { must } from "../../app/demo/tell.mjs";

const syncs_max = 8;  // until a queue drains once nothing is killed any more

export class Ledger {
    constructor() {
        this.answered = new Map();   // act: who was told that it is recorded
        this.recorded = new Map();   // act: found in an outbox after a kill, told to nobody
        this.receipts = new Map();   // act: what a sync printed of it
        this.of_office = new Map();  // act: what an administrator's command printed
        this.moments = {};
    }

    tally(moment) {
        this.moments[moment] = (this.moments[moment] ?? 0) + 1;
    }

    knows(act) {
        return this.answered.has(act) || this.recorded.has(act);
    }

    // What a command that makes an act printed. False: nothing that counts.
    note_answer(laptop, told) {
        const act = told.result?.act;
        if (!told.ok || !act) return false;
        must(!this.answered.has(act), `${act} was answered twice`);
        this.answered.set(act, laptop.name);
        return true;
    }

    // What stands in the outbox and was answered to nobody. Gives how many are new.
    note_waiting(laptop, acts) {
        const fresh = acts.filter((act) => !this.knows(act));
        for (const act of fresh) this.recorded.set(act, laptop.name);
        return fresh.length;
    }

    note_sync(laptop, told) {
        const { state_root_equal: equal, sent = [] } = told.result ?? {};
        must(equal !== false, `${laptop.name}: the office counts otherwise`);
        for (const one of sent) {
            if (!one.receipt) continue;
            const before = this.receipts.get(one.act);
            must(!before || before.outcome === one.outcome,
                `${laptop.name}: two outcomes of ${one.act}`);
            this.receipts.set(one.act, { receipt: one.receipt, outcome: one.outcome,
                                         by: laptop.name });
        }
    }

    note_office(told) {
        if (told?.act) this.of_office.set(told.act, told);
    }
}

async function drain(laptop, ledger) {
    for (let i = 0; i < syncs_max; ++i) {
        const told = await laptop.ask(["sync"]);
        ledger.note_sync(laptop, told);
        if (told.status === 0 && told.result.may_leave) return;
    }
    must(false, `${laptop.name}: its queue does not drain`);
}

function check_log(ledger, entries) {
    const by_act = new Map(entries.map((entry) => [entry.act, entry]));
    must(by_act.size === entries.length, "an act was committed twice");
    for (const [act, who] of [...ledger.answered, ...ledger.recorded]) {
        const entry = by_act.get(act);
        must(entry, `${who}: ${act} was recorded, and the office's log lacks it`);
        const needs_reason = entry.outcome === "refused" || entry.outcome === "needs_attention";
        must(!needs_reason || entry.reason !== "none", `${act}: ${entry.outcome} without a reason`);
    }
    // A receipt is for the end of a run: it covers that entry and what its writer did before.
    for (const [act, told] of ledger.receipts) {
        const [entry, last] = [by_act.get(act), entries[told.receipt - 1]];
        must(entry && entry.outcome === told.outcome && last.device === entry.device &&
             last.seq >= entry.seq && last.number >= entry.number,
            `${told.by}: receipt ${told.receipt} for ${act}, in the log ${JSON.stringify(entry)}`);
    }
    for (const [act, told] of ledger.of_office) {
        must(by_act.get(act)?.number === told.number, `the office answered ${act} and lost it`);
    }
}

// Devices that may read the same must hold the same.
function check_roots(statuses) {
    const roots = new Map();
    for (const { scopes, state_root: root } of statuses) {
        const key = scopes.join(" ");
        must(root === (roots.get(key) ?? root), `two states of ${key}`);
        roots.set(key, root);
    }
}

// Integrity of the file, the record from its first entry on, and the state folded anew.
async function check_file(laptop) {
    await laptop.does("verify");
    const told = await laptop.does("rebuild");
    must(told.equal, `${laptop.name}: folded anew it is another state`);
}

// Nobody is killed any more: everything drains, everybody agrees, and nothing is missing.
export async function heal(world, ledger) {
    for (const laptop of world.laptops) await drain(laptop, ledger);
    for (const laptop of world.laptops) await drain(laptop, ledger);
    for (const laptop of world.laptops) await check_file(laptop);
    const statuses = [];
    for (const laptop of world.laptops) statuses.push(await laptop.does("status"));
    const entries = await world.office.in_turn(() => world.office.entries());
    const verified = await world.office.asked("verify");
    for (const [i, status] of statuses.entries()) {
        const { name } = world.laptops[i];
        must(status.pending.acts === 0 && status.may_leave, `${name}: something is left`);
        must(!status.state_in_doubt, `${name}: its state is in doubt`);
        must(status.position.number === entries.length &&
             status.position.head === verified.head, `${name}: it has another log`);
    }
    check_roots(statuses);
    check_log(ledger, entries);
    return entries.length;
}
