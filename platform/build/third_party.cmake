# Code of others. Source is pinned by version and checksum, and kept outside the build tree so that
# a second build, or a second build directory, does not fetch it again.
if(DEFINED ENV{LURING_CACHE})
    set(default_cache $ENV{LURING_CACHE})
else()
    set(default_cache $ENV{HOME}/.cache/luring)
endif()
set(LURING_CACHE ${default_cache} CACHE PATH "Where third-party source is kept")

# --- SQLite with encryption (SQLite3 Multiple Ciphers 2.3.5, SQLite 3.53.2; MIT and public domain)
set(sqlite_dir ${LURING_CACHE}/sqlite3mc-2.3.5)
set(sqlite_c_sha256 670d8d053176b53a68073b168f8e68fb72db67bdf964a0eb130338e9391198b9)
if(NOT EXISTS ${sqlite_dir}/sqlite3.c)
    execute_process(COMMAND bash ${CMAKE_SOURCE_DIR}/platform/build/fetch_sqlite.sh ${sqlite_dir}
                    COMMAND_ERROR_IS_FATAL ANY)
endif()
file(SHA256 ${sqlite_dir}/sqlite3.c found_sha256)
if(NOT found_sha256 STREQUAL sqlite_c_sha256)
    message(FATAL_ERROR "${sqlite_dir}/sqlite3.c is not the pinned source; remove that folder.")
endif()

add_library(third_sqlite STATIC ${sqlite_dir}/sqlite3.c)
# SYSTEM silences the header; linked PRIVATE by core_replica, so nothing else sees sqlite3.h.
target_include_directories(third_sqlite SYSTEM INTERFACE ${sqlite_dir})
# Optimised and without sanitizers even in dev: it is tested upstream, and tests run twice as fast.
target_compile_options(third_sqlite PRIVATE -w -O2 -g0)
target_compile_definitions(third_sqlite PRIVATE
    SQLITE_DQS=0                       # "x" is never a string: a misspelt column is an error
    SQLITE_DEFAULT_FOREIGN_KEYS=1      # a connection that forgets the pragma is still safe
    SQLITE_DEFAULT_MEMSTATUS=0         # nobody reads the counters, they cost a lock
    SQLITE_TEMP_STORE=3                # sorting never writes plain pages beside an encrypted file
    SQLITE_TRUSTED_SCHEMA=0            # a file of a stranger cannot call our functions
    SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_MAX_EXPR_DEPTH=0            # statements are ours, none is built from data
    SQLITE_OMIT_DEPRECATED
    SQLITE_OMIT_LOAD_EXTENSION         # no code from a database file or a path
    SQLITE_OMIT_SHARED_CACHE
    SQLITE_USE_URI=0                   # a file name is a file name
    # Page encryption: ChaCha20-Poly1305 only. One cipher is one thing to review.
    CODEC_TYPE=CODEC_TYPE_CHACHA20
    HAVE_CIPHER_AES_128_CBC=0
    HAVE_CIPHER_AES_256_CBC=0
    HAVE_CIPHER_SQLCIPHER=0
    HAVE_CIPHER_RC4=0
    HAVE_CIPHER_ASCON128=0
    HAVE_CIPHER_AEGIS=0)
if(EMSCRIPTEN)
    target_compile_definitions(third_sqlite PRIVATE SQLITE_THREADSAFE=0)
else()
    find_package(Threads REQUIRED)
    target_compile_definitions(third_sqlite PRIVATE SQLITE_THREADSAFE=1 HAVE_USLEEP=1)
    target_link_libraries(third_sqlite PUBLIC Threads::Threads)
endif()

# --- OpenSSL: libcrypto for core/base, libssl for the shells that speak TLS ---------------------
add_library(third_crypto INTERFACE)
add_library(third_tls INTERFACE)
if(EMSCRIPTEN)
    # Built by platform/build/wasm.sh, which also links the headers of Debian packages into one
    # folder: -I/usr/include would bring the machine's own libc headers along.
    set(LURING_WASM_SYSROOT "" CACHE PATH "Folder with include/ and lib/libcrypto.a")
    target_link_libraries(third_crypto INTERFACE ${LURING_WASM_SYSROOT}/lib/libcrypto.a)
    include_directories(SYSTEM ${LURING_WASM_SYSROOT}/include)
else()
    find_package(OpenSSL 3.0 REQUIRED)
    target_link_libraries(third_crypto INTERFACE OpenSSL::Crypto)
    target_link_libraries(third_tls INTERFACE OpenSSL::SSL OpenSSL::Crypto)

    # QR codes for terminals, in the server alone (libqrencode-dev).
    find_library(QRENCODE_LIBRARY qrencode REQUIRED)
    add_library(third_qr INTERFACE)
    target_link_libraries(third_qr INTERFACE ${QRENCODE_LIBRARY})
endif()

# --- zlib: deflate for what travels ------------------------------------------------------------
add_library(third_zlib INTERFACE)
if(EMSCRIPTEN)
    target_link_libraries(third_zlib INTERFACE ${LURING_WASM_SYSROOT}/lib/libz.a)
else()
    find_package(ZLIB 1.2.13 REQUIRED)
    target_link_libraries(third_zlib INTERFACE ZLIB::ZLIB)
endif()

# --- Headers: Boost 1.81 (JSON; Asio and Beast in the shells) and cereal 1.3 ---------------------
add_library(third_headers INTERFACE)
target_compile_definitions(third_headers INTERFACE BOOST_ALL_NO_LIB)

# Boost.JSON is compiled once, here, instead of in every file that includes it.
add_library(third_json STATIC ${CMAKE_SOURCE_DIR}/platform/build/boost_json.cpp)
target_compile_options(third_json PRIVATE -w -O2 -g0)
target_link_libraries(third_json PUBLIC third_headers)
