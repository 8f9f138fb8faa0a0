//! Sources: citing them, and their cards.
//!
//! The tour: [`cite`], [`uncite`] and [`set_locator`] change what my assessment of a mark cites; [`make`], [`change`] and
//! [`delete`] a card; [`cite_new`] makes a card and cites it in one step. Each looks at the project and returns a
//! [`Citing`]: the edit to commit and what it is called in the menu.
//!
//! The rules: everyone cites for their own judgement; the same source and place twice are one; citations of a deleted
//! card stay. The history names the fields of a card that changed, never a contact.
//!
//! Invariant: pure. Nothing here changes a project; ids and times come in as arguments.

use super::Edit;
use crate::model::{
    Annotation, AnnotationId, Assessment, Citation, Fate, FateKind, Project, Record, RecordRef,
    Register, Registers, ReviewerId, Source, SourceId, SourceRecord,
};
use jiff::Timestamp;

/// Who cites, and when.
#[derive(Clone, Copy, Debug)]
pub struct CiteContext {
    /// Whose assessment is written.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// What a gesture comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citing {
    /// What to commit; `None` where it stands so already.
    pub edit: Option<Edit>,
    /// What it is called in the menu, as in "Undo cite source".
    pub label: String,
}

/// Why a gesture comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CiteError {
    /// The mark is not there, or deleted.
    #[error("there is no mark {0} in this project")]
    UnknownAnnotation(AnnotationId),
    /// The card is not there, or deleted.
    #[error("this source is not in the project any more")]
    UnknownSource(SourceId),
    /// There is no own assessment that could cite.
    #[error("give it a status first")]
    NoStatusYet,
    /// The assessment does not cite this.
    #[error("this source is not cited here any more")]
    NotCited,
}

/// Cites a source for my judgement of a mark.
///
/// # Errors
/// Where the mark or the card is not there, or I have not given the mark a status.
pub fn cite(
    project: &Project,
    id: AnnotationId,
    citation: Citation,
    context: CiteContext,
) -> Result<Citing, CiteError> {
    if project.source(citation.source).is_none() {
        return Err(CiteError::UnknownSource(citation.source));
    }
    let (annotation, mut given) = mine(project, id, context.by)?;
    let label = "cite source".to_owned();
    if given.cites.contains(&citation) {
        return Ok(Citing { edit: None, label });
    }
    let to = line(project, &citation);
    given.cites.push(citation);
    Ok(Citing {
        edit: Some(Edit::Batch(vec![
            written(annotation, given, context.by),
            history(id.0, context, None, Some(to)),
        ])),
        label,
    })
}

/// Makes a card and cites it, as one step.
///
/// # Errors
/// As [`cite`].
pub fn cite_new(
    project: &Project,
    id: AnnotationId,
    new: (SourceId, Source),
    locator: &str,
    context: CiteContext,
) -> Result<Citing, CiteError> {
    let (annotation, mut given) = mine(project, id, context.by)?;
    let (source, card) = new;
    let citation = Citation {
        source,
        locator: locator.to_owned(),
    };
    let to = format!("source: {}", with_locator(&card.title, locator));
    given.cites.push(citation);
    let made = make(source, card, context);
    let mut edits: Vec<Edit> = made.edit.into_iter().collect();
    edits.push(written(annotation, given, context.by));
    edits.push(history(id.0, context, None, Some(to)));
    Ok(Citing {
        edit: Some(Edit::Batch(edits)),
        label: "cite new source".to_owned(),
    })
}

/// Takes a citation back.
///
/// # Errors
/// Where the mark or the citation is not there.
pub fn uncite(
    project: &Project,
    id: AnnotationId,
    citation: &Citation,
    context: CiteContext,
) -> Result<Citing, CiteError> {
    let (annotation, mut given) = mine(project, id, context.by)?;
    if !given.cites.contains(citation) {
        return Err(CiteError::NotCited);
    }
    given.cites.retain(|other| other != citation);
    Ok(Citing {
        edit: Some(Edit::Batch(vec![
            written(annotation, given, context.by),
            history(id.0, context, Some(line(project, citation)), None),
        ])),
        label: "take source off".to_owned(),
    })
}

/// Says where in the source it is. Where that place is cited already, the two become one.
///
/// # Errors
/// Where the mark or the citation is not there.
pub fn set_locator(
    project: &Project,
    id: AnnotationId,
    citation: &Citation,
    locator: &str,
    context: CiteContext,
) -> Result<Citing, CiteError> {
    let (annotation, mut given) = mine(project, id, context.by)?;
    let Some(at) = given.cites.iter().position(|other| other == citation) else {
        return Err(CiteError::NotCited);
    };
    let label = "change place in source".to_owned();
    if citation.locator == locator {
        return Ok(Citing { edit: None, label });
    }
    let new = Citation {
        source: citation.source,
        locator: locator.to_owned(),
    };
    let (from, to) = (line(project, citation), line(project, &new));
    if given.cites.contains(&new) {
        given.cites.remove(at);
    } else if let Some(place) = given.cites.get_mut(at) {
        *place = new;
    }
    Ok(Citing {
        edit: Some(Edit::Batch(vec![
            written(annotation, given, context.by),
            history(id.0, context, Some(from), Some(to)),
        ])),
        label,
    })
}

/// Makes a card.
#[must_use]
pub fn make(id: SourceId, source: Source, context: CiteContext) -> Citing {
    let to = format!("source: {}", source.title);
    let record = SourceRecord {
        id,
        source: Register::new(source),
        fate: None,
    };
    Citing {
        edit: Some(Edit::Batch(vec![
            Edit::Add(Box::new(Record::Source(Box::new(record)))),
            history(id.0, context, None, Some(to)),
        ])),
        label: "new source".to_owned(),
    }
}

/// Writes a card anew.
///
/// # Errors
/// Where it is not there.
pub fn change(
    project: &Project,
    id: SourceId,
    source: Source,
    context: CiteContext,
) -> Result<Citing, CiteError> {
    let record = project.source(id).ok_or(CiteError::UnknownSource(id))?;
    let label = "change source".to_owned();
    let before = &record.source.value;
    if *before == source && !record.source.is_conflict() {
        return Ok(Citing { edit: None, label });
    }
    let to = format!("changed {}", changed_fields(before, &source).join(", "));
    let from = Some(format!("source: {}", before.title));
    Ok(Citing {
        edit: Some(Edit::Batch(vec![
            Edit::Source(id, record.source.written(source)),
            history(id.0, context, from, Some(to)),
        ])),
        label,
    })
}

/// Deletes a card. What cites it goes on citing it.
///
/// # Errors
/// Where it is not there.
pub fn delete(project: &Project, id: SourceId, context: CiteContext) -> Result<Citing, CiteError> {
    let record = project.source(id).ok_or(CiteError::UnknownSource(id))?;
    let deleted = Fate {
        is: FateKind::Deleted,
        by: context.by,
        at: context.at,
    };
    let fate = record.decided(deleted);
    let from = Some(format!("source: {}", record.source.value.title));
    Ok(Citing {
        edit: Some(Edit::Batch(vec![
            Edit::Fate(RecordRef::Source(id), Some(fate)),
            history(id.0, context, from, Some("deleted".to_owned())),
        ])),
        label: "delete source".to_owned(),
    })
}

/// "Harbour log, p. 2".
#[must_use]
pub fn with_locator(title: &str, locator: &str) -> String {
    if locator.is_empty() {
        title.to_owned()
    } else {
        format!("{title}, {locator}")
    }
}

fn mine(
    project: &Project,
    id: AnnotationId,
    by: ReviewerId,
) -> Result<(&Annotation, Assessment), CiteError> {
    let annotation = project
        .annotation(id)
        .ok_or(CiteError::UnknownAnnotation(id))?;
    let given = annotation
        .assessment_of(by)
        .ok_or(CiteError::NoStatusYet)?
        .clone();
    Ok((annotation, given))
}

/// The time stays that of the judgement, which a source does not renew.
fn written(annotation: &Annotation, given: Assessment, by: ReviewerId) -> Edit {
    let register = match annotation.assessments.get(&by) {
        Some(register) => register.written(given),
        None => Register::new(given),
    };
    Edit::Assessment(annotation.id, by, Some(register))
}

fn line(project: &Project, citation: &Citation) -> String {
    let title = project
        .sources
        .get(&citation.source)
        .map_or("unknown source", |record| {
            record.source.value.title.as_str()
        });
    format!("source: {}", with_locator(title, &citation.locator))
}

fn changed_fields(before: &Source, after: &Source) -> Vec<&'static str> {
    let Source {
        title,
        kind,
        url,
        archived_url,
        accessed,
        contact,
        private,
        root,
        says,
        file_sha256,
    } = after;
    [
        ("title", *title != before.title),
        ("kind", *kind != before.kind),
        ("address", *url != before.url),
        ("archived copy", *archived_url != before.archived_url),
        ("date", *accessed != before.accessed),
        ("contact", *contact != before.contact),
        ("private", *private != before.private),
        ("root", *root != before.root),
        ("says", *says != before.says),
        ("file", *file_sha256 != before.file_sha256),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

fn history(
    record: uuid::Uuid,
    context: CiteContext,
    from: Option<String>,
    to: Option<String>,
) -> Edit {
    Edit::history_line(record, (context.by, context.at), from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::fixture::{ME, OTHER, SOURCE, at, saved_project};
    use crate::edit::{History, fixture, has_unsaved_changes};
    use proptest::prelude::*;
    use uuid::Uuid;

    const MARK: AnnotationId = fixture::MARK;
    const NEW: SourceId = SourceId(Uuid::from_u128(77));

    fn context() -> CiteContext {
        CiteContext { by: ME, at: at(60) }
    }

    fn citation(locator: &str) -> Citation {
        Citation {
            source: SOURCE,
            locator: locator.to_owned(),
        }
    }

    /// Commits, and sees that undoing brings everything back.
    fn commit(project: &mut Project, citing: Citing) {
        let edit = citing.edit.expect("there is something to do");
        let before = project.clone();
        let mut history = History::default();
        history
            .commit(project, edit, citing.label)
            .expect("it fits");
        let mut undone = project.clone();
        history.undo(&mut undone).expect("its inverse fits");
        assert!(!has_unsaved_changes(&undone, &before));
        assert_eq!(undone.history, before.history);
    }

    fn cited(project: &Project) -> Vec<String> {
        let mark = project.annotation(MARK).expect("the mark");
        let given = mark.assessment_of(ME).expect("my word");
        given
            .cites
            .iter()
            .map(|cite| cite.locator.clone())
            .collect()
    }

    #[test]
    fn a_source_is_cited_once_for_each_place_and_taken_off_again() {
        let mut project = saved_project();
        assert_eq!(cited(&project), ["p. 4"]);
        let again = cite(&project, MARK, citation("p. 4"), context()).expect("it can");
        assert_eq!(again.edit, None);
        let other = cite(&project, MARK, citation("p. 5"), context()).expect("it can");
        commit(&mut project, other);
        assert_eq!(cited(&project), ["p. 4", "p. 5"]);
        let off = uncite(&project, MARK, &citation("p. 4"), context()).expect("it can");
        commit(&mut project, off);
        assert_eq!(cited(&project), ["p. 5"]);
        assert_eq!(
            uncite(&project, MARK, &citation("p. 4"), context()),
            Err(CiteError::NotCited)
        );
    }

    #[test]
    fn a_place_that_is_cited_already_stays_one() {
        let mut project = saved_project();
        let other = cite(&project, MARK, citation("p. 5"), context()).expect("it can");
        commit(&mut project, other);
        let moved = set_locator(&project, MARK, &citation("p. 5"), "p. 6", context());
        commit(&mut project, moved.expect("it can"));
        assert_eq!(cited(&project), ["p. 4", "p. 6"]);
        let joined = set_locator(&project, MARK, &citation("p. 6"), "p. 4", context());
        commit(&mut project, joined.expect("it can"));
        assert_eq!(cited(&project), ["p. 4"]);
    }

    #[test]
    fn who_has_given_no_status_cites_nothing() {
        let project = saved_project();
        let context = CiteContext {
            by: OTHER,
            at: at(60),
        };
        assert_eq!(
            cite(&project, MARK, citation("p. 5"), context),
            Err(CiteError::NoStatusYet)
        );
    }

    #[test]
    fn a_new_card_and_its_citation_are_one_step() {
        let mut project = saved_project();
        let card = Source {
            title: "Harbour log".to_owned(),
            ..Source::default()
        };
        let both = cite_new(&project, MARK, (NEW, card), "p. 2", context()).expect("it can");
        commit(&mut project, both);
        assert_eq!(cited(&project), ["p. 4", "p. 2"]);
        assert!(project.source(NEW).is_some());
    }

    #[test]
    fn citations_of_a_deleted_card_stay_and_it_takes_no_more() {
        let mut project = saved_project();
        let gone = delete(&project, SOURCE, context()).expect("it can");
        commit(&mut project, gone);
        assert!(project.source(SOURCE).is_none());
        assert_eq!(cited(&project), ["p. 4"]);
        assert_eq!(
            cite(&project, MARK, citation("p. 5"), context()),
            Err(CiteError::UnknownSource(SOURCE))
        );
    }

    #[test]
    fn the_history_names_the_contact_but_not_who_it_is() {
        let mut project = saved_project();
        let mut card = project.source(SOURCE).expect("a card").source.value.clone();
        card.contact = "Ms. Quill, night desk".to_owned();
        let changed = change(&project, SOURCE, card, context()).expect("it can");
        commit(&mut project, changed);
        let line = project.history.get_max().expect("a line");
        assert_eq!(line.to.as_deref(), Some("changed contact"));
    }

    proptest! {
        /// After any gestures, no source and place is cited twice, and each step can be undone exactly.
        #[test]
        fn nothing_is_cited_twice(steps in prop::collection::vec((0_u8..3, 0_u8..4, 0_u8..4), 0..20)) {
            let mut project = saved_project();
            for (what, one, two) in steps {
                let (one, two) = (citation(&format!("p. {one}")), format!("p. {two}"));
                let done = match what {
                    0 => cite(&project, MARK, one, context()),
                    1 => uncite(&project, MARK, &one, context()),
                    _ => set_locator(&project, MARK, &one, &two, context()),
                };
                if let Ok(citing) = done && citing.edit.is_some() {
                    commit(&mut project, citing);
                }
                let mut places = cited(&project);
                let all = places.len();
                places.sort();
                places.dedup();
                prop_assert_eq!(places.len(), all);
            }
        }
    }
}
