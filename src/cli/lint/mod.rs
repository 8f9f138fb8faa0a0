//! What a checker would ask about in a project that can be read.
//!
//! The tour: here each mark is looked at, in `claims.rs` each claim with its passages, in `headlines.rs` what stands over a text,
//! in `quotations.rs` what several articles quote.
//!
//! Invariant: pure and in the order of ids. Only what is in the file counts: nothing here judges whether words are true.

mod claims;
mod headlines;
mod quotations;

use super::{
    check::{CheckReport, Finding},
    reply::{one_line, shortened},
};
use crate::{
    compare::{Evidence, Passage, board},
    model::{
        Annotation, ArticleId, ClaimId, DecisionIndex, EffectiveStatus, Project, Stance, Status,
        standing,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a quotation in a message.
const MOST_QUOTED: usize = 60;

const VERIFIED: EffectiveStatus = EffectiveStatus::Tagged(Status::Verified);
const CONFLICTING: EffectiveStatus = EffectiveStatus::Tagged(Status::Conflicting);

/// Looks at every mark and every claim.
pub(super) fn look(project: &Project) -> CheckReport {
    let decisions = DecisionIndex::of(project);
    let rows = board::rows(project, &decisions);
    let accounts: BTreeMap<ClaimId, Accounts> = rows
        .iter()
        .map(|row| (row.claim, Accounts::of(project, &row.passages)))
        .collect();
    let mut report = CheckReport::default();
    for annotation in project
        .live_annotations()
        .filter(|annotation| project.article(annotation.article).is_some())
    {
        let of_claim = annotation.claim().and_then(|claim| accounts.get(&claim));
        let status = standing(annotation, &decisions).status;
        report
            .warnings
            .extend(look_at_mark(project, annotation, status, of_claim));
    }
    for row in &rows {
        claims::look_at_claim(project, row, &mut report);
    }
    headlines::look_at_headlines(project, &mut report);
    quotations::look_at_quotations(project, &mut report);
    report
}

/// What stands behind a claim.
struct Accounts {
    articles: BTreeSet<ArticleId>,
    /// The stances whose verified passages are borne out together.
    borne_out: Vec<Stance>,
}

impl Accounts {
    fn of(project: &Project, passages: &[Passage]) -> Self {
        let is_borne_out = |stance: &Stance| {
            let verified = passages
                .iter()
                .filter(|passage| passage.stance == *stance && passage.status == VERIFIED);
            Evidence::of(project, verified.flat_map(Passage::annotations)).suffices()
        };
        Self {
            articles: passages.iter().map(|passage| passage.article).collect(),
            borne_out: Stance::ALL.into_iter().filter(is_borne_out).collect(),
        }
    }
}

fn look_at_mark(
    project: &Project,
    annotation: &Annotation,
    status: EffectiveStatus,
    accounts: Option<&Accounts>,
) -> Option<Finding> {
    let mut given = annotation.assessments.values().map(|given| &given.value);
    let cites = given.clone().any(|given| !given.cites.is_empty());
    let quote = shortened(&one_line(&annotation.quote()), MOST_QUOTED);
    let place = format!("annotation {}", annotation.id);
    let finding = |kind, message| {
        Some(Finding {
            kind,
            message,
            place: place.clone(),
        })
    };
    if status == VERIFIED && given.any(|given| given.status == Some(Status::Verified)) {
        if !cites {
            let message =
                format!("\"{quote}\" is verified without a source: cite what bears it out");
            return finding("verified_without_source", message);
        }
        let evidence = Evidence::of(project, [annotation.id]);
        let with_its_claim = annotation
            .tie
            .as_ref()
            .zip(accounts)
            .is_some_and(|(tie, accounts)| accounts.borne_out.contains(&tie.value.stance));
        if evidence.sources > 0 && !evidence.suffices() && !with_its_claim {
            let message = format!(
                "\"{quote}\" is verified on {} and no primary source: cite a primary source, or one with another root",
                evidence.roots
            );
            return finding("verified_on_one_root", message);
        }
    }
    let another_account = accounts.is_some_and(|accounts| {
        accounts
            .articles
            .iter()
            .any(|article| *article != annotation.article)
    });
    if status == CONFLICTING && !cites && !another_account {
        let message = format!(
            "\"{quote}\" is conflicting, but there is only one account: cite a source, or tie it to a claim with another article's passage"
        );
        return finding("conflicting_with_one_account", message);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::look;
    use crate::compare::fixture::{ME, Sample};
    use crate::model::{SourceKind, Stance, Status};
    use SourceKind::{Primary, Secondary};
    use Status::Verified;

    /// A verified mark in each of two articles, citing these cards; both tied to one claim, or to none.
    fn kinds(cites: [&[u128]; 2], tie: Option<Stance>) -> Vec<String> {
        let mut sample = Sample::new();
        sample
            .article(1, "The mill burned.", "")
            .article(2, "A mill burned.", "")
            .source(1, Primary, "brigade log")
            .source(2, Secondary, "Valley Radio")
            .source(3, Secondary, " valley radio")
            .source(4, Secondary, "the miller")
            .source(5, Secondary, "")
            .claim(1, None);
        for (article, cites) in [1, 2].into_iter().zip(cites) {
            let tie = tie.map(|stance| (1, stance, ""));
            sample.mark(ME, article, "mill burned", tie, &[(ME, Verified, cites)]);
        }
        let report = look(&sample.project);
        assert!(report.errors.is_empty());
        let told = report.warnings.iter().map(|found| {
            let on = found.message.split(" is verified ").nth(1).unwrap_or("");
            format!("{}: {}", found.kind, on.split(':').next().unwrap_or(""))
        });
        told.collect()
    }

    #[test]
    fn verified_rests_on_a_primary_source_or_on_two_known_roots() {
        let one = "verified_on_one_root: on 1 root and no primary source";
        for (cites, expected) in [
            (&[1][..], None),
            (&[2, 4][..], None),
            (&[2][..], Some(one)),
            (&[2, 3][..], Some(one)),
            (
                &[2, 5][..],
                Some("verified_on_one_root: on 1 root + 1 unknown and no primary source"),
            ),
            (
                &[5][..],
                Some("verified_on_one_root: on root unknown and no primary source"),
            ),
            (&[][..], Some("verified_without_source: without a source")),
        ] {
            let found = kinds([&[1], cites], None);
            assert_eq!(found.first().map(String::as_str), expected, "{cites:?}");
        }
    }

    #[test]
    fn passages_of_one_claim_bear_each_other_out_where_they_say_the_same() {
        let one = "verified_on_one_root: on 1 root and no primary source";
        assert_eq!(kinds([&[2], &[4]], Some(Stance::Supports)), [""; 0]);
        assert_eq!(kinds([&[2], &[3]], Some(Stance::Supports)), [one, one]);
        assert_eq!(kinds([&[2], &[4]], None), [one, one]);
    }
}
