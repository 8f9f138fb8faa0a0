//! The copies that are merged.

use crate::support::{self, Size};
use crosscheck::model::{
    Annotation, AnnotationId, Assessment, Fate, FateKind, Project, Reading, Register, ReviewerId,
    Role, Status,
};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// Bytes of text for each annotation.
const BYTES_A_MARK: usize = 100;

/// Every how many marks each copy has changed one.
const CHANGED: usize = 25;

pub(super) fn base(annotations: usize) -> Project {
    let mut project = support::project(Size {
        text_bytes: annotations * BYTES_A_MARK,
        annotations,
    });
    let before = project.clone();
    let articles: Vec<_> = project.articles.values().cloned().collect();
    for article in articles {
        let mut article = crosscheck::model::Article::clone(&article);
        let mut info = article.info.value.clone();
        info.role = Role::Check;
        article.info = article.info.written(info);
        for reviewer in project.reviewers.keys() {
            let reading = Reading {
                at: Timestamp::UNIX_EPOCH,
                text_id: Some(article.text_id),
            };
            article.read.insert(*reviewer, Register::new(reading));
        }
        project.articles.insert(article.id, Arc::new(article));
    }
    support::save(&mut project, Some(&before), 2);
    project
}

pub(super) fn readers(project: &Project) -> [ReviewerId; 2] {
    let mut all = project.reviewers.keys().copied();
    let mut next = || all.next().expect("two were made");
    [next(), next()]
}

fn given(status: Status) -> Assessment {
    Assessment {
        status: Some(status),
        note: String::new(),
        should_read: String::new(),
        cites: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
    }
}

/// A copy in which `which` of two sessions worked: marks judged anew, some of them the same ones as in the other copy, marks made, and a
/// few deleted.
pub(super) fn worked_on(base: &Project, which: usize) -> Project {
    let mut copy = base.clone();
    let by = readers(base)[0];
    for (at, mark) in base.annotations.values().enumerate() {
        // Every fourth of what one copy changed the other changed too.
        let is_changed = at % CHANGED == which || at % (4 * CHANGED) == 1 - which;
        if !is_changed {
            continue;
        }
        let mut changed = Annotation::clone(mark);
        let value = given(Status::ALL[(at / CHANGED + which) % 3]);
        let register = changed.assessments.get(&by).map_or_else(
            || Register::new(value.clone()),
            |old| old.written(value.clone()),
        );
        changed.assessments.insert(by, register);
        if at % (40 * CHANGED) == 0 {
            changed.fate = Some(Register::new(Fate {
                is: FateKind::Deleted,
                by,
                at: Timestamp::UNIX_EPOCH,
            }));
        }
        copy.annotations.insert(changed.id, Arc::new(changed));
        let mut new = Annotation::clone(mark);
        new.id = own_id(mark.id, which);
        new.by = by;
        new.spans = Register::new(mark.spans.value.clone());
        new.tie = None;
        new.assessments = [(by, Register::new(value))].into();
        copy.annotations.insert(new.id, Arc::new(new));
    }
    support::save(&mut copy, Some(base), 3 + which as u32);
    copy
}

fn own_id(id: AnnotationId, which: usize) -> AnnotationId {
    AnnotationId(Uuid::from_u128(id.0.as_u128() ^ (1 + which as u128) << 40))
}

/// A copy in which one of the readers marked all of it by themselves: the same words as the other one, or nearly.
pub(super) fn marked_by(base: &Project, which: usize) -> Project {
    let mut copy = base.clone();
    copy.annotations.clear();
    let by = readers(base)[which];
    for (at, mark) in base.annotations.values().enumerate() {
        let mut own = Annotation::clone(mark);
        own.id = own_id(mark.id, which);
        own.by = by;
        own.tie = None;
        own.spans = Register::new(mark.spans.value.clone());
        let status = Status::ALL[(at + at % 7 * which) % 3];
        own.assessments = [(by, Register::new(given(status)))].into();
        copy.annotations.insert(own.id, Arc::new(own));
    }
    support::save(&mut copy, None, 5 + which as u32);
    copy
}
