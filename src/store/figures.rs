//! The figures of DESIGN §10 that belong to the file: not tests, since times differ from machine to machine.

use super::{
    Expected, RealDisk,
    file::{plain, records::ProjectFile},
    load, parse,
    read::options,
    save, to_ron,
};
use crate::{
    model::{
        Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment, Claim,
        ClaimId, ClaimRecord, Project, ProjectId, Register, Rev, Reviewer, ReviewerId, Saw,
        Session, Span, Stamp, Stance, Status, Tie,
    },
    text::{Text, TextOffset, TextRange},
};
use std::sync::Arc;
use uuid::Uuid;

/// Prints what DESIGN §10 asks for. Run in release: `cargo test --release store_figures -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement of a minute, not a test; the README has its command"]
fn store_figures() {
    for accents in [false, true] {
        let project = large(accents);
        let ron = to_ron(&project).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.ron");
        // Turn by turn, and the best of each, since other work on the machine disturbs all of them alike.
        let mut best = [f64::INFINITY; 6];
        for _ in 0..8 {
            let times = [
                milliseconds(|| to_ron(&project)),
                milliseconds(|| save(&RealDisk, &path, &project, Expected::Overwrite)),
                milliseconds(|| options().from_str::<plain::Project>(&ron)),
                milliseconds(|| options().from_str::<ProjectFile<'_>>(&ron)),
                milliseconds(|| parse(ron.as_bytes(), "p.ron")),
                milliseconds(|| load(&RealDisk, &path)),
            ];
            for (best, time) in best.iter_mut().zip(times) {
                *best = best.min(time);
            }
        }
        let [write, saving, plain, shapes, parsing, loading] = best;
        println!(
            "accents {accents}: {} bytes; to_ron {write:.0} ms; save {saving:.0} ms; ron into plain structs {plain:.0} ms; into our shapes {shapes:.0} ms; parse {parsing:.0} ms ({:.2}); load {loading:.0} ms ({:.2})",
            ron.len(),
            parsing / plain,
            loading / plain
        );
    }
}

/// What the value takes to make; its end is not counted.
fn milliseconds<T>(run: impl FnOnce() -> T) -> f64 {
    let start = std::time::Instant::now();
    let made = run();
    let time = start.elapsed().as_secs_f64() * 1000.0;
    drop(made);
    time
}

const BY: ReviewerId = ReviewerId(Uuid::from_u128(9));
const CLAIM: ClaimId = ClaimId(Uuid::from_u128(10));
const ARTICLES: u128 = 1000;

/// A project of ten megabytes of text with 100 000 marks, as a team might have after years.
fn large(accents: bool) -> Project {
    let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
    let ann = Reviewer {
        name: "Ann".to_owned(),
        colour: 1,
    };
    project.reviewers.insert(BY, Arc::new(stamped(ann)));
    let claim = Claim {
        statement: "How many".to_owned(),
        kind: None,
        note: String::new(),
    };
    let claim = ClaimRecord {
        id: CLAIM,
        claim: stamped(claim),
        absent: [].into(),
        fate: None,
    };
    project.claims.insert(CLAIM, Arc::new(claim));
    let line = if accents {
        "The ferry carried nine people – six of the crew – when it ran aground, said José.\n"
    } else {
        "The ferry carried nine people, six of them crew, when it ran aground off the point.\n"
    };
    let body = line.repeat(10_000 / line.len());
    for n in 0..ARTICLES {
        let text = Arc::new(Text::new(format!("Article {n}\n{body}")));
        let id = ArticleId(Uuid::from_u128(1 << 100 | n));
        for m in 0..100_000 / ARTICLES {
            let mark = AnnotationId(Uuid::from_u128(2 << 100 | n << 32 | m));
            let at = (m as usize * 97) % (text.len() - 100);
            let mark = annotation(mark, id, &text, at);
            project.annotations.insert(mark.id, Arc::new(mark));
        }
        let article = Article {
            id,
            info: stamped(ArticleInfo::default()),
            text_id: text.id(),
            text: Some(text),
            blocks: vec![],
            earlier: vec![],
            file_sha256: String::new(),
            read: [].into(),
            signed: [].into(),
            fate: None,
        };
        project.articles.insert(id, Arc::new(article));
    }
    project
}

fn stamped<T>(value: T) -> Register<T> {
    let rev = Rev {
        session: Session::from_random(77),
        n: 3,
    };
    Register::stamped(
        value,
        Stamp {
            rev: Some(rev),
            saw: Saw::default(),
        },
    )
}

/// A mark of about forty bytes, judged; every third one tied to the claim.
fn annotation(id: AnnotationId, article: ArticleId, text: &Text, at: usize) -> Annotation {
    let gap = |at: usize| text.floor(TextOffset::new(at)).bytes();
    let (start, end) = (gap(at), gap(at + 40));
    let words = |start, end| text.slice(TextRange::of_bytes(start, end)).into();
    let span = Span {
        range: TextRange::of_bytes(start, end),
        quote: words(start, end),
        before: words(gap(start.saturating_sub(32)), start),
        after: words(end, gap(end + 32)),
        anchor: Anchor::Exact,
    };
    let tie = Tie {
        claim: Some(CLAIM),
        stance: Stance::Supports,
        root: String::new(),
    };
    let assessment = Assessment {
        status: Some(Status::Verified),
        note: "seen in the log".to_owned(),
        should_read: String::new(),
        cites: vec![],
        at: "2026-11-22T10:00:00Z".parse().unwrap(),
    };
    Annotation {
        id,
        article,
        text_id: text.id(),
        by: BY,
        spans: stamped(vec![span]),
        tie: at.is_multiple_of(3).then(|| stamped(tie)),
        assessments: [(BY, stamped(assessment))].into(),
        signed: [].into(),
        fate: None,
    }
}
