//! What a checker would ask about a headline: whether its own body bears it out, and of whom.

use super::{CheckReport, Finding, MOST_QUOTED, one_line, shortened};
use crate::{
    app::{left_out_of_matching, paragraph_number, words},
    compare::headlines::{Headline, InBody, headlines},
    model::{Article, Project},
    text::Text,
};

/// Looks at what stands over the text of every article; the same words twice (in a list of news and over the article)
/// once.
pub(super) fn look_at_headlines(project: &Project, report: &mut CheckReport) {
    for article in project.live_articles() {
        let Some(text) = article.text.as_deref() else {
            continue;
        };
        let mut seen: Vec<&str> = Vec::new();
        for headline in headlines(article, &left_out_of_matching(project, article)) {
            let words = text.slice(headline.range);
            if let Some(nearest) = headline.nearest.as_ref().filter(|found| found.differs())
                && !seen.contains(&words)
            {
                seen.push(words);
                let found = Seen {
                    article,
                    text,
                    headline: &headline,
                    nearest,
                };
                report.warnings.push(found.finding());
            }
        }
    }
}

struct Seen<'a> {
    article: &'a Article,
    text: &'a Text,
    headline: &'a Headline,
    nearest: &'a InBody,
}

impl Seen<'_> {
    fn finding(&self) -> Finding {
        let Headline { range, kind, .. } = self.headline;
        let [start, end] = [range.start, range.end].map(|gap| self.text.to_code_points(gap));
        let quoted = |range| shortened(&one_line(self.text.slice(range)), MOST_QUOTED);
        let message = format!(
            "the {} \"{}\" of {} comes nearest to \"{}\" in paragraph {} of its body: {}",
            words::part_over_text(*kind),
            quoted(*range),
            one_line(self.article.display_title()),
            quoted(self.nearest.passage),
            paragraph_number(self.text, self.nearest.passage.start),
            self.what_differs().join("; "),
        );
        Finding {
            kind: "headline_body",
            message,
            place: format!("article {}, {start} to {end}", self.article.id),
        }
    }

    fn what_differs(&self) -> Vec<String> {
        let mut told: Vec<String> = self
            .nearest
            .differences
            .iter()
            .map(|found| words::differs(&one_line(&found.a), &one_line(&found.b)))
            .collect();
        if let Some(somebody) = &self.nearest.somebody_else {
            told.push(format!(
                "that passage speaks of {}, whom no headline names, and the article begins with {}: look whom the {} means",
                one_line(&somebody.name),
                one_line(&somebody.main),
                words::part_over_text(self.headline.kind),
            ));
        }
        told
    }
}
