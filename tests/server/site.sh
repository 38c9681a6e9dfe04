# The web app's files, served by the office. Sourced by run.sh.

home=$scratch/site
app=$scratch/app
mkdir -p "$app/assets"
echo '<!doctype html><title>Luring</title>' >"$app/index.html"
echo 'let one = 1' >"$app/assets/app-0123abcd.js"
echo 'packed' >"$app/assets/app-0123abcd.js.br"
ln -s "$home/service.keys" "$app/keys.txt"
found "$home"
answer=$("$server" --data "$home" run --listen 127.0.0.1:0 --web "$scratch/none" --json 2>/dev/null)
status=$?
expect "a folder that is not there is no web app" 1 'd.code == "web_invalid"'
start "$home" --web "$app"
trust
code() { fetch "$@" -o "$scratch/out" -D "$scratch/head" -w '%{http_code}'; }
check "the app is at the origin" test "$(code /)" = 200
check "as a page" grep -qi '^Content-Type: text/html' "$scratch/head"
check "that runs our code alone" \
    grep -qi "^Content-Security-Policy: default-src 'self'" "$scratch/head"
check "an enrolment link opens it" test "$(code /daftar)" = 200
check "files are there" test "$(code /assets/app-0123abcd.js)" = 200
tag=$(sed -n 's/^ETag: \("[0-9a-f]*"\).*/\1/p' "$scratch/head")
check "and are not sent twice" test "$(code /assets/app-0123abcd.js -H "If-None-Match: $tag")" = 304
check "packed for who takes it" \
    test "$(fetch /assets/app-0123abcd.js -H 'Accept-Encoding: br')" = packed
check "what is linked from elsewhere is not" test "$(code /keys.txt)" = 404
check "nor what lies beside" test "$(code /../service.keys --path-as-is)" = 404
check "routes are as before" test "$(code /healthz)" = 200
check "and are not pages" test "$(code /v1/nix)" = 404
check "nothing is posted to a page" test "$(code / --data x)" = 405
stop TERM
