//! Conflict markers: what git leaves in a file whose two versions it could not lay over each other.
//!
//! ```text
//! both have this line
//! <<<<<<< HEAD
//! ours has this one
//! ||||||| 1a2b3c4        the common ancestor's, only in some styles
//! =======
//! theirs has this one
//! >>>>>>> theirs
//! ```
//!
//! Each side is the whole file with its own lines of every conflict. Lines outside are the same on both. What the ancestor
//! had is left out: joining two sides needs none, and one style of git moves lines out of it.

use std::ops::Range;

/// How long a marker is at least; an attribute of git makes them longer.
const SHORTEST: usize = 7;

/// The two files that a file with conflict markers holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// What stands before the `=======` of each conflict, with all outside.
    pub(super) ours: String,
    /// What stands behind it, with all outside.
    pub(super) theirs: String,
    /// The line of the first marker, from 1.
    pub(super) first_line: usize,
    /// How many conflicts there are.
    pub(super) conflicts: usize,
}

/// Whether a file may hold markers. A quick look; [`sides`] knows.
pub(super) fn may_hold_markers(text: &str) -> bool {
    text.starts_with("<<<<<<<") || text.contains("\n<<<<<<<")
}

/// Takes the two sides apart. Nothing where there is no conflict, or one that does not end.
pub(super) fn sides(text: &str) -> Option<Sides> {
    if !may_hold_markers(text) {
        return None;
    }
    let mut sides = Sides {
        ours: String::with_capacity(text.len()),
        theirs: String::with_capacity(text.len()),
        first_line: 0,
        conflicts: 0,
    };
    let mut part = Part::Outside;
    let mut length = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        part = match part {
            Part::Outside => {
                if let Some(begin) = marker(line, '<') {
                    length = begin;
                    sides.conflicts += 1;
                    if sides.conflicts == 1 {
                        sides.first_line = at + 1;
                    }
                    Part::Ours
                } else {
                    sides.ours.push_str(line);
                    sides.theirs.push_str(line);
                    Part::Outside
                }
            }
            Part::Ours if marker(line, '|') == Some(length) => Part::Ancestor,
            Part::Ours | Part::Ancestor if marker(line, '=') == Some(length) => Part::Theirs,
            Part::Theirs if marker(line, '>') == Some(length) => Part::Outside,
            Part::Ours => {
                sides.ours.push_str(line);
                Part::Ours
            }
            Part::Ancestor => Part::Ancestor,
            Part::Theirs => {
                sides.theirs.push_str(line);
                Part::Theirs
            }
        };
    }
    (part == Part::Outside && sides.conflicts > 0).then_some(sides)
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Outside,
    Ours,
    Ancestor,
    Theirs,
}

/// How long the marker is that a line consists of, a label behind it aside.
fn marker(line: &str, sign: char) -> Option<usize> {
    let line = line.trim_end_matches(['\n', '\r']);
    let label = line.trim_start_matches(sign);
    let marker: Range<usize> = 0..line.len() - label.len();
    let has_end = label.is_empty() || label.starts_with(' ');
    (marker.len() >= SHORTEST && has_end).then_some(marker.len())
}

#[cfg(test)]
mod tests {
    use super::sides;

    fn of(text: &str) -> Option<(String, String)> {
        sides(text).map(|sides| (sides.ours, sides.theirs))
    }

    #[track_caller]
    fn check(text: &str, ours: &str, theirs: &str) {
        assert_eq!(of(text), Some((ours.to_owned(), theirs.to_owned())));
    }

    #[test]
    fn each_side_has_its_own_lines_and_what_stands_outside() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> branch 2\ne\n<<<<<<< HEAD\n=======\nf\n>>>>>>> x\n";
        check(text, "a\nb\ne\n", "a\nc\nd\ne\nf\n");
        let found = sides(text).unwrap();
        assert_eq!((found.first_line, found.conflicts), (2, 2));
    }

    #[test]
    fn the_ancestor_is_left_out_with_the_markers_inside_it() {
        let text = "<<<<<<< HEAD\nb\n||||||| 12ab\n<<<<<<<<< old\nx\n=========\ny\n>>>>>>>>> old\n=======\nc\n>>>>>>> x\n";
        check(text, "b\n", "c\n");
    }

    #[test]
    fn longer_markers_end_where_they_are_as_long() {
        let text = "<<<<<<<<<< HEAD\nb\n=======\n==========\nc\n>>>>>>>>>> x\n";
        check(text, "b\n=======\n", "c\n");
    }

    #[test]
    fn what_is_no_marker_is_none() {
        for text in [
            "",
            "a\n=======\nb\n",
            "a\n<<<<<< six\n=======\n>>>>>>> x\n",
            "  <<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n",
            "<<<<<<<HEAD\nb\n=======\nc\n>>>>>>> x\n",
            "<<<<<<< HEAD\nb\n=======\nc\n",
            "<<<<<<< HEAD\nb\n>>>>>>> x\n",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
