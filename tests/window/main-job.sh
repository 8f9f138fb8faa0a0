#!/usr/bin/env bash
# The main job in a real window on a screen of its own: three articles, marks by mouse and by keyboard alone, saved,
# compared, opened again.
#
#   tests/window/main-job.sh [CROSSCHECK [PICTURES]]
#
# CROSSCHECK is the program (target/debug/crosscheck), PICTURES a folder that keeps a picture of every step (none).
# Needs Xvfb, xdotool, ImageMagick and jq; `.ci/run` installs them. Ends everything it started, in every case.
#
# No place on the screen is guessed. Words are selected with the keyboard first, where the selection's colour shows is
# where they stand, and there the mouse then goes. Nothing sleeps for a guessed time either: each step waits until its
# effect is seen.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
crosscheck=$(realpath "${1:-$root/target/debug/crosscheck}")
pictures=${2:-}
# Seconds to wait for anything: an idle machine needs less than one, a crowded one sometimes many.
limit=${CROSSCHECK_WINDOW_LIMIT:-120}

for tool in Xvfb xdotool import convert jq; do
    command -v "$tool" >/dev/null || { echo "main-job: $tool is missing; .ci/run installs it" >&2; exit 2; }
done
[ -x "$crosscheck" ] || { echo "main-job: $crosscheck is missing; cargo build makes it" >&2; exit 2; }

work=$(mktemp -d)
screen_pid='' program_pid=''
clean_up() {
    local status=$?
    trap - EXIT INT TERM
    if [ "$status" -ne 0 ] && [ -n "${window:-}" ] && [ -n "$pictures" ]; then
        import -window "$window" "$pictures/failed.png" 2>/dev/null || true
    fi
    [ -n "$program_pid" ] && kill "$program_pid" 2>/dev/null && { wait "$program_pid" 2>/dev/null || true; }
    [ -n "$screen_pid" ] && kill "$screen_pid" 2>/dev/null && { wait "$screen_pid" 2>/dev/null || true; }
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
    echo "main-job: $*" >&2
    [ -s "$work/program.log" ] && sed 's/^/  program: /' "$work/program.log" >&2
    exit 1
}

step() { echo "main-job: $*"; }

# until_so WHAT COMMAND…: waits until COMMAND succeeds.
until_so() {
    local what=$1 end=$((SECONDS + limit))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || fail "$limit s passed, and still not: $what"
        if [ -n "$program_pid" ] && ! kill -0 "$program_pid" 2>/dev/null && [ "$what" != "the program ends" ]; then
            fail "the program ended while waiting for: $what"
        fi
        sleep 0.1
    done
}

# ---- the screen ----

# Xvfb chooses a free display and says which; nobody else's is touched.
exec {number}<> <(:)
Xvfb -displayfd "$number" -screen 0 1600x1000x24 -nolisten tcp >"$work/screen.log" 2>&1 &
screen_pid=$!
read -r -t "$limit" display <&"$number" || fail "Xvfb did not start: $(cat "$work/screen.log")"
exec {number}>&-
export DISPLAY=:$display
unset WAYLAND_DISPLAY WAYLAND_SOCKET
screen_answers() { xdotool getdisplaygeometry >/dev/null 2>&1; }
until_so "the screen answers" screen_answers

# ---- the articles, the person, the program ----

mkdir "$work/articles" "$work/state" "$work/no-programs"
cat >"$work/articles/a.txt" <<'TEXT'
The clock of Brunnfeld stops at noon

Eleven visitors stood in the tower of Brunnfeld when its clock stopped on Monday at noon, the town said. Nobody was hurt.

Repairs will cost 4,000 crowns and take until spring.
TEXT
cat >"$work/articles/b.md" <<'TEXT'
# Tower clock silent since Monday

The clock of Brunnfeld stopped on Monday *shortly after one*. No visitors were in the tower, its keeper said.

Repairs will cost 40,000 crowns, according to the town.
TEXT
cat >"$work/articles/c.html" <<'TEXT'
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Brunnfeld without its clock | The Invented Gazette</title>
<meta property="og:site_name" content="The Invented Gazette">
<meta property="article:published_time" content="2026-02-03T08:00:00Z">
</head>
<body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article>
<h1>Brunnfeld without its clock</h1>
<p>Since Monday the hands on the tower of Brunnfeld have stood at noon. Twelve visitors were inside when they
stopped, and all of them came down by the stairs without harm, as the fire brigade of the town reported.</p>
<p>The clockmaker who looks after the works expects repairs until spring. What they will cost she could not say, since
a wheel of the chime must be cast anew and the only foundry nearby has closed for the winter.</p>
</article>
<footer>Invented for a test</footer>
</body>
</html>
TEXT
cat >"$work/state/settings.ron" <<'TEXT'
(version: 1, reviewer_name: "Window test", theme: Light, window_size: Some((1500.0, 900.0)))
TEXT

# start FILE…: the program with its own state, without the desktop's file dialogs, and without the screen's pointer on it.
start() {
    xdotool mousemove 1599 999
    (
        cd "$work/articles"
        # Neither D-Bus nor zenity, so that the program asks for paths itself on every machine.
        exec env CROSSCHECK_STATE="$work/state" DBUS_SESSION_BUS_ADDRESS=disabled: XDG_RUNTIME_DIR="$work/state" \
            PATH="$work/no-programs" LIBGL_ALWAYS_SOFTWARE=1 "$crosscheck" "$@"
    ) >"$work/program.log" 2>&1 &
    program_pid=$!
    until_so "a window" find_window
    xdotool windowfocus "$window"
}

find_window() {
    window=$(xdotool search --onlyvisible --name 'Crosscheck$' 2>/dev/null | head -n 1)
    [ -n "$window" ]
}

title_is() { [ "$(xdotool getwindowname "$window" 2>/dev/null)" = "$1" ]; }

ends() { ! kill -0 "$program_pid" 2>/dev/null; }

# end: quits by key, and insists on a good end.
end() {
    key ctrl+q
    until_so "the program ends" ends
    local status=0
    wait "$program_pid" || status=$?
    program_pid='' window=''
    [ "$status" -eq 0 ] || fail "the program ended with status $status"
}

# ---- looking ----

# colour NAME: of the light theme, as its source has it.
colour() {
    sed -n '/^pub const LIGHT/,/^};/s/^ *'"$1"': rgb(0x\([0-9a-f]*\)),$/#\1/p' "$root/src/ui/theme.rs"
}
selection_colour=$(colour selection)
ground_colour=$(colour ground)
paper_colour=$(colour paper)
if [ -z "$selection_colour" ] || [ -z "$ground_colour" ] || [ -z "$paper_colour" ]; then
    fail "src/ui/theme.rs has no colours where they were expected"
fi

look() { import -window "$window" "$1" 2>/dev/null; }

count=0
keep() {
    [ -n "$pictures" ] || return 0
    count=$((count + 1))
    look "$pictures/$(printf %02d "$count")-$1.png"
}

# box PICTURE: where the selection's colour shows, as "WIDTHxHEIGHT+X+Y"; nothing where it does not.
box() {
    convert "$1" -alpha off -fill black +opaque "$selection_colour" -fill white -opaque "$selection_colour" \
        -bordercolor black -border 1 -format '%[fx:maxima] %@' info: 2>/dev/null |
        awk '$1 > 0 { split($2, part, /[x+]/); printf "%dx%d+%d+%d", part[1], part[2], part[3] - 1, part[4] - 1 }'
}

is_selected() { look "$work/look.png" && selected=$(box "$work/look.png") && [ -n "$selected" ]; }
is_selected_at() { is_selected && [ "$selected" = "$1" ]; }
nothing_is_selected() { look "$work/look.png" && [ -z "$(box "$work/look.png")" ]; }

# A dialog dims the whole window, also the corner at the bottom left where nothing ever stands.
corner() { convert "$1" -alpha off -crop 1x1+1+898 -format '#%[hex:p{0,0}]' info: | tr 'A-F' 'a-f'; }
dialog_is_open() { look "$work/look.png" && [ "$(corner "$work/look.png")" != "$ground_colour" ]; }
dialog_is_closed() { ! dialog_is_open; }

# ---- pressing ----

key() { xdotool key --clearmodifiers --delay 30 "$@"; }

# times N KEY: presses a key so many times.
times() { xdotool key --clearmodifiers --delay 30 $(for ((i = 0; i < $1; i++)); do echo "$2"; done); }

# words ARTICLE PARAGRAPHS SKIP TAKE: selects TAKE words by keyboard, and leaves their place in `selected`. The places
# of two looks must agree, so that no half-done selection is believed.
words() {
    local before
    key Escape Escape "ctrl+$1" ctrl+Home
    until_so "nothing is selected" nothing_is_selected
    [ "$2" -eq 0 ] || times "$2" ctrl+Down
    [ "$3" -eq 0 ] || times "$3" ctrl+Right
    [ "$3" -eq 0 ] || key Right
    times "$4" ctrl+shift+Right
    until_so "words of article $1 are selected" is_selected
    before=''
    until [ "$selected" = "$before" ]; do
        before=$selected
        sleep 0.3
        is_selected || true
    done
}

# edges BOX: left, right and middle height of a box, a little inside.
edges() {
    local width height x y
    IFS='x+' read -r width height x y <<<"$1"
    left=$((x + 1)) right=$((x + width - 1)) middle=$((y + height / 2))
}

# at X Y: the pointer, seen from the window's corner.
at() { xdotool mousemove --window "$window" "$1" "$2"; }

# ---- the story ----

step "starting on three articles"
start a.txt b.md c.html
until_so "the articles are open" title_is "• Crosscheck"
keep opened

step "by keyboard alone: words of the first article, conflicting"
words 1 1 0 2
keep keyboard-selection
key 3
until_so "the mark is made" nothing_is_selected

step "by keyboard alone, past the inspector and back with F6, by characters: words of the third article, unverified"
key Escape "ctrl+3" ctrl+Home F6 shift+F6 ctrl+Down
until_so "nothing is selected" nothing_is_selected
times 6 Right
times 6 shift+Right
until_so "characters are selected" is_selected
keep characters
key 2
until_so "the mark is made" nothing_is_selected

step "by mouse: a double click in the second article, then the key 1"
words 2 1 3 1
word=$selected
keep the-word
key Escape
until_so "nothing is selected" nothing_is_selected
edges "$word"
at $(((left + right) / 2)) "$middle"
# On a crowded machine two presses can fall into one frame, or too far apart: then nothing or too little is selected.
double_click() {
    xdotool click --repeat 2 --delay "$1" 1
    local end=$((SECONDS + 3))
    while [ "$SECONDS" -lt "$end" ]; do
        is_selected_at "$word" && return 0
        sleep 0.1
    done
    return 1
}
double_click 120 || double_click 250 || double_click 60 || double_click 350 || double_click 180 ||
    fail "a double click on a word did not select it"
keep double-click
key 1
until_so "the mark is made" nothing_is_selected

step "by mouse alone: a drag in the second article, then the foot's second button"
words 2 2 2 2
drag=$selected
look "$work/by-keyboard.png"
key Escape
until_so "nothing is selected" nothing_is_selected
edges "$drag"
at "$left" "$middle"
xdotool mousedown 1
for part in 1 2 3 4; do
    at $((left + (right - left) * part / 4)) "$middle"
    sleep 0.1
done
until_so "the drag selects the words" is_selected_at "$drag"
xdotool mouseup 1
# The foot is what the mouse's selection has and the keyboard's has not: paper chips, one a button, on a strip.
chips() {
    look "$work/by-mouse.png"
    strip=$(convert "$work/by-keyboard.png" "$work/by-mouse.png" -alpha off -compose difference -composite \
        -threshold 1% -define connected-components:verbose=true -define connected-components:area-threshold=4000 \
        -connected-components 8 null: | awk '$5 ~ /255|white/ { print $2; exit }')
    [ -n "$strip" ] || return 1
    convert "$work/by-mouse.png" -alpha off -crop "$strip" +repage -fuzz 1% -fill black +opaque "$paper_colour" \
        -fill white -opaque "$paper_colour" -define connected-components:verbose=true \
        -define connected-components:area-threshold=60 -connected-components 8 null: |
        awk '$5 ~ /255|white/ { split($2, part, /[x+]/); if (part[2] >= 10) print $2 }' | sort -t+ -k2n >"$work/chips"
    [ "$(wc -l <"$work/chips")" -ge 3 ]
}
until_so "the foot of the pane shows its buttons" chips
keep drag
IFS='x+' read -r _ _ strip_x strip_y <<<"$strip"
IFS='x+' read -r chip_width chip_height chip_x chip_y <<<"$(sed -n 2p "$work/chips")"
at $((strip_x + chip_x + chip_width / 2)) $((strip_y + chip_y + chip_height / 2))
xdotool click 1
until_so "the mark is made" nothing_is_selected
keep marked

step "saving, with the path typed in the window"
key ctrl+s
until_so "the window asks where to save" dialog_is_open
key ctrl+a
xdotool type --delay 20 "$work/main-job.ron"
keep path
key Return
until_so "the file is there" test -s "$work/main-job.ron"
until_so "the window says it is saved" title_is "main-job.ron – Crosscheck"
until_so "the question is gone" dialog_is_closed

step "comparing the file"
"$crosscheck" check "$work/main-job.ron" >"$work/check" 2>&1 || fail "the file has errors: $(cat "$work/check")"
"$crosscheck" list --json "$work/main-job.ron" |
    jq -r '.annotations[] | [.file_name, .status, .spans[].quote, .assessments[].reviewer] | join(" | ")' >"$work/found"
cat >"$work/expected" <<'TEXT'
a.txt | conflicting | Eleven visitors | Window test
b.md | verified | Brunnfeld | Window test
b.md | unverified | cost 40,000 | Window test
c.html | unverified | Monday | Window test
TEXT
diff "$work/expected" "$work/found" || fail "the file does not have the marks that were made (< expected, > found)"

step "saving once more under another name: the same bytes"
key ctrl+shift+s
until_so "the window asks where to save" dialog_is_open
key ctrl+a
xdotool type --delay 20 "$work/again.ron"
key Return
until_so "the second file is there" test -s "$work/again.ron"
until_so "the window says it is saved" title_is "again.ron – Crosscheck"
cmp "$work/main-job.ron" "$work/again.ron" || fail "saving twice did not give the same bytes"
end

step "opening the saved project in a window"
cp "$work/main-job.ron" "$work/before.ron"
start "$work/main-job.ron"
until_so "the project is open" title_is "main-job.ron – Crosscheck"
# Not blank: many colours, and the tints of all three statuses.
shows_marks() {
    look "$work/look.png"
    [ "$(convert "$work/look.png" -format %k info:)" -gt 200 ] || return 1
    for status in verified unverified conflicting; do
        tint=$(sed -n '/^pub const LIGHT/,/^};/s/^ *'"$status"': (rgb(0x[0-9a-f]*), rgb(0x\([0-9a-f]*\))),$/#\1/p' \
            "$root/src/ui/theme.rs")
        [ -n "$tint" ] || fail "src/ui/theme.rs has no tint for $status"
        convert "$work/look.png" -alpha off -fill black +opaque "$tint" -fill white -opaque "$tint" \
            -format '%[fx:mean*w*h]' info: | awk '{ exit !($1 > 100) }' || return 1
    done
}
until_so "the window shows the marks" shows_marks
keep reopened
end
cmp "$work/before.ron" "$work/main-job.ron" || fail "opening a project changed its file"

step "done"
