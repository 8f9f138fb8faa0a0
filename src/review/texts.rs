//! What a join has to know of the texts of an article.
//!
//! An article has a line of texts: its earlier ones and the present one. Of two copies of an article
//!
//! ```text
//!   t1 ── t2            t1 ── t2 ── t3      one line is the start of the other: the later text is the newer one
//!   t1 ── t2            t1 ── t3            the lines part at t2 and t3: two articles from there on
//! ```
//!
//! Where lines part, the one whose first text of its own has the smaller name keeps the article's id, which every copy of
//! the project decides alike. The other comes in under an id made of the first text of the line and the text at which it
//! parts. The article's own id does not enter into that, so that three lines get the same ids in whatever order they meet.
//!
//! Limits: annotations keep the text they were made on and are not carried over here. Where lines have parted and meet
//! again later (`t1 t2 t4` and `t1 t3 t4`), they are the same article, but whoever had merged `t2` with `t3` in between
//! keeps the second one. And the second article has the metadata, readings and signatures that were known when it parted;
//! with three copies it can depend on the order which of them those are. The article that kept its id has them all.

use super::records::{self, Merge as _};
use crate::{
    model::{Article, ArticleId, EarlierText, Project, Register, SetAside, Spans, Table},
    text::{Text, TextId, TextRange},
};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Which of two copies of an article has the newer text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newer {
    /// Both have the same.
    Same,
    /// The first one.
    One,
    /// The second one.
    Other,
}

/// Which of two copies has the newer text. Where neither is among the other's earlier ones, the answer is arbitrary but
/// does not depend on which copy comes first.
pub(super) fn newer(one: &Article, other: &Article) -> Newer {
    if one.text_id == other.text_id {
        return Newer::Same;
    }
    let follows =
        |later: &Article, text: TextId| later.earlier.iter().any(|earlier| earlier.text_id == text);
    match (follows(one, other.text_id), follows(other, one.text_id)) {
        (true, false) => Newer::One,
        (false, true) => Newer::Other,
        // A text that came back (`t1 t2 t1`): the longer line is the later one.
        _ if (one.earlier.len(), one.text_id) > (other.earlier.len(), other.text_id) => Newer::One,
        _ => Newer::Other,
    }
}

/// The earlier texts of both copies, each once, in the order in which they were replaced.
pub(super) fn joined_earlier(one: &Article, other: &Article) -> Vec<EarlierText> {
    let both = |a: &EarlierText, b: &EarlierText| EarlierText {
        text_id: a.text_id,
        text: a.text.clone().or_else(|| b.text.clone()),
        replaced: a.replaced.min(b.replaced),
    };
    let (short, long) = if one.earlier.len() <= other.earlier.len() {
        (&one.earlier, &other.earlier)
    } else {
        (&other.earlier, &one.earlier)
    };
    let is_start = short.iter().zip(long).all(|(a, b)| a.text_id == b.text_id);
    let mut joined: Vec<EarlierText> = if is_start {
        let rest = long.iter().skip(short.len()).cloned();
        short
            .iter()
            .zip(long)
            .map(|(a, b)| both(a, b))
            .chain(rest)
            .collect()
    } else {
        let mut by_name: BTreeMap<TextId, EarlierText> = BTreeMap::new();
        for text in short.iter().chain(long) {
            by_name
                .entry(text.text_id)
                .and_modify(|known| *known = both(known, text))
                .or_insert_with(|| text.clone());
        }
        let mut all: Vec<_> = by_name.into_values().collect();
        all.sort_by_key(|text| (text.replaced, text.text_id));
        all
    };
    // A deleted article has dropped its texts; the copy that still has this one as its present text gives it back.
    for text in joined.iter_mut().filter(|text| text.text.is_none()) {
        text.text = [one, other]
            .into_iter()
            .find(|article| article.text_id == text.text_id)
            .and_then(|article| article.text.clone());
    }
    joined
}

/// Turns code points into bytes where only one side can.
///
/// A deleted article drops its texts in the file. Without the text, the positions of its annotations and set-aside
/// regions stay code points when the file is read, and look different from the same ones in a copy that still has the text.
/// The side that lacks a text gets it, so that its positions are never taken for code points again.
pub(super) fn align_positions(ours: &mut Project, theirs: &mut Project) {
    let (of_ours, of_theirs) = (texts_only_in(theirs, ours), texts_only_in(ours, theirs));
    convert_positions(ours, &of_ours);
    convert_positions(theirs, &of_theirs);
}

type Texts = BTreeMap<(ArticleId, TextId), Arc<Text>>;

/// The texts of `rich` that `poor` knows by name only.
fn texts_only_in(rich: &Project, poor: &Project) -> Texts {
    let mut found = Texts::new();
    for (id, article) in &poor.articles {
        let Some(other) = rich
            .articles
            .get(id)
            .filter(|other| !Arc::ptr_eq(article, other))
        else {
            continue;
        };
        for name in line(article).filter(|name| article.text_named(*name).is_none()) {
            if let Some(text) = other.text_named(name) {
                found.insert((*id, name), Arc::clone(text));
            }
        }
    }
    found
}

fn convert_positions(project: &mut Project, texts: &Texts) {
    for ((id, name), text) in texts {
        if let Some(article) = project.articles.get_mut(id).map(Arc::make_mut) {
            if article.text_id == *name {
                article.text = Some(Arc::clone(text));
            }
            for earlier in article
                .earlier
                .iter_mut()
                .filter(|earlier| earlier.text_id == *name)
            {
                earlier.text = Some(Arc::clone(text));
            }
        }
    }
    if texts.is_empty() {
        return;
    }
    update(&mut project.annotations, |annotation| {
        let text = texts.get(&(annotation.article, annotation.text_id))?;
        let mut new = annotation.clone();
        new.spans = mapped(&annotation.spans, |spans: &Spans| {
            spans
                .iter()
                .map(|span| {
                    let mut span = span.clone();
                    span.range = to_bytes(span.range, text);
                    span
                })
                .collect()
        });
        Some(new)
    });
    let articles = &project.articles;
    update(&mut project.set_aside, |record| {
        let article = record.region.value.article;
        let text = texts.get(&(article, articles.get(&article)?.text_id))?;
        let mut new = record.clone();
        new.region = mapped(&record.region, |region: &SetAside| SetAside {
            range: to_bytes(region.range, text),
            ..region.clone()
        });
        Some(new)
    });
}

/// A position that the text does not have stays as it is: the file's check reports it.
fn to_bytes(code_points: TextRange, text: &Text) -> TextRange {
    let start = text.from_code_points(code_points.start.bytes());
    let end = text.from_code_points(code_points.end.bytes());
    match (start, end) {
        (Ok(start), Ok(end)) => TextRange::between(start, end),
        _ => code_points,
    }
}

/// Where the copies of an article have texts of which neither follows from the other, makes two articles of them.
pub(super) fn part_divergent(ours: &mut Project, theirs: &mut Project, notices: &mut Vec<String>) {
    let mut to_look_at: Vec<ArticleId> = ours
        .articles
        .iter()
        .filter(|(id, our)| {
            theirs
                .articles
                .get(*id)
                .is_some_and(|their| parting(our, their).is_some())
        })
        .map(|(id, _)| *id)
        .collect();
    // The second article may be known from an earlier merge, and part again from what is known.
    let mut seen = BTreeSet::new();
    while let Some(id) = to_look_at.pop() {
        let (Some(our), Some(their)) = (ours.articles.get(&id), theirs.articles.get(&id)) else {
            continue;
        };
        let Some((of_ours, of_theirs)) = parting(our, their) else {
            continue;
        };
        if !seen.insert(id) {
            continue;
        }
        notices.push(format!(
            "\"{}\" has two texts, {} and {}, and neither follows from the other. Both are kept, as two articles.",
            our.display_title(), our.text_id, their.text_id
        ));
        to_look_at.push(if of_ours < of_theirs {
            part(ours, theirs, id, of_theirs)
        } else {
            part(theirs, ours, id, of_ours)
        });
    }
}

/// The first text of each line that is not in the other, where the lines part.
fn parting(one: &Article, other: &Article) -> Option<(TextId, TextId)> {
    let knows = |article: &Article, text: TextId| line(article).any(|known| known == text);
    if knows(one, other.text_id) || knows(other, one.text_id) {
        return None;
    }
    let of_one = line(one).find(|text| !knows(other, *text))?;
    let of_other = line(other).find(|text| !knows(one, *text))?;
    Some((of_one, of_other))
}

/// The texts of an article, the oldest first.
fn line(article: &Article) -> impl Iterator<Item = TextId> + '_ {
    article
        .earlier
        .iter()
        .map(|earlier| earlier.text_id)
        .chain(std::iter::once(article.text_id))
}

/// Gives the copy of an article in `leaving` an id of its own, with what was marked on the texts that only it has.
fn part(staying: &mut Project, leaving: &mut Project, id: ArticleId, at: TextId) -> ArticleId {
    let Some(left) = leaving.articles.remove(&id) else {
        return id;
    };
    let new_id = derived_id(&left, at);
    // Writes to the registers of either copy were meant for the article, so that both articles have them.
    if let Some(stays) = staying.articles.get_mut(&id) {
        records::join_registers(Arc::make_mut(stays), &left);
    }
    let own: BTreeSet<TextId> = line(&left).skip_while(|text| *text != at).collect();
    let mut article = Article::clone(&left);
    article.id = new_id;
    if let Some(known) = leaving.articles.get(&new_id) {
        article = known.joined(&article, &mut Vec::new());
    }
    leaving.articles.insert(new_id, Arc::new(article));
    update(&mut leaving.annotations, |annotation| {
        (annotation.article == id && own.contains(&annotation.text_id)).then(|| {
            let mut new = annotation.clone();
            new.article = new_id;
            new
        })
    });
    // A region that both have stays with the article that keeps the id.
    let known = &staying.set_aside;
    update(&mut leaving.set_aside, |record| {
        let is_shared = known
            .get(&record.id)
            .is_some_and(|known| known.region.value.article == id);
        (record.region.value.article == id && !is_shared).then(|| {
            let mut new = record.clone();
            new.region = mapped(&record.region, |region: &SetAside| SetAside {
                article: if region.article == id {
                    new_id
                } else {
                    region.article
                },
                ..region.clone()
            });
            new
        })
    });
    new_id
}

/// The id of the article that parts from another at the text `at`.
fn derived_id(article: &Article, at: TextId) -> ArticleId {
    let first = line(article).next().unwrap_or(article.text_id);
    let digest = Sha256::new()
        .chain_update(b"crosscheck: the text that parted\n")
        .chain_update(first.to_bytes())
        .chain_update(at.to_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ArticleId(uuid::Uuid::new_v8(bytes))
}

/// Changes the values of a register and leaves its revisions.
fn mapped<T: Clone>(register: &Register<T>, change: impl Fn(&T) -> T) -> Register<T> {
    let mut new = register.clone();
    new.value = change(&register.value);
    for rival in new.others.iter_mut().flat_map(|others| &mut others.rivals) {
        rival.value = change(&rival.value);
    }
    new
}

/// Replaces the records for which `change` gives another one.
fn update<Id: Ord + Copy, T: Clone>(table: &mut Table<Id, T>, change: impl Fn(&T) -> Option<T>) {
    let new: Vec<(Id, T)> = table
        .iter()
        .filter_map(|(id, record)| change(record).map(|new| (*id, new)))
        .collect();
    for (id, record) in new {
        table.insert(id, Arc::new(record));
    }
}
