//! Quotation marks: where a quotation begins and ends.
//!
//! Known are "…", “…”, ”…”, „…“, „…”, «…», »…«, ‹…›, ‘…’, ‚…‘ and '…', one inside another as well. A straight mark and an
//! apostrophe say by their neighbours what they are: an opening one stands before a letter and behind a space, a closing
//! one behind a word. A quotation that goes on in the next paragraph is opened there again; the marks at the heads of its
//! paragraphs are passed over.
//!
//! Limits: a mark that is never closed opens nothing; a closing ’ and an apostrophe at the end of a word ("the sailors’") are
//! told apart only by whether a ‘ is open.

use crate::text::{ParagraphIndex, Text, TextRange};

/// A quotation by its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// With its marks.
    pub(super) whole: TextRange,
    /// Between its marks.
    pub(super) inner: TextRange,
    /// How many quotations it stands in.
    pub(super) depth: usize,
}

/// Paragraphs that one quotation may go through. More are a mark that somebody forgot to close.
const MOST_PARAGRAPHS: usize = 12;

/// A mark that is open.
struct Open {
    /// In bytes of the text.
    start: usize,
    length: usize,
    closes: &'static [char],
    opening: char,
    paragraphs: usize,
}

/// The quotations of a text, in the order in which they begin.
pub(super) fn marked(text: &Text) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for index in 0..text.paragraph_count() {
        let range = text.paragraph(ParagraphIndex(index));
        let line = text.slice(range);
        if line.trim().is_empty() {
            continue;
        }
        read_paragraph(line, range.start.bytes(), &mut open, &mut found);
        for mark in &mut open {
            mark.paragraphs += 1;
        }
        let next = next_line(text, index);
        // Only the outermost goes on, where the next paragraph opens it again.
        let goes_on = open.first().is_some_and(|mark| {
            mark.paragraphs < MOST_PARAGRAPHS
                && !matches!(mark.opening, '\'' | '‘' | '‚')
                && next.is_some_and(|next| next.trim_start().starts_with(mark.opening))
        });
        open.truncate(usize::from(goes_on));
    }
    found.sort_by_key(|marked| (marked.whole.start, std::cmp::Reverse(marked.whole.end)));
    found
}

/// The next paragraph that has words.
fn next_line(text: &Text, index: usize) -> Option<&str> {
    (index + 1..text.paragraph_count())
        .map(|next| text.slice(text.paragraph(ParagraphIndex(next))))
        .find(|line| !line.trim().is_empty())
}

fn read_paragraph(line: &str, from: usize, open: &mut Vec<Open>, found: &mut Vec<Marked>) {
    let mut before: Option<char> = None;
    let mut characters = line.char_indices().peekable();
    // The mark that takes a quotation up again.
    let mut is_head = !open.is_empty();
    while let Some((at, character)) = characters.next() {
        let behind = characters.peek().map(|(_, next)| *next);
        if is_head && !character.is_whitespace() {
            is_head = false;
            if open.first().is_some_and(|mark| mark.opening == character) {
                before = Some(character);
                continue;
            }
        }
        let closed = closing(character, before, behind, open);
        if let Some(place) = closed {
            let depth = place;
            let mark = &open[place];
            let inner = TextRange::of_bytes(mark.start + mark.length, from + at);
            if !inner.is_empty() {
                found.push(Marked {
                    whole: TextRange::of_bytes(mark.start, from + at + character.len_utf8()),
                    inner,
                    depth,
                });
            }
            open.truncate(place);
        } else if let Some(closes) = opening(character, before, behind, &line[at..]) {
            open.push(Open {
                start: from + at,
                length: character.len_utf8(),
                closes,
                opening: character,
                paragraphs: 0,
            });
        }
        before = Some(character);
    }
}

/// Which of the open marks this character closes: the innermost that it can.
fn closing(
    character: char,
    before: Option<char>,
    behind: Option<char>,
    open: &[Open],
) -> Option<usize> {
    let place = open
        .iter()
        .rposition(|mark| mark.closes.contains(&character))?;
    let is_behind_word = before.is_some_and(|before| !before.is_whitespace());
    let is_before_word = behind.is_some_and(char::is_alphanumeric);
    let may = match character {
        '\'' | '’' | '"' => is_behind_word && !is_before_word,
        // A German „…“ inside an English “…” is not told from a new one; before a word it opens.
        '“' => !(is_before_word && before.is_none_or(char::is_whitespace)),
        _ => true,
    };
    may.then_some(place)
}

/// What closes the quotation that this character opens, if it opens one.
fn opening(
    character: char,
    before: Option<char>,
    behind: Option<char>,
    rest: &str,
) -> Option<&'static [char]> {
    let is_at_start =
        before.is_none_or(|before| before.is_whitespace() || "([{—–-/\"“„«‘‚‹'…".contains(before));
    let is_before_word = behind.is_some_and(|behind| !behind.is_whitespace());
    match character {
        '“' => Some(&['”', '“']),
        '„' => Some(&['“', '”', '"']),
        '«' => Some(&['»']),
        '‹' => Some(&['›']),
        '‚' => Some(&['‘', '’']),
        '”' if is_at_start && is_before_word => Some(&['”']),
        '»' if is_at_start && is_before_word => Some(&['«']),
        '"' if is_at_start && is_before_word => Some(&['"']),
        '‘' if is_at_start && is_before_word => Some(&['’']),
        '\'' if is_at_start && is_before_word && has_closing_straight(rest) => Some(&['\'']),
        _ => None,
    }
}

/// Whether a straight single mark is closed behind a word: "'tis" is no quotation.
fn has_closing_straight(rest: &str) -> bool {
    let mut before = None;
    let mut characters = rest.chars().skip(1).peekable();
    while let Some(character) = characters.next() {
        let is_end = characters
            .peek()
            .is_none_or(|behind| !behind.is_alphanumeric());
        if character == '\'' && is_end && before.is_some_and(|before: char| !before.is_whitespace())
        {
            return true;
        }
        before = Some(character);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::marked;
    use crate::text::Text;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, usize)]) {
        let text = Text::new(text);
        let found: Vec<(&str, usize)> = marked(&text)
            .iter()
            .map(|marked| (text.slice(marked.inner), marked.depth))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_kind_of_mark() {
        check("He said \"no\" and “yes”.", &[("no", 0), ("yes", 0)]);
        check(
            "Er sagte „nein“ und »ja« und „doch”.",
            &[("nein", 0), ("ja", 0), ("doch", 0)],
        );
        check("Il a dit « non » et “oui”.", &[(" non ", 0), ("oui", 0)]);
        check("Hon sade ”nej”.", &[("nej", 0)]);
        check(
            "It's the sailors' 'last word' o'clock.",
            &[("last word", 0)],
        );
        check(
            "It’s the crew’s ‘last word’, isn’t it?",
            &[("last word", 0)],
        );
    }

    #[test]
    fn an_apostrophe_closes_nothing() {
        check("‘It wasn’t me,’ he said.", &[("It wasn’t me,", 0)]);
        check("'It wasn't me,' he said.", &[("It wasn't me,", 0)]);
    }

    #[test]
    fn one_inside_another() {
        check(
            "“She said ‘never’ to me,” he said.",
            &[("She said ‘never’ to me,", 0), ("never", 1)],
        );
        check(
            "«Паром „Ласточка“ сел на мель», — сказал он.",
            &[("Паром „Ласточка“ сел на мель", 0), ("Ласточка", 1)],
        );
    }

    #[test]
    fn a_quotation_of_several_paragraphs_is_one() {
        check(
            "“We felt it.\n\n“Then it was still,” she said.",
            &[("We felt it.\n\n“Then it was still,", 0)],
        );
    }

    #[test]
    fn what_is_never_closed_opens_nothing() {
        check("A 5\" plank and a “loose end\n\nThe end", &[]);
        check("'Tis late.", &[]);
    }
}
