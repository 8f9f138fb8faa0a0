//! A damaged file taken apart into the texts of its records, by the lines on which the canonical form begins and ends them.
//!
//! Nothing is known to be whole here, so nothing is trusted but a parse: a record ends at the first line that closes one
//! and lets it be read. A text that happens to hold such a line ends a record too early, does not parse, and is tried to
//! the next one.
//!
//! Cost: linear in the file, times [`MOST_ENDS`] where nothing parses.

use std::fmt;

/// Lines that may close a record, tried before it is given up.
const MOST_ENDS: usize = 64;

/// The line that opens a record of a list.
const OPENING: &str = "    (";

/// How a line begins that closes a record.
const CLOSING: &str = "    )";

/// The lists of a project file, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Reviewers,
    Articles,
    SetAside,
    Sources,
    Claims,
    Annotations,
    Decisions,
    History,
}

impl Section {
    const ALL: [Self; 8] = [
        Self::Reviewers,
        Self::Articles,
        Self::SetAside,
        Self::Sources,
        Self::Claims,
        Self::Annotations,
        Self::Decisions,
        Self::History,
    ];

    /// The line that opens it.
    fn heading(self) -> &'static str {
        match self {
            Self::Reviewers => "  reviewers: {",
            Self::Articles => "  articles: [",
            Self::SetAside => "  set_aside: [",
            Self::Sources => "  sources: [",
            Self::Claims => "  claims: [",
            Self::Annotations => "  annotations: [",
            Self::Decisions => "  decisions: [",
            Self::History => "  history: [",
        }
    }

    /// What one of its records is called.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Reviewers => "reviewer",
            Self::Articles => "article",
            Self::SetAside => "set-aside region",
            Self::Sources => "source",
            Self::Claims => "claim",
            Self::Annotations => "annotation",
            Self::Decisions => "decision",
            Self::History => "line of the history",
        }
    }
}

/// A record that cannot be read, or not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostRecord {
    /// What it was.
    pub noun: &'static str,
    /// Where it begins, from 1; nothing where that is not known any more.
    pub line: Option<usize>,
    /// Why.
    pub why: String,
}

impl fmt::Display for LostRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { noun, line, why } = self;
        match line {
            Some(line) => write!(f, "{noun} from line {line}: {why}"),
            None => write!(f, "{noun}: {why}"),
        }
    }
}

/// What reads a record: whether it can be, and takes it in.
pub(super) trait Reads<'a> {
    /// Reads the text of one record, `key` being the id in front of it in a map.
    ///
    /// # Errors
    /// Why it is none, in words.
    fn read(&mut self, section: Section, key: &'a str, record: &'a str) -> Result<(), String>;

    /// Reads what can be read of an article that cannot be as it stands, with whatever follows it in its list. Whether it
    /// was enough to keep.
    fn read_broken_article(&mut self, article: &str) -> bool;
}

/// Reads every record of `text` that can be read, and tells of those that cannot.
pub(super) fn read_all<'a>(text: &'a str, reads: &mut impl Reads<'a>) -> Vec<LostRecord> {
    let lines = Lines::of(text);
    let (mut section, mut lost, mut at) = (None, Vec::new(), 0);
    while at < lines.len() {
        let line = lines.get(at);
        section = heading(line).or(section);
        if let (Some(section), Some(key)) = (section, opening(line)) {
            match read_one(&lines, section, key, at, reads) {
                Ok(end) => {
                    at = end;
                    // The next one may begin on the same line.
                    continue;
                }
                Err(why) => {
                    let is_kept = section == Section::Articles
                        && reads.read_broken_article(lines.span(at, end_of_list(&lines, at)));
                    let noun = if is_kept {
                        "part of an article"
                    } else {
                        section.noun()
                    };
                    lost.push(LostRecord {
                        noun,
                        line: Some(at + 1),
                        why,
                    });
                }
            }
        }
        at += 1;
    }
    lost
}

/// The last line of the list in which a line stands.
fn end_of_list(lines: &Lines<'_>, at: usize) -> usize {
    let ends = |line: &usize| heading(lines.get(*line)).is_some();
    (at + 1..lines.len()).find(ends).unwrap_or(lines.len()) - 1
}

/// The key in front of a record that begins on this line, empty in a list.
///
/// A line end may be what is damaged: then the line in front, which closes a record or opens a list, is one with it.
fn opening(line: &str) -> Option<&str> {
    let is_joined = line.starts_with(CLOSING)
        || Section::ALL
            .into_iter()
            .any(|it| line.starts_with(it.heading()));
    let is_one_with_next = line.starts_with(OPENING) && line.contains(" id: ");
    if is_near(line, OPENING) || is_one_with_next || is_joined && line.ends_with(OPENING) {
        return Some("");
    }
    let rest = if is_joined {
        &line[line.rfind("    \"")?..]
    } else {
        line
    };
    rest.strip_prefix("    \"")?.strip_suffix("\": (")
}

/// The list that this line opens. The line that closes the one in front may be one with it.
fn heading(line: &str) -> Option<Section> {
    let is_joined = line.starts_with("  ]") || line.starts_with("  }");
    Section::ALL.into_iter().find(|section| {
        let heading = section.heading();
        is_near(line, heading) || line.starts_with(heading) || is_joined && line.ends_with(heading)
    })
}

/// Whether one byte at most is another, as after a damage.
fn is_near(line: &str, sound: &str) -> bool {
    let differ = line.bytes().zip(sound.bytes()).filter(|(a, b)| a != b);
    line.len() == sound.len() && differ.count() <= 1
}

/// Reads the record that begins on a line, and gives the line that ends it.
fn read_one<'a>(
    lines: &Lines<'a>,
    section: Section,
    key: &'a str,
    start: usize,
    reads: &mut impl Reads<'a>,
) -> Result<usize, String> {
    let (mut why, mut tried) = ("it has no end".to_owned(), 0);
    for end in start + 1..lines.len() {
        let line = lines.get(end);
        if heading(line).is_some() {
            break;
        }
        if !line.starts_with(CLOSING) {
            continue;
        }
        match reads.read(section, key, lines.record(start, end)) {
            Ok(()) => return Ok(end),
            // The first one speaks of the record itself.
            Err(error) if tried == 0 => why = error,
            Err(_) => {}
        }
        tried += 1;
        if tried == MOST_ENDS {
            break;
        }
    }
    Err(why)
}

/// A text with its lines, without their ends.
struct Lines<'a> {
    text: &'a str,
    /// Where each begins, and one more where the text ends.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        Self { text, starts }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn get(&self, at: usize) -> &'a str {
        self.span(at, at)
    }

    /// From the bracket at the end of one line to the one at the start of another.
    fn record(&self, first: usize, last: usize) -> &'a str {
        let opening = self.get(first);
        let bracket = if opening.starts_with(OPENING) {
            Some(OPENING.len() - 1)
        } else {
            opening.rfind('(')
        };
        let start = self.starts[first] + bracket.unwrap_or(0);
        &self.text[start..self.starts[last] + CLOSING.len()]
    }

    /// From the start of one line to the end of another.
    fn span(&self, first: usize, last: usize) -> &'a str {
        self.text[self.starts[first]..self.starts[last + 1]].trim_end_matches('\n')
    }
}
