// Compares the fields a command prints with those docs/cli.md names, both ways.
//   node fields.mjs docs/cli.md DOCUMENTS...   each file: one JSON document a line, named after
//   its command with _ for blanks. Prints PASS and FAIL lines.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const [manual, ...files] = process.argv.slice(2);
const text = readFileSync(manual, "utf8");

// "- **person**: `post` `officer` ..." and the lines that continue it.
const shapes = new Map();
for (const [, name, body] of text.matchAll(/^- \*\*(\w+)\*\*: ((?:.|\n(?! *\n|- \*\*))*)/gm)) {
    shapes.set(name, body);
}

// Every path that a list of fields names, shapes spelled out.
function paths(body, prefix, into = new Set()) {
    for (const [, path, shape] of body.matchAll(/(?:`([^`]+)`)?\s*(?:\((\w+)\))?/g)) {
        if (!path && !shape) continue;
        const at = path ? (prefix ? `${prefix}.${path}` : path) : prefix;
        if (shape && shapes.has(shape)) paths(shapes.get(shape), at, into);
        else if (path) into.add(at);
    }
    return into;
}

const documented = new Map();
for (const [, words, section] of text.matchAll(/^#### `([^`]+)`\n((?:(?!^#{2,4} )[^])*)/gm)) {
    const result = section.match(/^Result: ((?:.|\n(?!\n))*)/m);
    if (result) documented.set(words, paths(result[1], ""));
}

// Leaves of a result, and what is null or empty and so has none.
function leaves(value, path, seen) {
    if (Array.isArray(value)) {
        if (value.length === 0) seen.empty.add(`${path}[]`);
        for (const item of value) leaves(item, `${path}[]`, seen);
    } else if (value !== null && typeof value === "object") {
        const names = Object.keys(value);
        if (names.length === 0) seen.empty.add(path);
        for (const name of names) leaves(value[name], path ? `${path}.${name}` : name, seen);
    } else if (value === null) {
        seen.empty.add(path);
    } else {
        seen.full.add(path);
    }
}

// `what.*` stands for everything below `what`.
const covers = (pattern, path) =>
    pattern.endsWith(".*") ? path.startsWith(pattern.slice(0, -1)) || path === pattern.slice(0, -2)
                           : pattern === path;
const is_below = (path, parent) =>
    path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

let failed = false;
function report(command, what, list) {
    if (list.length === 0) return;
    failed = true;
    console.log(`FAIL cli/fields-${command.replaceAll(" ", "-")} ${what}: ${list.join(" ")}`);
}

const printed = new Map();
for (const file of files) {
    const command = basename(file).replaceAll("_", " ");
    const seen = printed.get(command) ?? { full: new Set(), empty: new Set() };
    for (const line of readFileSync(file, "utf8").split("\n")) {
        if (line === "") continue;
        const document = JSON.parse(line);
        const keys = Object.keys(document).join(" ");
        report(command, "not a document", keys === "ok code message result" ? [] : [keys]);
        if (document.ok) leaves(document.result, "", seen);
    }
    printed.set(command, seen);
}

for (const [command, names] of documented) {
    const seen = printed.get(command);
    if (!seen) {
        report(command, "was not run", [command]);
        continue;
    }
    const all = [...names];
    const unknown = [...seen.full].filter((path) => !all.some((name) => covers(name, path)));
    const unexplained = [...seen.empty].filter(
        (path) => path !== "" && !all.some((name) => covers(name, path) || is_below(name, path)));
    const missing = all.filter(
        (name) => ![...seen.full, ...seen.empty].some((path) => covers(name, path)) &&
                  ![...seen.empty].some((path) => is_below(name, path)));
    report(command, "prints what the page does not name", [...unknown, ...unexplained]);
    report(command, "does not print", missing);
    if (unknown.length + unexplained.length + missing.length === 0) {
        console.log(`PASS cli/fields-${command.replaceAll(" ", "-")}`);
    }
}
for (const command of printed.keys()) {
    if (!documented.has(command)) report(command, "is not on the page", [command]);
}
process.exit(failed ? 1 : 0);
