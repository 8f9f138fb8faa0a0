//! Two copies of a record become one, register by register.

use super::{join::smaller_filled, texts};
use crate::model::SmallMap;
use crate::model::{
    Annotation, Article, Caution, ClaimRecord, DecisionRecord, Register, Reviewer, SetAsideRecord,
    SourceRecord,
};
use serde::Serialize;
use std::cmp::Reverse;

/// What stands in a register.
pub(super) trait Value: Ord + Clone + Caution + Serialize {}

impl<T: Ord + Clone + Caution + Serialize> Value for T {}

/// What is done with each pair of registers of two copies of a record.
pub(super) trait Pairing {
    /// Changes `mine` in the light of `other`.
    fn pair<T: Value>(&self, mine: &mut Register<T>, other: &Register<T>);

    /// What comes in where only the other copy has the register.
    fn missing<T: Value>(&self, other: &Register<T>) -> Option<Register<T>>;
}

/// The join.
struct Join;

impl Pairing for Join {
    fn pair<T: Value>(&self, mine: &mut Register<T>, other: &Register<T>) {
        if mine != other {
            *mine = mine.join(other);
        }
    }

    fn missing<T: Value>(&self, other: &Register<T>) -> Option<Register<T>> {
        Some(other.clone())
    }
}

/// A record of which there may be two copies.
pub(super) trait Merge: Clone + PartialEq {
    /// Goes through all registers of both copies. The one list of them in this folder.
    fn pair_registers(&mut self, other: &Self, pairing: &impl Pairing);

    /// Joins what is not a register of `one` and `other`, whose joined registers stand in `self` already.
    fn join_rest(&mut self, one: &Self, other: &Self, notices: &mut Vec<String>);

    /// The join of two copies of a record.
    fn joined(&self, other: &Self, notices: &mut Vec<String>) -> Self {
        let mut joined = self.clone();
        joined.pair_registers(other, &Join);
        joined.join_rest(self, other, notices);
        joined
    }
}

/// Joins the registers of an article and leaves its texts alone.
pub(super) fn join_registers(mine: &mut Article, other: &Article) {
    mine.pair_registers(other, &Join);
}

fn pair_options<T: Value>(
    mine: &mut Option<Register<T>>,
    other: Option<&Register<T>>,
    pairing: &impl Pairing,
) {
    match (mine.as_mut(), other) {
        (Some(mine), Some(other)) => pairing.pair(mine, other),
        (None, Some(other)) => *mine = pairing.missing(other),
        (_, None) => {}
    }
}

fn pair_maps<Key: Ord + Copy, T: Value>(
    mine: &mut SmallMap<Key, Register<T>>,
    other: &SmallMap<Key, Register<T>>,
    pairing: &impl Pairing,
) {
    for (key, other) in other {
        if let Some(mine) = mine.get_mut(key) {
            pairing.pair(mine, other);
        } else if let Some(new) = pairing.missing(other) {
            mine.insert(*key, new);
        }
    }
}

impl Merge for Register<Reviewer> {
    fn pair_registers(&mut self, other: &Self, pairing: &impl Pairing) {
        pairing.pair(self, other);
    }

    fn join_rest(&mut self, _one: &Self, _other: &Self, _notices: &mut Vec<String>) {}
}

impl Merge for Article {
    fn pair_registers(&mut self, other: &Self, pairing: &impl Pairing) {
        let Self {
            id: _,
            info,
            text_id: _,
            text: _,
            blocks: _,
            earlier: _,
            file_sha256: _,
            read,
            signed,
            fate,
        } = self;
        pairing.pair(info, &other.info);
        pair_maps(read, &other.read, pairing);
        pair_maps(signed, &other.signed, pairing);
        pair_options(fate, other.fate.as_ref(), pairing);
    }

    /// The newer text, with what belongs to it. Texts of which neither is the newer one were made two articles before
    /// ([`texts::part_divergent`]).
    fn join_rest(&mut self, one: &Self, other: &Self, _notices: &mut Vec<String>) {
        self.earlier = texts::joined_earlier(one, other);
        match texts::newer(one, other) {
            texts::Newer::Same => {
                self.text = self.text.take().or_else(|| other.text.clone());
                self.file_sha256 = smaller_filled(&self.file_sha256, &other.file_sha256).to_owned();
                let blocks = [&self.blocks, &other.blocks]
                    .into_iter()
                    .min_by_key(|blocks| (blocks.is_empty(), *blocks));
                self.blocks = blocks.cloned().unwrap_or_default();
            }
            texts::Newer::Other => {
                self.text_id = other.text_id;
                self.text.clone_from(&other.text);
                self.blocks.clone_from(&other.blocks);
                self.file_sha256.clone_from(&other.file_sha256);
            }
            texts::Newer::One => {}
        }
    }
}

impl Merge for Annotation {
    fn pair_registers(&mut self, other: &Self, pairing: &impl Pairing) {
        let Self {
            id: _,
            article: _,
            text_id: _,
            by: _,
            spans,
            tie,
            assessments,
            signed,
            fate,
        } = self;
        pairing.pair(spans, &other.spans);
        pair_options(tie, other.tie.as_ref(), pairing);
        pair_maps(assessments, &other.assessments, pairing);
        pair_maps(signed, &other.signed, pairing);
        pair_options(fate, other.fate.as_ref(), pairing);
    }

    /// Article and maker never change; where a hand changed them, the smaller ids are kept, so that both sides choose
    /// alike. The text is that of the copy from which the spans come.
    fn join_rest(&mut self, one: &Self, other: &Self, notices: &mut Vec<String>) {
        if one.by != other.by {
            notices.push(format!(
                "Annotation {} has two makers, {} and {}. A merge never changes a record's owner: the first id in order is kept.",
                self.id, one.by, other.by
            ));
        }
        if one.article != other.article {
            notices.push(format!(
                "Annotation {} lies in two articles, {} and {}. The first id in order is kept.",
                self.id, one.article, other.article
            ));
        }
        self.by = one.by.min(other.by);
        let place = |copy: &Self| {
            let holds_the_spans = copy.spans.stamp == self.spans.stamp;
            (copy.article, Reverse(holds_the_spans), copy.text_id)
        };
        (self.article, _, self.text_id) = place(one).min(place(other));
    }
}

impl Merge for ClaimRecord {
    fn pair_registers(&mut self, other: &Self, pairing: &impl Pairing) {
        let Self {
            id: _,
            claim,
            absent,
            fate,
        } = self;
        pairing.pair(claim, &other.claim);
        pair_maps(absent, &other.absent, pairing);
        pair_options(fate, other.fate.as_ref(), pairing);
    }

    fn join_rest(&mut self, _one: &Self, _other: &Self, _notices: &mut Vec<String>) {}
}

/// Records of one register and a fate.
macro_rules! merge_simple {
    ($($record:ident: $field:ident),*) => {$(
        impl Merge for $record {
            fn pair_registers(&mut self, other: &Self, pairing: &impl Pairing) {
                let Self { id: _, $field, fate } = self;
                pairing.pair($field, &other.$field);
                pair_options(fate, other.fate.as_ref(), pairing);
            }

            fn join_rest(&mut self, _one: &Self, _other: &Self, _notices: &mut Vec<String>) {}
        }
    )*};
}

merge_simple!(SetAsideRecord: region, SourceRecord: source, DecisionRecord: decision);
