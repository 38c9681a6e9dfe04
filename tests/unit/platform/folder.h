// A folder for the files of one test. It goes with the test.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/base/ensure.h"

namespace luring {

class Folder {
  public:
    Folder() : path_((std::filesystem::temp_directory_path() / "luring-XXXXXX").string()) {
        ensure(::mkdtemp(path_.data()) != nullptr);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

}  // namespace luring
