//! Where in a text a mark goes: positions, a quote, or both.
//!
//! Invariant: what comes out are ranges of this text, sorted, not overlapping, not empty, and the text says there what
//! was quoted. A quote that fits several places is an error, never a guess.

use super::{
    error::CliError,
    mark_lines::{LineSpan, MarkLine},
    reply::{one_line, shortened},
};
use crate::text::{Text, TextRange, normalise, quote::occurrences};

/// Characters of a quotation in an error message.
const MOST_QUOTED: usize = 80;

/// The ranges that `line` means in `text`. `article` is what errors call the article.
pub(super) fn ranges(
    text: &Text,
    article: &str,
    line: &MarkLine,
) -> Result<Vec<TextRange>, CliError> {
    // Texts are kept with LF alone, so a quote that was copied with CRLF is looked for without CR.
    let quote = line.quote.as_deref().map(normalise);
    if line.spans.is_empty() {
        let quote = quote.ok_or(CliError::NoPlace)?;
        return one_of(text, article, &quote, line.occurrence).map(|range| vec![range]);
    }
    let mut ranges = line
        .spans
        .iter()
        .map(|span| range(text, article, span))
        .collect::<Result<Vec<_>, _>>()?;
    ranges.sort_unstable_by_key(|range| range.start);
    if let Some(pair) = ranges.windows(2).find(|pair| pair[0].overlaps(pair[1])) {
        return Err(CliError::SpansOverlap {
            first: positions(text, pair[0]),
            second: positions(text, pair[1]),
        });
    }
    if let Some(quote) = quote {
        let words: Vec<&str> = ranges.iter().map(|range| text.slice(*range)).collect();
        agree(
            &words.join(" … "),
            &quote,
            &positions(text, ranges[0]),
            article,
        )?;
        if line.occurrence.is_some() {
            let meant = one_of(text, article, &quote, line.occurrence)?;
            if ranges != [meant] {
                return Err(CliError::OccurrenceElsewhere {
                    given: positions(text, ranges[0]),
                    meant: positions(text, meant),
                });
            }
        }
    }
    Ok(ranges)
}

/// The place of `quote` in an article, with CR taken for LF: where it stands several times, the one that `occurrence`
/// chooses.
pub(super) fn of_quote(
    text: &Text,
    article: &str,
    quote: &str,
    occurrence: Option<usize>,
) -> Result<TextRange, CliError> {
    one_of(text, article, &normalise(quote), occurrence)
}

/// The place of `quote`, or the one of its places that `occurrence` (from 1) chooses.
fn one_of(
    text: &Text,
    article: &str,
    quote: &str,
    occurrence: Option<usize>,
) -> Result<TextRange, CliError> {
    if quote.is_empty() {
        return Err(CliError::EmptyQuote);
    }
    let places = occurrences(text, quote);
    let quoted = || quoted(quote);
    let article = || article.to_owned();
    match (places[..].as_ref(), occurrence) {
        ([], _) => Err(CliError::QuoteNotFound {
            quote: quoted(),
            article: article(),
        }),
        ([only], None) => Ok(*only),
        (several, None) => Err(CliError::QuoteAmbiguous {
            quote: quoted(),
            article: article(),
            places: several.len(),
        }),
        (several, Some(number)) => number
            .checked_sub(1)
            .and_then(|at| several.get(at))
            .copied()
            .ok_or_else(|| CliError::NoSuchOccurrence {
                quote: quoted(),
                article: article(),
                places: several.len(),
                number,
            }),
    }
}

/// The range of one span, whose words must be those it quotes.
fn range(text: &Text, article: &str, span: &LineSpan) -> Result<TextRange, CliError> {
    let LineSpan { start, end, quote } = span;
    if start >= end {
        return Err(CliError::EmptySpan {
            start: *start,
            end: *end,
        });
    }
    let gap = |position| {
        text.from_code_points(position)
            .map_err(|error| CliError::OutsideText {
                article: article.to_owned(),
                error,
            })
    };
    let range = TextRange::between(gap(*start)?, gap(*end)?);
    if let Some(quote) = quote {
        agree(
            text.slice(range),
            &normalise(quote),
            &positions(text, range),
            article,
        )?;
    }
    Ok(range)
}

fn agree(says: &str, quote: &str, place: &str, article: &str) -> Result<(), CliError> {
    if says == quote {
        return Ok(());
    }
    Err(CliError::QuoteDiffers {
        article: article.to_owned(),
        place: place.to_owned(),
        says: quoted(says),
        quote: quoted(quote),
    })
}

fn quoted(words: &str) -> String {
    shortened(&one_line(words), MOST_QUOTED)
}

/// "541 to 577", in code points.
fn positions(text: &Text, range: TextRange) -> String {
    format!(
        "{} to {}",
        text.to_code_points(range.start),
        text.to_code_points(range.end)
    )
}

#[cfg(test)]
mod tests {
    use super::{MarkLine, Text, ranges};
    use crate::cli::mark_lines::parse;

    const TEXT: &str = "né 👩‍🚒 שלום né\nx";

    fn line(json: &str) -> MarkLine {
        let json = format!("{{\"article\":\"a\",\"status\":\"verified\",{json}}}");
        parse("m", json.as_bytes()).unwrap().remove(0).1
    }

    fn found(json: &str) -> Vec<&'static str> {
        let text = Text::new(TEXT);
        let found = ranges(&text, "a", &line(json)).unwrap();
        found
            .into_iter()
            .map(|range| &TEXT[range.bytes()])
            .collect()
    }

    fn refused(json: &str) -> String {
        let text = Text::new(TEXT);
        ranges(&text, "a", &line(json)).unwrap_err().to_string()
    }

    #[test]
    fn positions_are_code_points() {
        assert_eq!(found(r#""spans":[{"start":3,"end":6}]"#), ["👩‍🚒"]);
        assert_eq!(
            found(
                r#""spans":[{"start":7,"end":11},{"start":0,"end":2,"quote":"né"}],"quote":"né … שלום""#
            ),
            ["né", "שלום"]
        );
    }

    #[test]
    fn a_quote_is_found_once_or_chosen() {
        assert_eq!(found(r#""quote":"שלום""#), ["שלום"]);
        assert_eq!(found(r#""quote":"né","occurrence":2"#), ["né"]);
        assert_eq!(found(r#""quote":"né\r\nx""#), ["né\nx"]);
        assert!(refused(r#""quote":"né""#).contains("2 places"));
        assert!(refused(r#""quote":"né","occurrence":3"#).contains('3'));
        assert!(refused(r#""quote":"né","occurrence":0"#).contains("from 1"));
        assert!(refused(r#""quote":"nope""#).contains("nope"));
        assert!(refused(r#""quote":"""#).contains("empty"));
        assert!(refused(r#""note":"x""#).contains("spans"));
    }

    #[test]
    fn what_does_not_agree_is_refused() {
        assert!(refused(r#""spans":[{"start":0,"end":2}],"quote":"ne""#).contains("né"));
        assert!(refused(r#""spans":[{"start":0,"end":2,"quote":"ne"}]"#).contains("né"));
        assert!(
            refused(r#""spans":[{"start":0,"end":2}],"quote":"né","occurrence":2"#)
                .contains("0 to 2")
        );
        assert!(refused(r#""spans":[{"start":2,"end":2}]"#).contains("2 to 2"));
        assert!(
            refused(r#""spans":[{"start":0,"end":3},{"start":2,"end":4}]"#).contains("overlap")
        );
        assert!(refused(r#""spans":[{"start":0,"end":99}]"#).contains("99"));
        assert!(refused(r#""spans":[{"start":0,"end":18446744073709551615}]"#).contains("behind"));
    }
}
