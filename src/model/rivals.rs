//! Which registers of a project have values that stand against each other, by name.
//!
//! Invariant: this is the only list of the registers that can be in conflict. What reports, lists and counts conflicts asks
//! it, so that the window and the command line count alike.

use super::{
    Annotation, Article, ArticleId, ClaimRecord, DecisionRecord, RecordRef, Register, Registers,
    Reviewer, ReviewerId, SetAsideRecord, SourceRecord,
};

/// The name of a register in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterName {
    /// A reviewer's name and colour.
    Reviewer,
    /// An article's role and metadata.
    Info,
    /// That this person has read an article.
    Reading(ReviewerId),
    /// What this person signed off.
    Signature(ReviewerId),
    /// Where an annotation is.
    Spans,
    /// The claim of an annotation.
    Tie,
    /// What this person says of an annotation.
    Assessment(ReviewerId),
    /// A claim.
    Claim,
    /// That this article does not make a claim.
    Absence(ArticleId),
    /// A region set aside.
    Region,
    /// A source.
    Source,
    /// A decision.
    Decision,
    /// Whether the record is deleted.
    Fate,
}

impl RegisterName {
    /// The first in order.
    pub const FIRST: Self = Self::Reviewer;
}

/// A register of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegisterRef {
    /// In which record.
    pub record: RecordRef,
    /// Which of its registers.
    pub name: RegisterName,
}

/// A record whose registers can be in conflict.
pub trait Contested {
    /// Calls `found` with every register in which values stand against each other, the fate last. Nothing in a record that
    /// is deleted.
    fn conflicts(&self, found: &mut dyn FnMut(RegisterName));

    /// Whether there is one.
    fn has_conflict(&self) -> bool {
        let mut has = false;
        self.conflicts(&mut |_| has = true);
        has
    }
}

fn look<T>(register: &Register<T>, name: RegisterName, found: &mut dyn FnMut(RegisterName)) {
    if register.is_conflict() {
        found(name);
    }
}

fn look_at_fate(record: &impl Registers, found: &mut dyn FnMut(RegisterName)) {
    if record.is_contested() {
        found(RegisterName::Fate);
    }
}

impl Contested for Register<Reviewer> {
    fn conflicts(&self, found: &mut dyn FnMut(RegisterName)) {
        look(self, RegisterName::Reviewer, found);
    }
}

impl Contested for Article {
    fn conflicts(&self, found: &mut dyn FnMut(RegisterName)) {
        if self.is_deleted() {
            return;
        }
        look(&self.info, RegisterName::Info, found);
        for (by, register) in &self.read {
            look(register, RegisterName::Reading(*by), found);
        }
        for (by, register) in &self.signed {
            look(register, RegisterName::Signature(*by), found);
        }
        look_at_fate(self, found);
    }
}

impl Contested for Annotation {
    fn conflicts(&self, found: &mut dyn FnMut(RegisterName)) {
        if self.is_deleted() {
            return;
        }
        look(&self.spans, RegisterName::Spans, found);
        if let Some(tie) = &self.tie {
            look(tie, RegisterName::Tie, found);
        }
        for (by, register) in &self.assessments {
            look(register, RegisterName::Assessment(*by), found);
        }
        for (by, register) in &self.signed {
            look(register, RegisterName::Signature(*by), found);
        }
        look_at_fate(self, found);
    }
}

impl Contested for ClaimRecord {
    fn conflicts(&self, found: &mut dyn FnMut(RegisterName)) {
        if self.is_deleted() {
            return;
        }
        look(&self.claim, RegisterName::Claim, found);
        for (article, register) in &self.absent {
            look(register, RegisterName::Absence(*article), found);
        }
        look_at_fate(self, found);
    }
}

/// Records of one register and a fate.
macro_rules! contested_simple {
    ($($record:ident: $field:ident $name:ident),*) => {$(
        impl Contested for $record {
            fn conflicts(&self, found: &mut dyn FnMut(RegisterName)) {
                if self.is_deleted() {
                    return;
                }
                look(&self.$field, RegisterName::$name, found);
                look_at_fate(self, found);
            }
        }
    )*};
}

contested_simple!(SetAsideRecord: region Region, SourceRecord: source Source, DecisionRecord: decision Decision);
