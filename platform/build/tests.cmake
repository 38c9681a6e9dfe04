# Test programs. Each prints `PASS name`, `FAIL name reason` or `tests: P passed, F failed`; ./dev
# adds these up. They run with the repository root as working directory, for those started
# elsewhere it is also LURING_SOURCE_DIR.

# Catch2 is a large header: its body is compiled once, and the tests share a precompiled one.
add_library(catch_main OBJECT ${CMAKE_SOURCE_DIR}/tests/unit/main.cpp)
target_link_libraries(catch_main PRIVATE luring_flags)
target_compile_options(catch_main PRIVATE -O0 -g0)
if(LURING_SANITIZE)
    target_compile_options(catch_main PRIVATE -fno-sanitize=all)  # the code of others
endif()
if(EMSCRIPTEN)
    target_compile_definitions(catch_main PRIVATE CATCH_CONFIG_NO_POSIX_SIGNALS)
endif()

set(native_libraries server app_cli app_print app_api sync core_replica platform_native)

# luring_test_program(name GLOB pattern [CATCH] LIBRARIES lib...)
function(luring_test_program name)
    cmake_parse_arguments(arg "CATCH;RECURSE" "GLOB" "LIBRARIES" ${ARGN})
    if(arg_RECURSE)
        file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${arg_GLOB})
    else()
        file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${arg_GLOB})
    endif()
    list(REMOVE_ITEM sources ${CMAKE_SOURCE_DIR}/tests/unit/main.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE luring_flags ${arg_LIBRARIES})
    target_compile_definitions(${name} PRIVATE LURING_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    if(arg_CATCH)
        target_sources(${name} PRIVATE $<TARGET_OBJECTS:catch_main>)
        target_compile_definitions(${name} PRIVATE CATCH_CONFIG_FAST_COMPILE)
        if(NOT EMSCRIPTEN)
            target_precompile_headers(${name} PRIVATE <catch2/catch.hpp> ${LURING_COMMON_HEADERS})
        endif()
    endif()
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

# The long story of the unit tests ends in the same state on every machine.
set(story office_log.cpp story.cpp long_story.cpp)
list(TRANSFORM story PREPEND ${CMAKE_SOURCE_DIR}/tests/unit/case/)

if(EMSCRIPTEN)
    luring_test_program(golden_tests GLOB tests/golden/*.cpp CATCH LIBRARIES sync core_replica)
    if(TARGET golden_tests)
        target_sources(golden_tests PRIVATE ${story})
        # The test reads its files from the disk of the machine, and node must not load it lazily.
        target_link_options(golden_tests PRIVATE -sNODERAWFS=1 -sWASM_ASYNC_COMPILATION=0
                            -sALLOW_MEMORY_GROWTH=1 -sEXIT_RUNTIME=1)
    endif()
    return()
endif()

if(LURING_FUZZ)
    file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*.cpp)
    add_executable(write_fuzz_seeds tests/fuzz/seeds/write_fuzz_seeds.cpp)
    target_link_libraries(write_fuzz_seeds PRIVATE luring_flags sync)
    # The programs' own libraries are not built: what comes from outside is read below them.
    add_custom_target(fuzz_targets DEPENDS write_fuzz_seeds)
    foreach(source IN LISTS fuzz_sources)
        cmake_path(GET source STEM name)
        add_executable(fuzz_${name} ${source})
        target_link_libraries(fuzz_${name} PRIVATE luring_flags server sync third_tls)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
        add_dependencies(fuzz_targets fuzz_${name})
    endforeach()
    return()
endif()

# The simulated world is a library, so that unit tests can use its disk; its main is the program.
# It may look below the SQLite wrapper, and so may the benches.
luring_library(sim tests/sim DEPENDS sync PRIVATE third_sqlite)
luring_program(luring_sim tests/sim/main.cpp sim)
luring_library(bench tests/bench DEPENDS sim ${native_libraries} PRIVATE third_sqlite)
add_executable(luring_bench tests/bench/main.cpp)  # not among the programs that tests run
target_link_libraries(luring_bench PRIVATE luring_flags bench)

luring_test_program(unit_tests GLOB tests/unit/*.cpp RECURSE CATCH
                    LIBRARIES ${native_libraries} sim)
luring_test_program(golden_tests GLOB tests/golden/*.cpp CATCH LIBRARIES ${native_libraries})
target_sources(golden_tests PRIVATE ${story})

# A device that meets a running server, for tests/server/run.sh.
luring_program(luring_phone tests/server/phone.cpp sync platform_native third_tls)
