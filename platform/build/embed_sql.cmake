# Turns core/replica/{schema,migrations}/*.sql into one generated source; see
# core/replica/embedded_sql.h for what it offers. Runs twice: included, it adds the build step;
# as a script (cmake -P) it is the build step.
if(NOT CMAKE_SCRIPT_MODE_FILE)
    file(GLOB sql_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/replica/schema/*.sql
         ${CMAKE_SOURCE_DIR}/core/replica/migrations/*.sql)
    set(LURING_EMBEDDED_SQL ${CMAKE_BINARY_DIR}/generated/core/replica/embedded_sql.cpp)
    # The list is a file, so that removing an .sql file makes the step run again.
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/sql_files.txt CONTENT "${sql_files}\n")
    add_custom_command(
        OUTPUT ${LURING_EMBEDDED_SQL}
        COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DOUTPUT=${LURING_EMBEDDED_SQL}
                -P ${CMAKE_SOURCE_DIR}/platform/build/embed_sql.cmake
        DEPENDS ${sql_files} ${CMAKE_BINARY_DIR}/generated/sql_files.txt
                ${CMAKE_SOURCE_DIR}/platform/build/embed_sql.cmake
        COMMENT "Embedding SQL"
        VERBATIM)
    return()
endif()

set(text "// Generated from core/replica/{schema,migrations}/*.sql by platform/build/embed_sql.cmake.\n")
string(APPEND text "#include \"core/replica/embedded_sql.h\"\n\nnamespace luring {\n")
foreach(folder schema migrations)
    file(GLOB files ${ROOT}/core/replica/${folder}/*.sql)
    list(SORT files)
    list(LENGTH files count)
    set(array "")
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        file(READ ${file} sql)
        string(APPEND array "    {\"${name}\", R\"__sql__(${sql})__sql__\"},\n")
    endforeach()
    string(REGEX REPLACE "s$" "" singular ${folder})
    if(count GREATER 0)
        string(APPEND text "\nstatic const EmbeddedSql ${folder}_list[] = {\n${array}};\n")
        set(value "${folder}_list")
    else()
        set(value "")
    endif()
    string(APPEND text "std::span<const EmbeddedSql> ${singular}_files() { return {${value}}; }\n")
endforeach()
string(APPEND text "\n}  // namespace luring\n")
file(WRITE ${OUTPUT} "${text}")
