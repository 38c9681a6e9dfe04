# How everything of our own is compiled. Third-party code has its own flags in third_party.cmake.

set(LURING_SANITIZE "" CACHE STRING "Value for -fsanitize=, empty for none")
option(LURING_WERROR "Warnings are errors" OFF)
option(LURING_FUZZ "Build the libraries and tests/fuzz for libFuzzer, nothing else" OFF)

option(LURING_TIDY "Run clang-tidy on our own code while compiling" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Sanitized builds are run, not stepped through: -Og and line tables keep them quick to build.
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")  # without -DNDEBUG: there is no assert() to switch off

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT EMSCRIPTEN)
    # The sloppiness is what ccache asks for before it caches files that use a precompiled header.
    set(sloppiness pch_defines,time_macros,include_file_mtime,include_file_ctime)
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=${sloppiness} ${CCACHE_PROGRAM})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM AND NOT EMSCRIPTEN)
    add_link_options(-fuse-ld=lld)
endif()

# Flags of our own code, kept on a target so that third-party code does not get them.
add_library(luring_flags INTERFACE)
target_include_directories(luring_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(luring_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports these inside its own <string> and <variant>, most of all under sanitizers.
    target_compile_options(luring_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized
                                                  -Wno-stringop-overflow -fpch-preprocess)
endif()
if(LURING_WERROR)
    target_compile_options(luring_flags INTERFACE -Werror)
endif()
if(LURING_SANITIZE)
    target_compile_options(luring_flags INTERFACE -fsanitize=${LURING_SANITIZE}
                           -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_definitions(luring_flags INTERFACE _GLIBCXX_ASSERTIONS)
    string(REPLACE "fuzzer-no-link," "" link_sanitizers "${LURING_SANITIZE}")
    target_link_options(luring_flags INTERFACE -fsanitize=${link_sanitizers})
endif()
if(EMSCRIPTEN)
    # cereal and Boost.JSON report by throwing; the browser's own exceptions are the small ones.
    add_compile_options(-fwasm-exceptions)
    add_link_options(-fwasm-exceptions)
endif()
