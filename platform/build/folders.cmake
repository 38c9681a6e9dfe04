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
