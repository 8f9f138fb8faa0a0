//! The layers, kept by reading the sources: who imports whom, what the pure folders never name, where colours may stand.
//!
//! The tour: `lex` turns a source into tokens without comments, `paths` finds every path in them with `use` groups
//! spread out, `RULES` has one function a rule, `breaches` runs them all. Each rule has a test with a made-up breach.
//!
//! Invariant: only what is written is read. A name that is renamed on import (`use std::fs as files`) is found at its
//! import; what a macro of another crate expands to is not seen. Test code (`#[cfg(test)]` items, and the files that
//! such a `mod` names) may use the clock and any folder, but opens no socket and starts no program either.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
};

/// From left to right: who stands right may use what stands left. Folders in one row do not use each other.
const LAYERS: [&[&str]; 8] = [
    &["text"],
    &["model"],
    &["edit", "compare", "review"],
    &["store", "import", "export"],
    &["app"],
    &["ui"],
    &["cli"],
    &["main"],
];

/// Values in, values out.
const PURE: [&str; 5] = ["text", "model", "edit", "compare", "review"];

/// What a pure folder never names: windows, files, threads, the clock, randomness.
const NOT_PURE: [&[&str]; 19] = [
    &["egui"],
    &["eframe"],
    &["egui_tiles"],
    &["epaint"],
    &["rfd"],
    &["directories"],
    &["tempfile"],
    &["std", "env"],
    &["std", "fs"],
    &["std", "net"],
    &["std", "process"],
    &["std", "thread"],
    &["Instant"],
    &["SystemTime"],
    &["RandomState"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
    &["Uuid", "new_v4"],
    &["Uuid", "now_v7"],
];

/// Sockets, programs that fetch, and other programs: named nowhere, not even in tests.
const NOWHERE: [&[&str]; 15] = [
    &["std", "net"],
    &["unix", "net"],
    &["TcpStream"],
    &["TcpListener"],
    &["UdpSocket"],
    &["UnixStream"],
    &["UnixListener"],
    &["UnixDatagram"],
    &["reqwest"],
    &["ureq"],
    &["hyper"],
    &["curl"],
    &["webbrowser"],
    &["process", "Command"],
    &["CommandExt"],
];

/// What hands an address to the browser or shows one that a click opens. Only [`OPENS_LINKS`] may, after a person has seen
/// all of it.
const OPENS: [&[&str]; 5] = [
    &["open_url"],
    &["OpenUrl"],
    &["Hyperlink"],
    &["hyperlink"],
    &["hyperlink_to"],
];

/// The file that hands over what `app/links.rs` has checked and a person has agreed to.
const OPENS_LINKS: &str = "src/ui/window.rs";

/// Where files are opened, besides behind `Disk` in the store: articles and marks that a person names, settings and the
/// state folder, pictures that `shot` writes. Nothing here gets a path out of a project.
const TOUCHES_FILES: [&str; 14] = [
    "src/app/",
    "src/cli/agree.rs",
    "src/cli/bench/",
    "src/cli/git_setup.rs",
    "src/cli/launch.rs",
    "src/cli/mark.rs",
    "src/cli/merge.rs",
    "src/cli/shot.rs",
    "src/cli/textconv.rs",
    "src/import/mod.rs",
    "src/main.rs",
    "src/store/disk.rs",
    "src/store/save.rs",
    "src/store/unmerged.rs",
];

/// The files that start a program: git, when the person asks to set it up, and this program itself, when the person asks
/// for a second window.
const RUNS_GIT: &str = "src/cli/git_setup.rs";
const RUNS_ITSELF: &str = "src/app/second_window.rs";

/// Colours that say "none" or "whatever stands here" and so belong to no theme.
const COLOURS_OF_NO_THEME: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];

/// Lines of a file, at most.
const MOST_LINES: usize = 900;

/// Files that are longer, with a limit of their own and the reason: none today. One that is short again must leave
/// the list.
const LONGER: &[(&str, usize, &str)] = &[];

/// `main.rs` only chooses between the window and a command.
const MOST_LINES_OF_MAIN: usize = 60;

#[test]
fn the_sources_keep_the_layers() {
    let sources = sources_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(
        sources.len() > 50,
        "only {} sources were found",
        sources.len()
    );
    // The reading is not blind: what is known to be there is seen.
    for (from, to) in [("model", "text"), ("ui", "app"), ("main", "cli")] {
        let sees = |source: &Source| {
            source.folder() == from
                && source
                    .in_the_product
                    .iter()
                    .any(|named| source.target(named) == Some(to))
        };
        assert!(
            sources.iter().any(sees),
            "no import from {from} to {to} was seen"
        );
    }
    let breaches = breaches(&sources);
    let list: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

#[test]
fn every_folder_of_the_sources_has_a_layer() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(source).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            let name = entry.file_name().into_string().unwrap();
            assert!(rank(&name).is_some(), "src/{name} has no layer");
        }
    }
}

/// A plain clone of the open project is what is shown of it: written to a file, it would lose what a blind review hides.
#[test]
fn who_copies_the_open_project_says_whole_or_shown() {
    let mut files = Vec::new();
    for folder in ["src/app", "src/ui"] {
        find_sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut files,
        );
    }
    let is_tested = |path: &PathBuf| !path.ends_with("tests.rs");
    for path in files.iter().filter(|path| is_tested(path)) {
        let source = std::fs::read_to_string(path).unwrap();
        for plain in ["self.project.clone()", "app.project.clone()"] {
            let (product, _tests) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
            assert!(!product.contains(plain), "{}: {plain}", path.display());
        }
    }
}

#[test]
fn files_that_may_be_longer_still_are() {
    for (path, most, reason) in LONGER {
        let lines = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
            .unwrap()
            .lines()
            .count();
        assert!(
            lines > MOST_LINES,
            "{path} may have {most} lines ({reason}), but has only {lines}: no exception is needed"
        );
    }
}

/// One source, read.
struct Source {
    /// From the root of the project, with `/`.
    path: String,
    /// As it stands in the file.
    text: String,
    /// Every path named in it.
    everywhere: Vec<Named>,
    /// Those outside of test code; empty for a file that is test code.
    in_the_product: Vec<Named>,
}

/// A path as a source names it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    line: usize,
    segments: Vec<String>,
}

/// What is against a rule.
#[derive(Debug)]
struct Breach {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

impl Source {
    /// The folder under `src/`; "lib" and "main" for the two roots.
    fn folder(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside
            .split_once('/')
            .map_or(inside.trim_end_matches(".rs"), |(folder, _)| folder)
    }

    /// How many modules deep the file is: 2 for `src/text/quote.rs`, 1 for `src/text/mod.rs`.
    fn depth(&self) -> usize {
        module_of(&self.path).len()
    }

    /// The root folder that a path leads to, if it is one of ours.
    fn target<'a>(&self, named: &'a Named) -> Option<&'a str> {
        let mut segments = named.segments.iter().map(String::as_str).peekable();
        match segments.peek().copied()? {
            "crate" | "crosscheck" => {
                segments.next();
            }
            "super" => {
                let mut ups = 0;
                while segments.next_if_eq(&"super").is_some() {
                    ups += 1;
                }
                if ups < self.depth() {
                    return None;
                }
            }
            _ => return None,
        }
        segments.next()
    }

    fn breach(&self, line: usize, what: impl Into<String>) -> Breach {
        Breach {
            path: self.path.clone(),
            line,
            what: what.into(),
        }
    }
}

type Rule = fn(&Source) -> Vec<Breach>;

const RULES: [Rule; 9] = [
    imports_go_to_the_left,
    pure_folders_stay_pure,
    widgets_stay_in_the_window,
    no_sockets_and_no_programs,
    links_are_opened_in_one_place,
    files_are_opened_where_it_is_said,
    colours_stand_in_the_theme,
    modules_begin_with_a_tour,
    files_stay_short,
];

fn breaches(sources: &[Source]) -> Vec<Breach> {
    sources
        .iter()
        .flat_map(|source| RULES.iter().flat_map(move |rule| rule(source)))
        .collect()
}

fn rank(folder: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&folder))
}

fn imports_go_to_the_left(source: &Source) -> Vec<Breach> {
    let folder = source.folder();
    let Some(own) = rank(folder) else {
        // `lib.rs` names the folders and uses none.
        return source
            .in_the_product
            .iter()
            .filter_map(|named| Some((named.line, source.target(named)?)))
            .map(|(line, target)| source.breach(line, format!("{folder} uses {target}")))
            .collect();
    };
    source
        .in_the_product
        .iter()
        .filter_map(|named| Some((named.line, source.target(named)?)))
        .filter(|(_, target)| *target != folder)
        .filter_map(|(line, target)| match rank(target) {
            Some(other) if other < own => None,
            Some(_) => {
                Some(source.breach(line, format!("{folder} must not use {target} (layers)")))
            }
            None => {
                Some(source.breach(line, format!("{folder} uses {target}, which has no layer")))
            }
        })
        .collect()
}

fn pure_folders_stay_pure(source: &Source) -> Vec<Breach> {
    if !PURE.contains(&source.folder()) {
        return Vec::new();
    }
    naming(source, &source.in_the_product, &NOT_PURE, "is pure")
}

/// `app` is the shell without widgets: of egui it knows keys, nothing else. Below it nobody knows of windows.
fn widgets_stay_in_the_window(source: &Source) -> Vec<Breach> {
    let below = ["store", "import", "export"].contains(&source.folder());
    if !below && source.folder() != "app" {
        return Vec::new();
    }
    let windows: [&[&str]; 5] = [
        &["egui"],
        &["eframe"],
        &["egui_tiles"],
        &["epaint"],
        &["rfd"],
    ];
    let named: Vec<Named> = source
        .in_the_product
        .iter()
        .filter(|named| {
            let first = named.segments.first().map(String::as_str);
            let second = named.segments.get(1).map(String::as_str);
            let is_of_the_shell = first == Some("rfd")
                || matches!((first, second), (Some("egui"), Some("Key" | "Modifiers")));
            below || !is_of_the_shell
        })
        .cloned()
        .collect();
    naming(source, &named, &windows, "has no widgets")
}

fn no_sockets_and_no_programs(source: &Source) -> Vec<Breach> {
    let banned: Vec<&[&str]> = NOWHERE
        .into_iter()
        .filter(|banned| {
            let may_start = [RUNS_GIT, RUNS_ITSELF].contains(&&*source.path);
            !may_start || *banned != ["process", "Command"]
        })
        .collect();
    naming(
        source,
        &source.everywhere,
        &banned,
        "opens no socket and starts no program",
    )
}

fn links_are_opened_in_one_place(source: &Source) -> Vec<Breach> {
    if source.path == OPENS_LINKS {
        return Vec::new();
    }
    naming(source, &source.in_the_product, &OPENS, "opens no links")
}

fn files_are_opened_where_it_is_said(source: &Source) -> Vec<Breach> {
    // Pure folders have a rule of their own.
    let is_pure = PURE.contains(&source.folder());
    if is_pure
        || TOUCHES_FILES
            .iter()
            .any(|place| source.path.starts_with(place))
    {
        return Vec::new();
    }
    let files: [&[&str]; 4] = [
        &["std", "fs"],
        &["fs"],
        &["File", "open"],
        &["File", "create"],
    ];
    naming(source, &source.in_the_product, &files, "opens no files")
}

fn naming(source: &Source, named: &[Named], banned: &[&[&str]], why: &str) -> Vec<Breach> {
    named
        .iter()
        .filter(|named| {
            banned.iter().any(|banned| {
                named
                    .segments
                    .windows(banned.len())
                    .any(|window| window == *banned)
            })
        })
        .map(|named| {
            let path = named.segments.join("::");
            source.breach(
                named.line,
                format!("{} {why}, but names {path}", source.folder()),
            )
        })
        .collect()
}

fn colours_stand_in_the_theme(source: &Source) -> Vec<Breach> {
    if source.path == "src/ui/theme.rs" || source.path.starts_with("src/ui/picture/") {
        return Vec::new();
    }
    source
        .in_the_product
        .iter()
        .filter(|named| {
            let names: Vec<&str> = named.segments.iter().map(String::as_str).collect();
            let of_type = |name: &str| {
                names
                    .windows(2)
                    .find(|pair| pair[0] == name)
                    .map(|pair| pair[1])
            };
            let constructs = |what: &str| {
                what.starts_with("from_")
                    || what.chars().all(|c| c.is_ascii_uppercase() || c == '_')
            };
            names.contains(&"hex_color")
                || ["Color32", "Rgba", "Hsva"].iter().any(|name| {
                    of_type(name).is_some_and(|what| {
                        constructs(what) && !COLOURS_OF_NO_THEME.contains(&what)
                    })
                })
        })
        .map(|named| {
            let path = named.segments.join("::");
            source.breach(
                named.line,
                format!("{path}: colours stand in src/ui/theme.rs"),
            )
        })
        .collect()
}

fn modules_begin_with_a_tour(source: &Source) -> Vec<Breach> {
    if source.text.starts_with("//! ") {
        Vec::new()
    } else {
        vec![source.breach(1, "does not begin with its tour (`//! …`)")]
    }
}

fn files_stay_short(source: &Source) -> Vec<Breach> {
    let lines = source.text.lines().count();
    let most = if source.path == "src/main.rs" {
        MOST_LINES_OF_MAIN
    } else {
        LONGER
            .iter()
            .find(|(path, _, _)| *path == source.path)
            .map_or(MOST_LINES, |(_, most, _)| *most)
    };
    if lines <= most {
        Vec::new()
    } else {
        vec![source.breach(lines, format!("has {lines} lines, more than {most}"))]
    }
}

/// Every source under a folder, in the order of their paths.
fn sources_of(folder: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    find_sources(folder, &mut files);
    files.sort();
    let root = folder.parent().unwrap();
    let texts = files
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(&file).unwrap();
            let parts: Vec<_> = file
                .strip_prefix(root)
                .unwrap()
                .iter()
                .map(|part| part.to_str().unwrap())
                .collect();
            (parts.join("/"), text)
        })
        .collect();
    read(texts)
}

fn find_sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_sources(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("rs"))
        {
            files.push(path);
        }
    }
}

/// Reads sources that belong together.
fn read(texts: Vec<(String, String)>) -> Vec<Source> {
    let tokenised: Vec<_> = texts
        .into_iter()
        .map(|(path, text)| {
            let tokens = lex(&text);
            (path, text, tokens)
        })
        .collect();
    let test_modules: BTreeSet<Vec<String>> = tokenised
        .iter()
        .flat_map(|(path, _, tokens)| {
            let module = module_of(path);
            without_tests(tokens)
                .1
                .into_iter()
                .map(move |name| [module.clone(), vec![name]].concat())
        })
        .collect();
    tokenised
        .into_iter()
        .map(|(path, text, tokens)| {
            let module = module_of(&path);
            let is_test = (1..=module.len()).any(|length| test_modules.contains(&module[..length]));
            let in_the_product = if is_test {
                Vec::new()
            } else {
                paths(&without_tests(&tokens).0)
            };
            Source {
                everywhere: paths(&tokens),
                in_the_product,
                path,
                text,
            }
        })
        .collect()
}

/// The names of the modules that lead to a file: `["text", "quote"]`.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut names: Vec<String> = inside.split('/').map(ToOwned::to_owned).collect();
    if names.last().is_some_and(|last| last == "mod") || inside == "lib" {
        names.pop();
    }
    names
}

/// A word, `::`, or any other character; literals are one token `""`, comments none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    line: usize,
    text: String,
}

fn lex(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    let starts = |at: usize, what: &str| {
        what.chars()
            .enumerate()
            .all(|(offset, c)| chars.get(at + offset) == Some(&c))
    };
    while at < chars.len() {
        let begin = at;
        let token = if chars[at].is_whitespace() {
            at += 1;
            None
        } else if starts(at, "//") {
            at = (at..chars.len())
                .find(|&at| chars[at] == '\n')
                .unwrap_or(chars.len());
            None
        } else if starts(at, "/*") {
            let mut depth = 0;
            while at < chars.len() {
                if starts(at, "/*") {
                    (depth, at) = (depth + 1, at + 2);
                } else if starts(at, "*/") {
                    (depth, at) = (depth - 1, at + 2);
                    if depth == 0 {
                        break;
                    }
                } else {
                    at += 1;
                }
            }
            None
        } else if let Some(end) = raw_string_end(&chars, at) {
            at = end;
            Some("\"\"".to_owned())
        } else if chars[at].is_alphanumeric() || chars[at] == '_' {
            while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
            Some(chars[begin..at].iter().collect())
        } else if chars[at] == '"' {
            at = quoted_end(&chars, at);
            Some("\"\"".to_owned())
        } else if chars[at] == '\'' {
            // A character, unless a name without a closing quote follows: a lifetime.
            let is_character = chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\'');
            at = if is_character {
                quoted_end(&chars, at)
            } else {
                at + 1
            };
            is_character.then(|| "\"\"".to_owned())
        } else if starts(at, "::") {
            at += 2;
            Some("::".to_owned())
        } else {
            at += 1;
            Some(chars[begin].to_string())
        };
        if let Some(text) = token {
            tokens.push(Token { line, text });
        }
        line += chars[begin..at.min(chars.len())]
            .iter()
            .filter(|c| **c == '\n')
            .count();
    }
    tokens
}

/// Where a literal that begins with its quote at `at` is over.
fn quoted_end(chars: &[char], at: usize) -> usize {
    let quote = chars[at];
    let mut at = at + 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Where a raw string that begins at `at` is over, if one does.
fn raw_string_end(chars: &[char], at: usize) -> Option<usize> {
    let mut next = at;
    if matches!(chars.get(next), Some('b' | 'c')) {
        next += 1;
    }
    if chars.get(next) != Some(&'r') {
        return None;
    }
    next += 1;
    let hashes = chars[next..].iter().take_while(|c| **c == '#').count();
    next += hashes;
    if chars.get(next) != Some(&'"') {
        return None;
    }
    (next + 1..chars.len())
        .find(|&end| {
            chars[end] == '"'
                && chars[end + 1..]
                    .iter()
                    .take(hashes)
                    .filter(|c| **c == '#')
                    .count()
                    == hashes
        })
        .map(|end| end + 1 + hashes)
}

/// The tokens without `#[cfg(test)]` items, and the modules in files of their own that were among these.
fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let attribute = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let is_test = tokens.len() - at > attribute.len()
            && attribute
                .iter()
                .zip(&tokens[at..])
                .all(|(expected, token)| token.text == *expected);
        if !is_test {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let end = item_end(tokens, at + attribute.len());
        let item = &tokens[at + attribute.len()..end];
        if let Some(place) = item.iter().position(|token| token.text == "mod")
            && item.get(place + 2).is_some_and(|token| token.text == ";")
        {
            modules.push(item[place + 1].text.clone());
        }
        at = end;
    }
    (kept, modules)
}

/// Where the item at `at` is over: after its block, or after its semicolon.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    let is_statement = |token: &Token| ["use", "const", "static", "type"].contains(&&*token.text);
    let mut ends_with_semicolon = false;
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match &*token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && token.text == "}" && !ends_with_semicolon {
                    return at;
                }
            }
            ";" if depth == 0 => return at,
            _ if depth == 0 && is_statement(token) => ends_with_semicolon = true,
            _ => {}
        }
    }
    at
}

fn paths(tokens: &[Token]) -> Vec<Named> {
    let mut named = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = if is_name(token) {
            path(tokens, at, &[], &mut named)
        } else {
            at + 1
        };
    }
    named
}

fn is_name(token: &Token) -> bool {
    token
        .text
        .starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads the path at `at` and returns where it is over; a group adds one path for each of its entries.
fn path(tokens: &[Token], mut at: usize, prefix: &[String], named: &mut Vec<Named>) -> usize {
    let line = tokens[at].line;
    let mut segments = prefix.to_vec();
    while let Some(token) = tokens.get(at).filter(|token| is_name(token)) {
        segments.push(token.text.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
        if tokens.get(at).is_some_and(|token| token.text == "{") {
            at += 1;
            while let Some(token) = tokens.get(at).filter(|token| token.text != "}") {
                at = if is_name(token) {
                    let mut end = path(tokens, at, &segments, named);
                    // What follows `as` is a name of this file.
                    while tokens
                        .get(end)
                        .is_some_and(|token| ![",", "}"].contains(&&*token.text))
                    {
                        end += 1;
                    }
                    end
                } else {
                    at + 1
                };
            }
            return at + 1;
        }
    }
    named.push(Named { line, segments });
    at
}

mod made_up {
    use super::{Breach, breaches, lex, paths, read};

    fn found(path: &str, text: &str) -> Vec<Breach> {
        found_in(&[(path, text)])
    }

    fn found_in(files: &[(&str, &str)]) -> Vec<Breach> {
        let texts = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), format!("//! Tour.\n{text}")))
            .collect();
        breaches(&read(texts))
    }

    /// Exactly one breach, on the second line, that says `word`.
    fn one(path: &str, text: &str, word: &str) {
        let found = found(path, text);
        assert_eq!(found.len(), 1, "{path}: {text}: {found:?}");
        assert_eq!(found[0].line, 2, "{found:?}");
        assert!(found[0].what.contains(word), "{found:?}");
    }

    fn none(path: &str, text: &str) {
        let found = found(path, text);
        assert!(found.is_empty(), "{path}: {text}: {found:?}");
    }

    #[test]
    fn an_import_to_the_right_is_found_however_it_is_written() {
        one("src/text/quote.rs", "use crate::model::Project;", "model");
        one(
            "src/model/x.rs",
            "use crate::{text::Text, edit::Edit};",
            "edit",
        );
        one("src/model/x.rs", "use super::super::store;", "store");
        one(
            "src/model/mod.rs",
            "use super::store::{self as files};",
            "store",
        );
        one(
            "src/review/x.rs",
            "fn f() { crate::edit::apply(); }",
            "edit",
        );
        one(
            "src/store/read.rs",
            "use crate::import::Imported;",
            "import",
        );
        one("src/app/files.rs", "use crate::ui::Window;", "ui");
        one("src/ui/panes.rs", "use crate::cli;", "cli");
        one("src/cli/x.rs", "use crate::shared::X;", "no layer");
        one("src/lib.rs", "use crate::text::Text;", "lib");
    }

    #[test]
    fn imports_to_the_left_and_inside_are_free() {
        none(
            "src/model/x.rs",
            "use crate::{text::{Text, TextRange}, model::Project};",
        );
        none("src/text/segment/word.rs", "use super::super::Text;");
        none(
            "src/main.rs",
            "use crosscheck::{cli::{self, Launch}, ui::window};",
        );
        none(
            "src/text/x.rs",
            "/// See [`crate::model::Project`].\n// use crate::model;\nfn f() {}",
        );
        none(
            "src/text/x.rs",
            "const X: &str = r#\"use crate::model\"#; const Y: &str = \"\\\"crate::ui::x\";",
        );
    }

    #[test]
    fn what_is_not_pure_is_found_in_pure_folders() {
        for text in [
            "use egui::Pos2;",
            "use eframe::App;",
            "use rfd::FileDialog;",
            "use std::fs;",
            "use std::{collections::BTreeMap, fs::{self}};",
            "fn f() { std::thread::spawn(|| {}); }",
            "use std::time::{Duration, Instant};",
            "fn f() -> Time { SystemTime::now() }",
            "fn f() -> Timestamp { jiff::Timestamp::now() }",
            "fn f() -> Uuid { Uuid::now_v7() }",
            "use std::{env as surroundings};",
        ] {
            one("src/edit/x.rs", text, "is pure");
            let elsewhere = found("src/cli/shot.rs", text);
            assert!(elsewhere.is_empty(), "{elsewhere:?}");
        }
        none(
            "src/model/x.rs",
            "use jiff::Timestamp; use std::{fmt, sync::Arc};",
        );
    }

    #[test]
    fn widgets_outside_of_the_window_are_found() {
        one("src/app/x.rs", "use egui::Ui;", "no widgets");
        one("src/app/x.rs", "use egui::{Key, Button};", "Button");
        one("src/store/x.rs", "use egui::Key;", "no widgets");
        one("src/import/x.rs", "use rfd::FileDialog;", "no widgets");
        none(
            "src/app/x.rs",
            "use egui::{Key, Modifiers}; use rfd::FileDialog;",
        );
    }

    #[test]
    fn sockets_and_programs_are_found_even_in_tests() {
        for text in [
            "use std::net::IpAddr;",
            "use std::os::unix::net::Anything;",
            "fn f() { TcpStream::connect(\"x\"); }",
            "fn f() { reqwest::blocking::get(\"x\"); }",
            "use std::process::{Command, ExitCode};",
            "fn f() { process::Command::new(\"sh\"); }",
            "#[cfg(test)] mod tests { fn f() { std::process::Command::new(\"sh\"); } }",
        ] {
            one("src/cli/x.rs", text, "starts no program");
        }
        none(
            "src/main.rs",
            "use std::process::ExitCode; use crosscheck::cli; fn f(c: Command) {}",
        );
        none(crate::RUNS_GIT, "use std::process::Command;");
        none(crate::RUNS_ITSELF, "use std::process::Command;");
        one(crate::RUNS_GIT, "use std::net::IpAddr;", "opens no socket");
    }

    #[test]
    fn links_that_open_elsewhere_are_found() {
        for text in [
            "fn f() { context.open_url(egui::x(y)); }",
            "use egui::OpenUrl;",
            "fn f() { ui.hyperlink(url); }",
            "use egui::{Hyperlink as Link, Ui};",
        ] {
            one("src/ui/panels/x.rs", text, "opens no links");
            none(crate::OPENS_LINKS, text);
        }
    }

    #[test]
    fn files_that_are_opened_elsewhere_are_found() {
        for text in [
            "use std::fs;",
            "fn f() { std::fs::read(x); }",
            "use std::{fs::File};",
            "fn f() { File::open(x); }",
        ] {
            one("src/ui/x.rs", text, "opens no files");
            none("src/store/disk.rs", text);
        }
    }

    #[test]
    fn colours_outside_of_the_theme_are_found() {
        for text in [
            "const X: Color32 = Color32::from_rgb(1, 2, 3);",
            "const X: egui::Color32 = egui::Color32::RED;",
            "fn f() { egui::hex_color!(\"#fff\"); }",
            "fn f() { Rgba::from_gray(0.5); }",
        ] {
            one("src/ui/panels/x.rs", text, "colours");
            none("src/ui/theme.rs", text);
            none("src/ui/picture/x.rs", text);
        }
        none(
            "src/ui/panels/x.rs",
            "use egui::Color32; const X: Color32 = Color32::TRANSPARENT;",
        );
    }

    #[test]
    fn a_file_without_a_tour_is_found() {
        let found = breaches(&read(vec![(
            "src/text/mod.rs".to_owned(),
            "/// Not a tour.\nmod x;\n".to_owned(),
        )]));
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn long_files_are_found() {
        let lines = |count: usize| "fn f() {}\n".repeat(count - 1);
        none("src/ui/x.rs", &lines(900));
        assert_eq!(found("src/ui/x.rs", &lines(901)).len(), 1);
        assert_eq!(found("src/main.rs", &lines(61)).len(), 1);
    }

    #[test]
    fn test_code_is_left_out_and_what_follows_it_is_not() {
        none(
            "src/model/x.rs",
            "#[cfg(test)]\nmod tests { use crate::store::Disk; mod y { use egui::Ui; } }",
        );
        none("src/model/x.rs", "#[cfg(test)]\nuse std::{fs, thread};");
        one(
            "src/model/x.rs",
            "#[cfg(test)] use std::{fs}; use std::thread;",
            "thread",
        );
        one(
            "src/model/x.rs",
            "#[cfg(test)] #[derive(X)] fn f() { [1]; } fn g() { std::fs::read(); }",
            "fs",
        );
        let parent = "#[cfg(test)]\npub(crate) mod testing;\nmod other;";
        let breach = "use crate::store::Disk;";
        let found = found_in(&[
            ("src/model/mod.rs", parent),
            ("src/model/testing.rs", breach),
            ("src/model/testing/deep.rs", breach),
            ("src/model/other.rs", breach),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].path, "src/model/other.rs");
    }

    #[test]
    fn the_lexer_knows_lifetimes_characters_and_comments() {
        let source = "fn f<'a>(x: &'a str) { '\"'; '\\''; b'x'; /* a /* b */ c */ br##\"d\"# e\"##; g::h } // i";
        let names: Vec<String> = paths(&lex(source))
            .iter()
            .map(|named| named.segments.join("::"))
            .collect();
        assert_eq!(names, ["fn", "f", "a", "x", "a", "str", "b", "g::h"]);
    }
}
