// The figures of the last line: read from the replicas, from the office's log and from what the
// processes said. A figure that contradicts another one ends the demo.
import { is_taken } from "./story.mjs";
import { must } from "./tell.mjs";

// Everybody meets once more, so that all stand at one place of the log.
async function gather(story) {
    for (const device of story.devices.filter((one) => !one.is_revoked)) await device.meets();
}

// The same replica, made anew from acts and entries, and checked.
async function rebuilt_equal(device) {
    const before = await device.does("status");
    await device.does("rebuild");
    await device.does("verify");
    const after = await device.does("status");
    return before.state_root === after.state_root && !after.state_in_doubt;
}

// Devices that may read the same must hold the same.
function equal_by_scopes(statuses) {
    const roots = new Map();
    return statuses.every(({ scopes, state_root: root }) => {
        const key = scopes.join(" ");
        if (!roots.has(key)) roots.set(key, root);
        return roots.get(key) === root;
    });
}

function check_log(story, entries) {
    const acts = new Set(entries.map((entry) => entry.act));
    must(acts.size === entries.length, "an act was committed twice");
    const refused = entries.filter((entry) => !is_taken(entry) &&
                                              entry.reason !== "device_revoked");
    must(refused.length === story.refused.length,
        `${refused.length} refusals at the office, ${story.refused.length} told to devices`);
}

export async function figures_of(story) {
    await gather(story);
    const present = story.devices.filter((one) => !one.is_revoked);
    const statuses = await Promise.all(present.map((one) => one.does("status")));
    let is_equal = equal_by_scopes(statuses) &&
        present.every((one) => one.last.state_root_equal === true);
    for (const device of present) is_equal = await rebuilt_equal(device) && is_equal;
    const entries = await story.office.entries();
    check_log(story, entries);
    await story.office.ask("verify");
    const position = statuses[0].position;
    must(statuses.every((one) => one.position.head === position.head), "some are behind");
    must(position.number === entries.length, "the log is longer than what was fetched");
    const told = await story.camat.does("case", "figures", "1");
    const adopted = entries.filter((entry) => entry.kind === "act_adopted" &&
                                              entry.outcome === "applied");
    return {
        steps_done: told.steps_done,
        minutes_standard: told.minutes_standard,
        acts: told.acts,
        devices: story.devices.map((one) => ({ name: one.name, bytes_up: one.bytes_up,
                                               bytes_down: one.bytes_down })),
        conflicts_seen: told.conflicts_seen,
        conflicts_resolved: told.conflicts_resolved,
        refused: story.refused.map(({ code, reason, outcome }) => ({ code, reason, outcome })),
        quarantined: story.quarantined,
        adopted: adopted.length,
        paraf_voided: told.paraf_voided,
        returns: told.returns,
        server_killed: story.office.killed,
        queues_drained: statuses.every((one) => one.pending.acts === 0 && one.may_leave),
        state_roots_equal: is_equal,
    };
}

// What the story is about; without it, it did not come out.
export function check_figures(told) {
    const codes = told.refused.map((one) => one.code);
    const wanted = [
        ["nine steps are done", told.steps_done === 9],
        ["they have 990 minutes", told.minutes_standard === 990],
        ["one cell was in conflict, and was resolved",
            told.conflicts_seen === 1 && told.conflicts_resolved === 1],
        ["a replaced approval and a change after the signature were refused",
            codes.includes("R11") && codes.includes("R01")],
        ["of two acts in quarantine one was adopted",
            told.quarantined === 2 && told.adopted === 1],
        ["one paraf was voided", told.paraf_voided === 1],
        ["one step was returned", told.returns === 1],
        ["the office was killed twice", told.server_killed === 2],
        ["everybody sent and fetched something",
            told.devices.every((one) => one.bytes_up > 0 && one.bytes_down > 0)],
        ["nothing waits to be sent", told.queues_drained],
        ["everybody holds the same", told.state_roots_equal],
    ];
    for (const [what, is_so] of wanted) must(is_so, `not so: ${what}`);
}
