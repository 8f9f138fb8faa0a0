//! Projects to measure with: invented words, and the same ones every time.

use crosscheck::{
    edit::{RevisionContext, give_revisions, marking},
    model::{
        Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment, Claim, ClaimId,
        ClaimKind, ClaimRecord, Meta, Project, ProjectId, Register, Reviewer, ReviewerId, Role,
        Session, SmallMap, Stance, Status, Tie,
    },
    text::{Text, TextOffset, TextRange, segment},
};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// How much a project holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Bytes of all texts together, about.
    pub text_bytes: usize,
    /// Annotations, exactly.
    pub annotations: usize,
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            text_bytes,
            annotations,
        } = self;
        write!(f, "{} KB, {annotations} marks", text_bytes / 1000)
    }
}

/// Articles of a project.
const ARTICLES: usize = 3;

/// The moment at which everything was made.
const MADE: i64 = 1_790_000_000;

/// A small generator of numbers that look random (`SplitMix64`).
pub struct Numbers(u64);

impl Numbers {
    /// The same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// A word that no language has, as far as anybody knows; with a letter beyond ASCII now and then.
fn word(numbers: &mut Numbers, out: &mut String) {
    const BEGIN: [&str; 16] = [
        "b", "d", "f", "gl", "h", "k", "l", "m", "n", "pr", "r", "s", "t", "v", "z", "st",
    ];
    const MIDDLE: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "é", "oo"];
    const END: [&str; 8] = ["", "", "n", "r", "s", "l", "m", "ck"];
    for _ in 0..=numbers.below(3) {
        out.push_str(BEGIN[numbers.below(BEGIN.len())]);
        out.push_str(MIDDLE[numbers.below(MIDDLE.len())]);
    }
    out.push_str(END[numbers.below(END.len())]);
}

fn sentence(numbers: &mut Numbers, out: &mut String) {
    let start = out.len();
    let count = 6 + numbers.below(18);
    for index in 0..count {
        if index > 0 {
            out.push_str(if numbers.below(12) == 0 { ", " } else { " " });
        }
        if numbers.below(25) == 0 {
            out.push_str(&(numbers.below(900) + 12).to_string());
        } else {
            word(numbers, out);
        }
    }
    if let Some(first) = out[start..].chars().next() {
        let upper = first.to_uppercase().to_string();
        out.replace_range(start..start + first.len_utf8(), &upper);
    }
    out.push('.');
}

/// Paragraphs of about 500 bytes, with an empty line between.
fn text(numbers: &mut Numbers, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 1000);
    while out.len() < bytes {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        for index in 0..=2 + numbers.below(5) {
            if index > 0 {
                out.push(' ');
            }
            sentence(numbers, &mut out);
        }
    }
    out
}

fn id(kind: u8, number: usize) -> Uuid {
    let number = (number as u64).to_be_bytes();
    let mut rest = [0; 10];
    rest[0] = kind;
    rest[2..].copy_from_slice(&number);
    uuid::Builder::from_unix_timestamp_millis(MADE.unsigned_abs() * 1000, &rest).into_uuid()
}

fn at() -> Timestamp {
    Timestamp::from_second(MADE).expect("it is a time in this century")
}

/// A project of this size, saved once.
#[must_use]
pub fn project(size: Size) -> Project {
    let mut numbers = Numbers::new(size.text_bytes as u64 ^ size.annotations as u64);
    let mut project = Project::new(ProjectId(id(0, 0)));
    project.title = format!("Bench {size}");
    let reviewers = [0, 1].map(|number| ReviewerId(id(1, number)));
    for (number, reviewer) in reviewers.into_iter().enumerate() {
        let value = Reviewer {
            name: format!("Reviewer {}", number + 1),
            colour: number as u8,
        };
        project
            .reviewers
            .insert(reviewer, Arc::new(Register::new(value)));
    }
    let claims: Vec<ClaimId> = (0..=size.annotations / 100)
        .map(|number| ClaimId(id(2, number)))
        .collect();
    for claim in &claims {
        let mut statement = String::new();
        sentence(&mut numbers, &mut statement);
        let claim_value = Claim {
            statement,
            kind: Some(ClaimKind::Number),
            note: String::new(),
        };
        let record = ClaimRecord {
            id: *claim,
            claim: Register::new(claim_value),
            absent: SmallMap::new(),
            fate: None,
        };
        project.claims.insert(*claim, Arc::new(record));
    }
    let mut made = 0;
    for number in 0..ARTICLES {
        let article = article(&mut numbers, number, size.text_bytes / ARTICLES);
        let wanted = size.annotations * (number + 1) / ARTICLES;
        annotate(
            &mut project,
            &article,
            &mut numbers,
            made..wanted,
            reviewers,
            &claims,
        );
        made = wanted;
        project.articles.insert(article.id, Arc::new(article));
    }
    save(&mut project, None, 1);
    project
}

fn article(numbers: &mut Numbers, number: usize, bytes: usize) -> Article {
    let text = Arc::new(Text::new(text(numbers, bytes)));
    let meta = Meta {
        title: format!("Article {}", number + 1),
        publisher: format!("Paper {}", number + 1),
        file_name: format!("article-{}.txt", number + 1),
        ..Meta::default()
    };
    let role = if number == 0 {
        Role::Check
    } else {
        Role::Compare
    };
    Article {
        id: ArticleId(id(3, number)),
        info: Register::new(ArticleInfo { role, meta }),
        text_id: text.id(),
        text: Some(text),
        blocks: Vec::new(),
        earlier: Vec::new(),
        file_sha256: String::new(),
        read: SmallMap::new(),
        signed: SmallMap::new(),
        fate: None,
    }
}

/// Marks from a word to a few sentences, spread over the whole text, overlapping now and then.
fn annotate(
    project: &mut Project,
    article: &Article,
    numbers: &mut Numbers,
    which: std::ops::Range<usize>,
    reviewers: [ReviewerId; 2],
    claims: &[ClaimId],
) {
    let text = article
        .text
        .as_ref()
        .expect("the article was made with one");
    let count = which.len();
    for (index, number) in which.enumerate() {
        let place = text.len() * index / count.max(1) + numbers.below(200);
        let near = text.floor(TextOffset::new(place.min(text.len().saturating_sub(40))));
        let start = segment::next_word(text, near);
        let words = if numbers.below(10) == 0 {
            30
        } else {
            1 + numbers.below(8)
        };
        let start = segment::word_at(text, start).map_or(start, |word| word.start);
        let mut end = start;
        for _ in 0..words {
            end = segment::next_word(text, end);
        }
        let range = if start < end {
            TextRange::between(start, end)
        } else {
            text.full_range()
        };
        let by = reviewers[number % 2];
        let mut assessments = SmallMap::from([(by, Register::new(assessment(numbers, number)))]);
        if number.is_multiple_of(10) {
            let other = assessment(numbers, number / 10);
            assessments.insert(reviewers[(number + 1) % 2], Register::new(other));
        }
        let tie = number.is_multiple_of(5).then(|| {
            Register::new(Tie {
                claim: Some(claims[numbers.below(claims.len())]),
                stance: Stance::Supports,
                root: String::new(),
            })
        });
        let annotation = Annotation {
            id: AnnotationId(id(4, number)),
            article: article.id,
            text_id: article.text_id,
            by,
            spans: Register::new(vec![marking::span(text, range)]),
            tie,
            assessments,
            signed: SmallMap::new(),
            fate: None,
        };
        project
            .annotations
            .insert(annotation.id, Arc::new(annotation));
    }
}

fn assessment(numbers: &mut Numbers, number: usize) -> Assessment {
    let mut note = String::new();
    if number.is_multiple_of(8) {
        sentence(numbers, &mut note);
    }
    Assessment {
        status: Some(Status::ALL[number % 3]),
        note,
        should_read: String::new(),
        cites: Vec::new(),
        at: at(),
    }
}

/// Gives what is new since `before` its revision, as save number `n` of a session of its own does.
pub fn save(project: &mut Project, before: Option<&Project>, n: u32) {
    let empty = Project::new(project.id);
    let context = RevisionContext {
        session: Session::from_random(u64::from(n) * 7919),
        n,
        by: ReviewerId(id(1, 0)),
        at: at(),
    };
    give_revisions(project, before.unwrap_or(&empty), context);
}

/// A copy in which every annotation has another assessment, saved by another session.
#[must_use]
pub fn judged_anew(project: &Project, n: u32) -> Project {
    let mut copy = project.clone();
    for annotation in project.annotations.values() {
        let mut annotation = Annotation::clone(annotation);
        let by = ReviewerId(id(1, n as usize % 2));
        let value = Assessment {
            status: Some(Status::ALL[n as usize % 3]),
            ..annotation
                .assessments
                .values()
                .next()
                .expect("every annotation was made with one")
                .value
                .clone()
        };
        let register = annotation.assessments.get(&by).map_or_else(
            || Register::new(value.clone()),
            |old| old.written(value.clone()),
        );
        annotation.assessments.insert(by, register);
        copy.annotations.insert(annotation.id, Arc::new(annotation));
    }
    save(&mut copy, Some(project), n);
    copy
}
