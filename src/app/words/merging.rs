//! The words of a merge.

use super::count;
use crate::review::{IncomingKind, Preview};

/// How every message after a merge begins.
pub const MERGED_FROM: &str = "From ";
/// The button beside it.
pub const UNDO_MERGE: &str = "Undo the merge";
/// When comparing was cancelled.
pub const NOT_MERGED: &str = "Cancelled. Nothing was merged.";
/// When another project was opened while a copy was read.
pub const NOT_MERGED_ELSEWHERE: &str =
    "Nothing was merged: another project was opened before the file was read.";
/// When a file that was joined during a save held conflict markers.
pub const UNMERGED_KEPT: &str =
    " Git had left conflict markers in it; the file as it was is kept beside it.";
/// When such a file was joined while it was open.
pub const UNMERGED_WILL_BE_KEPT: &str =
    " Git had left conflict markers in it; the next save keeps the file as it was beside it.";
/// Beside the button that merges.
pub const MERGE_CAN_BE_UNDONE: &str = "One step, and it can be undone.";

/// After a merge.
#[must_use]
pub fn merged(file: &str, preview: &Preview) -> String {
    let decide = match preview.to_decide() {
        0 => "Nothing needs a decision. You can undo the merge.".to_owned(),
        number => format!("{}. Review, or undo the merge.", need_a_decision(number)),
    };
    format!("{MERGED_FROM}{file}: {}. {decide}", came_in(preview))
}

/// Before a merge.
#[must_use]
pub fn would_come_in(preview: &Preview) -> String {
    let decide = match preview.to_decide() {
        0 => "Nothing needs a decision".to_owned(),
        number => need_a_decision(number),
    };
    format!("{}. {decide}.", came_in(preview))
}

/// "3 need a decision".
#[must_use]
pub fn need_a_decision(number: usize) -> String {
    match number {
        1 => "1 needs a decision".to_owned(),
        number => format!("{number} need a decision"),
    }
}

/// "23 marks added, 4 changed"; more where there is more to say.
fn came_in(preview: &Preview) -> String {
    let marks = |kind| preview.marks(kind);
    let mut parts = vec![
        format!(
            "{} added",
            count(marks(IncomingKind::Added), "mark", "marks")
        ),
        format!("{} changed", marks(IncomingKind::Changed)),
    ];
    if marks(IncomingKind::Removed) > 0 {
        parts.push(format!("{} removed", marks(IncomingKind::Removed)));
    }
    let others: usize = [
        IncomingKind::Added,
        IncomingKind::Changed,
        IncomingKind::Removed,
    ]
    .map(|kind| preview.others(kind))
    .iter()
    .sum();
    if others > 0 {
        parts.push(count(others, "other change", "other changes"));
    }
    parts.join(", ")
}

/// When a copy has nothing that is not here.
#[must_use]
pub fn nothing_new(file: &str) -> String {
    format!("{file} has nothing new: all of it is here already.")
}

/// When the file is not a copy of what is open.
#[must_use]
pub fn other_project(file: &str) -> String {
    format!(
        "{file} is another project, not a copy of this one, so nothing was merged. Open it by itself, or add its articles here."
    )
}

#[cfg(test)]
mod tests {
    use super::merged;
    use crate::model::{AnnotationId, RecordRef};
    use crate::review::{Against, Incoming, IncomingKind, Preview};
    use uuid::Uuid;

    fn preview(added: u128, changed: u128, against: usize) -> Preview {
        let item = |number: u128, kind| Incoming {
            kind,
            record: RecordRef::Annotation(AnnotationId(Uuid::from_u128(number))),
            article: None,
            by: None,
            quote: String::new(),
            says: String::new(),
        };
        let added = (0..added).map(|number| item(number, IncomingKind::Added));
        let changed = (0..changed).map(|number| item(1000 + number, IncomingKind::Changed));
        let incoming: Vec<_> = added.chain(changed).collect();
        let one = Against {
            record: RecordRef::Annotation(AnnotationId(Uuid::nil())),
            article: None,
            by: None,
            quote: String::new(),
            field: String::new(),
            values: Vec::new(),
            is_new: true,
        };
        Preview {
            incoming,
            against: vec![one; against],
        }
    }

    #[test]
    fn the_message_counts_marks_and_decisions() {
        assert_eq!(
            merged("ben.ron", &preview(23, 4, 3)),
            "From ben.ron: 23 marks added, 4 changed. 3 need a decision. Review, or undo the merge."
        );
        assert_eq!(
            merged("ben.ron", &preview(1, 0, 1)),
            "From ben.ron: 1 mark added, 0 changed. 1 needs a decision. Review, or undo the merge."
        );
        assert_eq!(
            merged("ben.ron", &preview(2, 0, 0)),
            "From ben.ron: 2 marks added, 0 changed. Nothing needs a decision. You can undo the merge."
        );
    }
}
