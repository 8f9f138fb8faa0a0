//! Quotations of one statement that are not the same words in two articles.

use super::{CheckReport, Finding, MOST_QUOTED, one_line, shortened};
use crate::{
    app::words,
    cli::gathered::{Gathered, Reading},
    compare::quotations::{Kinship, PartKind, Version, VersionGroup},
    model::Project,
};

/// Characters of a quotation: enough to see both versions side by side.
const MOST_OF_ONE: usize = 200;

/// Looks at every quotation that several articles have. One of the two sides is the fullest version.
pub(super) fn look_at_quotations(project: &Project, report: &mut CheckReport) {
    let articles = Gathered::of(project);
    for group in articles.quotations() {
        report.warnings.extend(findings(&articles, &group));
    }
}

fn findings(articles: &Gathered<'_>, group: &VersionGroup) -> Vec<Finding> {
    let Some((fullest, others)) = group.versions.split_first() else {
        return Vec::new();
    };
    others
        .iter()
        .filter(|version| version.kinship == Kinship::Altered)
        .filter(|version| version.article != fullest.article)
        .map(|version| finding(articles, version, fullest))
        .collect()
}

fn finding(articles: &Gathered<'_>, version: &Version, fullest: &Version) -> Finding {
    let sides = [version, fullest].map(|side| (articles.at(side.article), side.quotation.whole));
    let [here, there] = sides.map(|(reading, whole)| {
        let words = shortened(&one_line(reading.text.slice(whole)), MOST_OF_ONE);
        let title = one_line(reading.article.display_title());
        format!("{words} in {title}")
    });
    let places = sides.map(|(reading, whole)| {
        let (start, end) = reading.code_points(whole);
        format!("article {}, {start} to {end}", reading.article.id)
    });
    let changes = changes(version, sides[0].0, sides[1].0);
    Finding {
        kind: "quotation_differs",
        message: format!(
            "the quotation {here} is not in the words of {there}: {}: ask which words were said",
            changes.join("; ")
        ),
        place: places.join("; "),
    }
}

/// The words that differ. Brackets, ellipses and punctuation are no other words.
fn changes(version: &Version, here: Reading<'_>, there: Reading<'_>) -> Vec<String> {
    let in_words = |kind| {
        matches!(
            kind,
            PartKind::Altered | PartKind::Dropped | PartKind::Added
        )
    };
    version
        .parts
        .iter()
        .filter(|part| in_words(part.kind))
        .map(|part| {
            let shown = |words: &str| shortened(one_line(words).trim(), MOST_QUOTED);
            words::differs(
                &shown(here.text.slice(part.range)),
                &shown(there.text.slice(part.fullest)),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::look;
    use crate::compare::fixture::Sample;

    /// What is told of two articles that quote these words.
    fn told(one: &str, other: &str) -> Vec<String> {
        let mut sample = Sample::new();
        sample
            .article(1, &format!("“{one},” the miller said."), "")
            .article(2, &format!("The miller said: “{other}.”"), "");
        let report = look(&sample.project);
        assert!(report.errors.is_empty());
        let told = report.warnings.into_iter();
        told.map(|found| format!("{}: {} ({})", found.kind, found.message, found.place))
            .collect()
    }

    const SAID: &str = "We heard the dam go before anybody in the valley was awake";

    #[test]
    fn other_words_are_told_with_both_versions_and_places() {
        let [found] = &told(SAID, &SAID.replace("the dam go", "the old bridge go"))[..] else {
            panic!("one difference");
        };
        assert!(
            found.starts_with("quotation_differs: the quotation "),
            "{found}"
        );
        for part in [
            "“We heard the dam go before anybody in the valley was awake,”",
            "in Paper 1",
            "in Paper 2",
            "differs: dam | old bridge",
            "0 to 61",
        ] {
            assert!(found.contains(part), "{part} in {found}");
        }
    }

    #[test]
    fn words_that_are_missing_without_a_sign_are_told() {
        let found = told(
            SAID,
            &SAID.replace(
                "before anybody in the valley was awake",
                "before anybody was awake",
            ),
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("differs: – | in the valley"), "{found:?}");
    }

    #[test]
    fn brackets_ellipses_punctuation_and_an_end_left_out_are_not() {
        for other in [
            SAID.to_owned(),
            SAID.replace("the dam go before", "the dam go, before"),
            SAID.replace("the dam", "[the dam]"),
            SAID.replace("anybody in the valley was", "anybody … was"),
            SAID.replace(" before anybody in the valley was awake", ""),
            SAID.replace("We heard", "we heard"),
        ] {
            assert_eq!(told(SAID, &other), [""; 0], "{other}");
        }
    }
}
