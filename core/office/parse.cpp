#include "core/office/parse.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/office/check.h"
#include "core/office/fields.h"

namespace luring {
namespace {

// Earlier than every other day: a post that ended before it began is held on no day.
constexpr Date no_day{1, 1, 1};

std::string path_at(std::string_view list, std::size_t index) {
    return '/' + std::string(list) + '/' + std::to_string(index);
}

// Elements with errors are kept, so that the index in the vector is the index in the file and
// what refers to them is not reported as unknown.
class OfficeReader {
  public:
    OfficeReader(const JsonDocument& document, std::vector<Complaint>& complaints)
        : fields_(document, document.root, "", complaints) {}

    OfficeFile read() {
        read_header();
        read_units();
        read_officers();
        read_posts();
        return std::move(office_);
    }

  private:
    Fields fields_at(std::string_view list, std::size_t index, const boost::json::value& value) {
        return Fields(fields_.document(), value, path_at(list, index), fields_.complaints());
    }

    void read_header() {
        office_.format = fields_.integer("format", 1, std::numeric_limits<std::int32_t>::max());
        office_.id = fields_.text("id");
        office_.kabupaten = fields_.text("kabupaten");
        office_.name = fields_.text("name");
        office_.timezone = fields_.text("timezone");
        office_.time_label = fields_.text("time_label");
        office_.paper = fields_.text("paper");
        office_.note = fields_.optional_text("note");
    }

    void read_units() {
        const auto& list = fields_.list("units", units_max);
        for (std::size_t at = 0; at < list.size(); ++at) {
            Fields unit = fields_at("units", at, list[at]);
            office_.units.push_back({unit.text("code"), unit.text("name"), unit.text("kind")});
        }
    }

    void read_officers() {
        const auto& list = fields_.list("officers", officers_max);
        for (std::size_t at = 0; at < list.size(); ++at) {
            Fields fields = fields_at("officers", at, list[at]);
            Officer officer{fields.text("id"), fields.text("nama"),
                            fields.optional_text("golongan")};
            read_nip(fields, officer.id);
            office_.officers.push_back(std::move(officer));
        }
    }

    // What the digits mean is check_office's; here only whether there are 18 of them.
    void read_nip(Fields& fields, const std::string& officer) {
        const std::string text = fields.optional_text("nip");
        if (text.empty()) return;
        std::vector<NipProblem> problems;
        if (auto nip = nip_from_text(text, problems)) {
            office_.identities.push_back({officer, std::move(*nip)});
        }
        for (const NipProblem problem : problems) fields.complain("nip", name_of(problem), text);
    }

    void read_posts() {
        const auto& list = fields_.list("posts", posts_max);
        for (std::size_t at = 0; at < list.size(); ++at) {
            Fields fields = fields_at("posts", at, list[at]);
            office_.posts.push_back(read_post(fields));
        }
        give_post_ids(office_.posts);
    }

    static Post read_post(Fields& fields) {
        Post post;
        post.officer = fields.text("officer");
        post.role = fields.text("role");
        post.unit = fields.text("unit");
        const std::size_t before = fields.complaints().size();
        const std::string kind_name = fields.text("kind");
        const auto kind = find_post_kind(kind_name);
        if (!kind && !kind_name.empty()) fields.complain("kind", "post_kind_unknown", kind_name);
        const auto from = fields.date("from");
        post.kind = kind.value_or(PostKind::definitif);
        post.from = from.value_or(post.from);
        post.until = fields.optional_date("until");
        // Unclear when or how it is held: then it must not clash with other posts.
        if (fields.complaints().size() != before) post.until = no_day;
        return post;
    }

    Fields fields_;
    OfficeFile office_;
};

// A post that was hard to read ends before it begins by our own doing (see read_post).
void drop_echoes(std::vector<Complaint>& found, const std::vector<Complaint>& reading) {
    std::set<std::string> unreadable;
    for (const Complaint& complaint : reading) {
        unreadable.insert(complaint.path.substr(0, complaint.path.rfind('/')));
    }
    std::erase_if(found, [&unreadable](const Complaint& complaint) {
        return complaint.code == "post_ends_before_it_begins" &&
               unreadable.count(complaint.path.substr(0, complaint.path.rfind('/'))) != 0;
    });
}

}  // namespace

std::optional<OfficeFile> office_from_json(std::string_view text,
                                           std::vector<Complaint>& complaints, const Date& today) {
    std::vector<Complaint> reading;
    const auto document = json_from_text(text, reading);
    if (!document) {
        complaints.insert(complaints.end(), reading.begin(), reading.end());
        return std::nullopt;
    }
    OfficeFile office = OfficeReader(*document, reading).read();
    std::vector<Complaint> found = check_office(office, today);
    drop_echoes(found, reading);
    found.insert(found.begin(), reading.begin(), reading.end());
    for (Complaint& complaint : found) complaint.line = document->line_of(complaint.path);
    // In the order of the file: people mend it from top to bottom.
    std::stable_sort(found.begin(), found.end(),
                     [](const Complaint& a, const Complaint& b) { return a.line < b.line; });
    const bool is_usable = !has_errors(found);
    complaints.insert(complaints.end(), found.begin(), found.end());
    if (!is_usable) return std::nullopt;
    return office;
}

bool has_errors(const std::vector<Complaint>& complaints) {
    return std::any_of(complaints.begin(), complaints.end(),
                       [](const Complaint& complaint) { return !complaint.warning; });
}

}  // namespace luring
