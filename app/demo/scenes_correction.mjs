// Steps 1 to 4: what the Camat saw, and what the kelurahan correct, apart.
import { enrol_anew, patrol, reports } from "./story.mjs";
import { must, remark, say } from "./tell.mjs";

export async function examine(story) {
    const { camat, kasubag, sekretaris } = story;
    await kasubag.does("import", "tests/data/data-2026-s1.csv", "--period", "2026-S1");
    await story.meet(kasubag, camat);
    say("1. Camat meneliti data dan mencatat dua temuan.", "The Camat notes two findings.");
    await camat.does("case", "open", "--title", "Perbaikan data kinerja semester 1");
    await story.meet(camat);
    await camat.does("finding", "add", "1", "--row", patrol, "--column", "satuan", "--note",
        "target tanpa satuan");
    await camat.does("finding", "add", "1", "--row", reports, "--column", "realisasi", "--note",
        "seratus kali target");
    await camat.does("step", "complete", "1", "--step", "1");
    await story.meet(camat, sekretaris);
    say("2. Sekretaris memverifikasi ulang: keduanya terbukti.", "The Sekretaris confirms both.");
    await sekretaris.does("finding", "confirm", "1", "--all");
    await sekretaris.does("step", "complete", "1", "--step", "2");
    await story.meet(sekretaris, kasubag);
    say("3. Kasubag Evlap berkoordinasi dengan Kelurahan Kintom dan Mendono.",
        "The Kasubag Evlap coordinates with two kelurahan.");
    await kasubag.does("units", "1", "--add", "kintom", "--add", "mendono");
    await kasubag.does("step", "complete", "1", "--step", "3");
    await story.meet(kasubag, story.saiful, story.mira, story.hasna, story.ardi);
}

export async function correct_apart(story) {
    const { ardi, hasna } = story;
    say("4. Ardi memperbaiki. Bu Hasna, di lapangan tanpa jaringan, mengisi sel yang sama.",
        "Ardi corrects. The Lurah, in the field without signal, fills the same cell otherwise.");
    await hasna.copy_to(`${hasna.folder}.salinan`);
    await ardi.does("correct", "1", "--row", patrol, "--column", "satuan", "--value", "kegiatan",
        "--reason", "satuan tertinggal");
    await ardi.does("correct", "1", "--row", patrol, "--column", "realisasi", "--value",
        story.recap, "--reason", "sesuai rekap bulanan");
    await hasna.does("correct", "1", "--row", patrol, "--column", "realisasi", "--value",
        story.book, "--reason", "menurut buku patroli");
    remark(await ardi.is_refused("reason_missing", "correct", "1", "--row", patrol, "--column",
        "target", "--value", "50"));
    await ardi.does("step", "complete", "1", "--step", "4", "--unit", "kintom");
    await story.meet(ardi);
    const met = await hasna.meets();
    must(met.sent.some((one) => one.outcome === "applied_with_conflict"), "no conflict came of it");
    remark(`${story.recap} dan ${story.book}: bentrok, keduanya disimpan`);
}

// The phone is put back to what it was before it wrote anything, and writes again.
export async function restore_phone(story) {
    const { hasna } = story;
    say("HP Bu Hasna rusak dan dipulihkan dari salinan lama. Ia menulis sebelum bertemu kantor.",
        "Her phone is restored from an old copy, and she writes before it meets the office.");
    await hasna.restore_from(`${hasna.folder}.salinan`);
    const { findings } = await hasna.does("finding", "list", "1");
    const hers = findings.find((one) => one.unit === "kintom");
    await hasna.does("answer", "1", "--finding", hers.finding, "--answer", "salah", "--note",
        "satuannya kegiatan");
    const met = await hasna.meets();
    must(met.sent.length === 1 && met.sent[0].outcome === "applied", "what she wrote is not there");
    const { events } = await hasna.does("events");
    const told = events.filter((one) => one.code === "incarnation_begun" && one.detail === "fork");
    must(told.length > 0, "the phone does not know that it was restored");
    remark(`HP tahu bahwa ia dipulihkan: ${told[0].code} (${told[0].detail})`);
    const { cells } = await hasna.does("case", "show", "1");
    must(cells.some((cell) => cell.column === "realisasi" && cell.conflict),
        "what she had sent before is not there");
}

export async function lose_phone(story) {
    const { mira, mira_anew, kasubag, office } = story;
    say("HP Mira hilang berisi dua perbaikan yang belum terkirim; kantor menonaktifkannya.",
        "Mira's phone is lost with two corrections not sent; the office revokes it.");
    await mira.does("correct", "1", "--row", reports, "--column", "realisasi", "--value", "12",
        "--reason", "kelebihan dua nol");
    await mira.does("correct", "1", "--row", reports, "--column", "target", "--value", "13",
        "--reason", "salah lihat baris");
    const { device } = await mira.does("status");
    await office.ask("revoke", device, "--reason", "HP hilang");
    mira.is_revoked = true;
    const told = await mira.hands_in();
    remark(told.message);
    await kasubag.meets();
    const { quarantine } = await kasubag.does("quarantine", "list");
    must(quarantine.length === 2, `${quarantine.length} acts in quarantine`);
    story.quarantined = quarantine.length;
    say("Bu Dewi mengambil yang benar dari karantina dan menolak yang lain.",
        "The Kasubag adopts the right one from quarantine and refuses the other.");
    const [right, wrong] = ["realisasi", "target"].map((column) =>
        quarantine.find((one) => JSON.stringify(one.written.what).includes(column)));
    await kasubag.does("quarantine", "adopt", right.act, "--reason", "cocok dengan laporan");
    await kasubag.does("quarantine", "refuse", wrong.act, "--reason", "baris yang keliru");
    await enrol_anew(story);
    await story.meet(kasubag, mira_anew);
    await mira_anew.does("step", "complete", "1", "--step", "4", "--unit", "mendono");
    await story.meet(mira_anew, story.saiful);
}
