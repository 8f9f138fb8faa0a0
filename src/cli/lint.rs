//! What a checker would ask about in a project that can be read.
//!
//! Invariant: pure and in the order of ids. Only what is in the file counts: nothing here judges whether words are true.

use super::{
    check::{CheckReport, Finding},
    reply::{one_line, shortened},
};
use crate::model::{
    Annotation, ArticleId, ClaimId, DecisionIndex, EffectiveStatus, Project, Registers as _,
    Stance, Status, standing,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Characters of a quotation in a message.
const MOST_QUOTED: usize = 60;

/// A tied mark with what it counts as.
struct Tied<'a> {
    annotation: &'a Annotation,
    stance: Stance,
    status: EffectiveStatus,
}

/// Looks at every mark and every claim.
pub(super) fn look(project: &Project) -> CheckReport {
    let decisions = DecisionIndex::of(project);
    let mut report = CheckReport::default();
    let mut of_claim: BTreeMap<ClaimId, Vec<Tied<'_>>> = BTreeMap::new();
    let live: Vec<_> = project
        .live_annotations()
        .filter(|annotation| project.article(annotation.article).is_some())
        .map(|annotation| (annotation, standing(annotation, &decisions).status))
        .collect();
    for (annotation, status) in &live {
        if let Some(tie) = &annotation.tie
            && let Some(claim) = tie.value.claim
        {
            of_claim.entry(claim).or_default().push(Tied {
                annotation,
                stance: tie.value.stance,
                status: *status,
            });
        }
    }
    for (annotation, status) in &live {
        let accounts = annotation.claim().and_then(|claim| of_claim.get(&claim));
        look_at_mark(annotation, *status, accounts, &mut report);
    }
    for (claim, tied) in &of_claim {
        look_at_claim(project, *claim, tied, &mut report);
    }
    report
}

fn look_at_mark(
    annotation: &Arc<Annotation>,
    status: EffectiveStatus,
    accounts: Option<&Vec<Tied<'_>>>,
    report: &mut CheckReport,
) {
    let mut given = annotation.assessments.values().map(|given| &given.value);
    let cites = given.clone().any(|given| !given.cites.is_empty());
    let quote = || shortened(&one_line(&annotation.quote()), MOST_QUOTED);
    let place = format!("annotation {}", annotation.id);
    if status == EffectiveStatus::Tagged(Status::Verified)
        && given.any(|given| given.status == Some(Status::Verified))
        && !cites
    {
        report.warnings.push(Finding {
            kind: "verified_without_source",
            message: format!("\"{}\" is verified without a source", quote()),
            place: place.clone(),
        });
    }
    let another_account = accounts.is_some_and(|tied| {
        tied.iter()
            .any(|other| other.annotation.article != annotation.article)
    });
    if status == EffectiveStatus::Tagged(Status::Conflicting) && !cites && !another_account {
        report.warnings.push(Finding {
            kind: "conflicting_with_one_account",
            message: format!(
                "\"{}\" is conflicting, but there is only one account: neither a source nor another article's passage on the same claim",
                quote()
            ),
            place,
        });
    }
}

fn look_at_claim(project: &Project, claim: ClaimId, tied: &[Tied<'_>], report: &mut CheckReport) {
    let Some(record) = project
        .claims
        .get(&claim)
        .filter(|claim| !claim.is_deleted())
    else {
        return;
    };
    let statement = shortened(&one_line(&record.claim.value.statement), MOST_QUOTED);
    let place = || format!("claim {claim}");
    let verified = |stance| {
        tied.iter().any(|tied| {
            tied.stance == stance && tied.status == EffectiveStatus::Tagged(Status::Verified)
        })
    };
    if verified(Stance::Supports) && verified(Stance::Contradicts) {
        report.errors.push(Finding {
            kind: "both_sides_verified",
            message: format!(
                "passages for and against \"{statement}\" are both verified, and one of them cannot be"
            ),
            place: place(),
        });
    }
    let supporting: Vec<_> = tied
        .iter()
        .filter(|tied| tied.stance == Stance::Supports && tied.status != EffectiveStatus::Nothing)
        .collect();
    let articles: BTreeSet<ArticleId> = supporting
        .iter()
        .map(|tied| tied.annotation.article)
        .collect();
    let roots: BTreeSet<String> = supporting
        .iter()
        .map(|tied| root(project, tied.annotation))
        .collect();
    if let (2.., [only]) = (articles.len(), &roots.iter().collect::<Vec<_>>()[..])
        && !only.is_empty()
    {
        report.warnings.push(Finding {
            kind: "one_root_behind_many",
            message: format!(
                "{} articles say \"{statement}\", but all have it from \"{only}\"",
                articles.len()
            ),
            place: place(),
        });
    }
}

/// Where a passage comes from: its own root, else its article's; compared without case and outer spaces.
fn root(project: &Project, annotation: &Annotation) -> String {
    let of_tie = annotation
        .tie
        .as_ref()
        .map_or("", |tie| tie.value.root.trim());
    let of_article = project
        .article(annotation.article)
        .map_or("", |article| article.meta().root.trim());
    let root = if of_tie.is_empty() {
        of_article
    } else {
        of_tie
    };
    root.to_lowercase()
}
