# Headers of others that most files read: compiled once. Not where clang or em++ compiles, so that a
# file that forgets to name what it uses is still found.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(LURING_COMMON_HEADERS
        <algorithm> <array> <functional> <map> <memory> <optional> <set> <string> <string_view>
        <vector> <cereal/cereal.hpp> <cereal/types/array.hpp> <cereal/types/optional.hpp>
        <cereal/types/string.hpp> <cereal/types/utility.hpp> <cereal/types/vector.hpp>)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/common_headers.cpp CONTENT "")
    add_library(common_headers OBJECT ${CMAKE_BINARY_DIR}/generated/common_headers.cpp)
    target_link_libraries(common_headers PRIVATE luring_flags)
    target_precompile_headers(common_headers PRIVATE ${LURING_COMMON_HEADERS})
endif()

# luring_library(name folder [DEPENDS lib...] [PRIVATE lib...] [GENERATED file...])
# The library of one folder: every .cpp in it except main.cpp, found by itself when a file is added.
# A folder without sources gives a library of headers, so that an empty layer still configures.
function(luring_library name folder)
    cmake_parse_arguments(arg "" "" "DEPENDS;PRIVATE;GENERATED" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    list(APPEND sources ${arg_GENERATED})
    if(sources)
        add_library(${name} STATIC ${sources})
        target_link_libraries(${name} PUBLIC ${arg_DEPENDS} PRIVATE luring_flags ${arg_PRIVATE})
        if(TARGET common_headers)
            target_precompile_headers(${name} REUSE_FROM common_headers)
        endif()
        if(LURING_TIDY)
            set_target_properties(${name} PROPERTIES CXX_CLANG_TIDY clang-tidy)
        endif()
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${arg_DEPENDS})
    endif()
endfunction()

add_custom_target(programs)  # everything that is run as a program: ./dev builds it for release

# luring_program(name main-file lib...): an executable, once its main file exists.
function(luring_program name main)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${main})
    if(found AND NOT LURING_FUZZ)
        add_executable(${name} ${found})
        target_link_libraries(${name} PRIVATE luring_flags ${ARGN})
        add_dependencies(programs ${name})
    endif()
endfunction()
