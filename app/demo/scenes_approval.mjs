// Steps 5 to 9: heads of units review, the recap, paraf, and the signature that ends it.
import { patrol } from "./story.mjs";
import { must, remark, say } from "./tell.mjs";

export async function review(story) {
    const { ardi, hasna, saiful } = story;
    say("5. Bu Hasna memilih nilai rekap, lalu mengembalikan: buktinya belum ada.",
        "The Lurah chooses the recap's value and returns the work: proof is missing.");
    await hasna.does("resolve", "1", "--row", patrol, "--column", "realisasi", "--choose",
        "pelaksana-kintom", "--reason", "rekap sudah dicocokkan");
    await hasna.does("step", "return", "1", "--step", "5", "--unit", "kintom", "--reason",
        "lampirkan rekap bulanan");
    await story.meet(hasna, ardi);
    await ardi.does("correct", "1", "--row", patrol, "--column", "realisasi", "--value",
        story.recap, "--reason", "rekap terlampir", "--evidence", "tests/data/data-2026-s1.csv");
    await ardi.does("step", "complete", "1", "--step", "4", "--unit", "kintom");
    await story.meet(ardi, hasna);
    await saiful.does("review", "1", "--unit", "mendono", "--approve");
    await saiful.does("step", "complete", "1", "--step", "5", "--unit", "mendono");
    await story.meet(saiful);
    await approve_what_was_replaced(story);
    await hasna.does("review", "1", "--unit", "kintom", "--approve");
    await hasna.does("step", "complete", "1", "--step", "5", "--unit", "kintom");
    await story.meet(hasna);
}

async function approve_what_was_replaced(story) {
    const { ardi, hasna } = story;
    say("Bu Hasna menyetujui di lapangan; sementara itu Ardi sudah mengganti nilainya.",
        "The Lurah approves offline a value that Ardi has replaced meanwhile.");
    await hasna.does("review", "1", "--unit", "kintom", "--approve");
    await ardi.does("correct", "1", "--row", patrol, "--column", "realisasi", "--value",
        story.mended, "--reason", "dihitung sekali lagi");
    const before = story.refused.length;
    await story.meet(ardi, hasna);
    const told = story.refused.slice(before);
    must(told.some((one) => one.code === "R11"), "an approval of what was replaced was taken");
    remark("R11: isinya bukan lagi yang beliau lihat; ditunjukkan lagi");
}

async function to_paraf(story) {
    const { kasubag, sekretaris } = story;
    await kasubag.does("recap", "1");
    await story.meet(kasubag, sekretaris);
    await sekretaris.does("paraf", "1");
    await story.meet(sekretaris);
}

export async function recapitulate(story) {
    const { kasubag, clock, office } = story;
    say("Hari kedua. Mesin kantor dimatikan semalam dan dinyalakan lagi.",
        "The second day. The office's machine was off overnight.");
    await office.stop();
    clock.next_day();
    await office.start();
    await story.meet(kasubag);
    say("6. Kasubag Evlap menerima perbaikan kedua unit.  7. Rekapitulasi.  8. Paraf.",
        "The Kasubag Evlap receives both units, recapitulates; the Sekretaris gives paraf.");
    await kasubag.does("receive", "1", "--unit", "kintom");
    await kasubag.does("receive", "1", "--unit", "mendono");
    await story.meet(kasubag);
    await to_paraf(story);
}

export async function correct_late(story) {
    const { ardi, camat, hasna, kasubag } = story;
    say("Ardi meralat satu angka sesudah paraf: paraf tidak berlaku lagi.",
        "A late correction voids the paraf; only what changed is looked at again.");
    await story.meet(ardi);
    await ardi.does("correct", "1", "--row", patrol, "--column", "realisasi", "--value",
        story.late, "--reason", "satu patroli terhitung dua kali");
    await story.meet(ardi, camat, hasna);
    remark(await camat.is_refused("paraf_missing", "sign", "1"));
    await hasna.does("review", "1", "--unit", "kintom", "--approve");
    await hasna.does("step", "complete", "1", "--step", "5", "--unit", "kintom");
    await story.meet(hasna, kasubag);
    await kasubag.does("receive", "1", "--unit", "kintom");
    await to_paraf(story);
}

export async function sign(story) {
    const { camat, hasna } = story;
    say("9. Camat menandatangani dokumen perbaikan data kinerja.", "The Camat signs.");
    await story.meet(camat);
    await camat.does("sign", "1");
    await story.meet(camat);
    say("Bu Hasna, masih tanpa jaringan, mengubah angka itu sekali lagi.",
        "The Lurah, still offline, changes the number once more.");
    await hasna.does("correct", "1", "--row", patrol, "--column", "realisasi", "--value",
        story.book, "--reason", "menurut buku patroli");
    const before = story.refused.length;
    await story.meet(hasna);
    const told = story.refused.slice(before);
    must(told.some((one) => one.code === "R01"), "a signed document was changed");
    const { attention } = await hasna.does("attention");
    must(attention.some((one) => one.why.code === "R01"), "the refusal is not told on her phone");
    remark("R01: berkas sudah ditandatangani; nilainya tetap ada di HP, siap diajukan lagi");
}
