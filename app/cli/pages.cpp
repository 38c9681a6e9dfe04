#include "app/cli/pages.h"

#include <array>
#include <map>
#include <set>

#include "app/api/version.h"
#include "app/cli/help.h"

namespace luring {

namespace {

// ---- manual page --------------------------------------------------------------------------------

// As roff takes it: no line begins a request, and a hyphen can be copied.
std::string roff(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else
            escaped += c;
    }
    if (!escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'')) escaped = "\\&" + escaped;
    return escaped;
}

void add_items(std::string& page, const std::vector<Option>& options, Lang lang) {
    for (const Option& option : options) {
        page += ".TP\n.B " + roff(written(option)) + "\n" + roff(option.help.in(lang)) + "\n";
    }
}

struct Section {
    Words title;
    Words text;
};

constexpr std::array closing_sections{
    Section{{"KODE KELUAR", "EXIT STATUS"},
            {"0 selesai, juga yang baru tersimpan di perangkat ini; 1 ditolak sebelum dicatat, "
             "atau pemeriksaan gagal; 2 cara pakai; 3 mesin, jaringan, atau sedang dipakai.",
             "0 done, tentative acts included; 1 refused before recording, or a check that failed; "
             "2 usage; 3 machine, network or busy."}},
    Section{{"BERKAS", "FILES"},
            {"DIR/luring.json kantor dan perangkat; DIR/keys kunci di bawah kata sandi; DIR/heads "
             "kepala catatan terakhir; DIR/replica.db data, terenkripsi.",
             "DIR/luring.json office and device; DIR/keys keys under the passphrase; DIR/heads the "
             "last heads; DIR/replica.db the data, encrypted."}},
    Section{{"LINGKUNGAN", "ENVIRONMENT"},
            {"LURING_CLOCK menyetel jam (RFC 3339), hanya di kantor latihan.",
             "LURING_CLOCK sets the clock (RFC 3339), in practice offices only."}}};

}  // namespace

std::string man_page(Lang lang) {
    const bool is_id = lang == Lang::id;
    std::string page = std::string(".TH LURING 1 \"\" \"luring ") + version + "\"\n.SH " +
                       (is_id ? "NAMA" : "NAME") + "\nluring \\- " +
                       (is_id ? "menjalankan SOP kantor, dengan atau tanpa jaringan"
                              : "run an office's SOP, with or without a network") +
                       "\n.SH " + (is_id ? "RINGKASAN" : "SYNOPSIS") +
                       "\n.B luring \\-\\-data\n.I DIR COMMAND\n[\\fIOPTIONS\\fR]\n.SH " +
                       (is_id ? "PERINTAH" : "COMMANDS") + "\n";
    for (const CliCommand& command : cli_commands()) {
        page += ".SS " + roff(command.words) + "\n.B luring " + roff(usage_of(command)) +
                "\n.PP\n" + roff(command.purpose.in(lang)) + ".\n";
        add_items(page, command.options, lang);
    }
    page += std::string(".SH ") + (is_id ? "PILIHAN UNTUK SEMUA PERINTAH" : "OPTIONS") + "\n";
    add_items(page, common_options(), lang);
    for (const Section& section : closing_sections) {
        page += ".SH " + section.title.in(lang) + "\n" + roff(section.text.in(lang)) + "\n";
    }
    return page;
}

// ---- completion ---------------------------------------------------------------------------------

namespace {

std::string joined(const std::set<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}

void note_options(const std::vector<Option>& options, std::set<std::string>& names,
                  std::set<std::string>& valued) {
    for (const Option& option : options) {
        const std::string name = std::string("--") + option.name;
        names.insert(name);
        if (option.takes != Takes::nothing) valued.insert(name);
    }
}

constexpr const char* completion_body = R"sh(
_luring() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local words=() command i word
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == -* ]]; then
            [[ $_luring_valued == *" $word "* ]] && ((i++))
        else
            words+=("$word")
        fi
    done
    command="${words[0]} ${words[1]}"
    [[ -n ${_luring_options[$command]+known} ]] || command=${words[0]:-none}
    COMPREPLY=()
    if [[ $_luring_valued == *" $previous "* ]]; then
        compopt -o default
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${_luring_options[$command]} $_luring_common" \
            -- "$current")
    elif [[ ${#words[@]} -eq 0 ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$_luring_first" -- "$current")
    elif [[ ${#words[@]} -eq 1 && -n ${_luring_second[${words[0]}]} ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${_luring_second[${words[0]}]}" -- "$current")
    else
        compopt -o default
    fi
}
complete -F _luring luring
)sh";

}  // namespace

std::string bash_completion() {
    std::set<std::string> first;
    std::set<std::string> valued;
    std::set<std::string> common;
    std::map<std::string, std::set<std::string>> second;
    std::string options = "declare -gA _luring_options=(\n";
    for (const CliCommand& command : cli_commands()) {
        const std::string words = command.words;
        const auto blank = words.find(' ');
        first.insert(words.substr(0, blank));
        if (blank != std::string::npos) {
            second[words.substr(0, blank)].insert(words.substr(blank + 1));
        }
        std::set<std::string> names;
        note_options(command.options, names, valued);
        options += "    [\"" + words + "\"]=\"" + joined(names) + "\"\n";
    }
    note_options(common_options(), common, valued);
    std::string seconds = "declare -gA _luring_second=(\n";
    for (const auto& [word, others] : second) {
        seconds += "    [\"" + word + "\"]=\"" + joined(others) + "\"\n";
    }
    return "# bash completion for luring " + std::string(version) + "\n" + options + ")\n" +
           seconds + ")\n_luring_first=\"" + joined(first) + "\"\n_luring_common=\"" +
           joined(common) + "\"\n_luring_valued=\" " + joined(valued) + " \"" + completion_body;
}

}  // namespace luring
