//! Measures the finder of differences on labelled pairs.
//!
//! ```text
//! cargo run --release --example details -- details FILE.tsv
//! cargo run --release --example details -- contrast FILE.tsv [--wrong]
//! cargo run --release --example details -- find LANGUAGE DATE < TEXT
//! ```
//!
//! `details`: lines of language, kind, and two sentences; the kind is "same" or the only kind in which they differ.
//! `contrast`: a header, then lines of SUPPORTS or REFUTES, a claim, and evidence. A clash is a difference of a number or a date;
//! precision is the share of REFUTES among the pairs with a clash. A claim stands there twice, once with each label; a
//! refuted pair counts as one of numbers or dates where some figure of the claim fits one in the evidence that supports it
//! and none in the evidence that refutes it, and recall is the share of these in which a clash is found.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use crosscheck::compare::{
    details::{self, DetailKind, Language},
    differences::{Difference, Passage, between},
};
use crosscheck::text::Text;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    io::Read as _,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["details", file] => of_details(&std::fs::read_to_string(file)?),
        ["contrast", file] => of_contrast(&std::fs::read_to_string(file)?, false),
        ["contrast", file, "--wrong"] => of_contrast(&std::fs::read_to_string(file)?, true),
        ["find", language, date] => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            let language = Language::of(language, &text);
            for detail in details::find(&text, language, date.parse().ok()) {
                println!(
                    "{:?}\t{:?}\t{:?}",
                    detail.kind,
                    &text[detail.range.bytes()],
                    detail.value
                );
            }
        }
        _ => return Err("which set, and which file?".into()),
    }
    Ok(())
}

fn compare(language: Language, a: &str, b: &str) -> Vec<Difference> {
    let (a, b) = (Text::new(a), Text::new(b));
    let of = |text| Passage {
        text,
        range: Text::full_range(text),
        language,
        published: None,
    };
    between(&of(&a), &of(&b))
}

fn of_details(lines: &str) {
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in lines.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, expected, a, b] = fields.as_slice() else {
            continue;
        };
        let found = compare(Language::of(language, a), a, b);
        let kinds: BTreeSet<&str> = found.iter().map(|found| found.kind.name()).collect();
        let is_right = if *expected == "same" {
            kinds.is_empty()
        } else {
            kinds.len() == 1 && kinds.contains(expected)
        };
        let (right, all) = by_kind.entry(expected).or_default();
        *right += usize::from(is_right);
        *all += 1;
        if !is_right {
            println!("{language} {expected}: {a} | {b}");
            for difference in found {
                println!(
                    "    {}: {} | {}",
                    difference.kind.name(),
                    difference.a,
                    difference.b
                );
            }
        }
    }
    let right: usize = by_kind.values().map(|(right, _)| right).sum();
    let all: usize = by_kind.values().map(|(_, all)| all).sum();
    for (kind, (right, all)) in by_kind {
        println!("{kind:10} {right} of {all}");
    }
    println!("all        {right} of {all}");
}

fn of_contrast(lines: &str, shows_wrong: bool) {
    let rows: Vec<[&str; 3]> = lines
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
        .collect();
    let supporting: BTreeMap<&str, &str> = rows
        .iter()
        .filter(|row| row[0] == "SUPPORTS")
        .map(|row| (row[1], row[2]))
        .collect();
    let (mut refuted, mut supported, mut of_figures, mut found_of_figures) = (0, 0, 0, 0);
    for [label, claim, evidence] in rows {
        let figures: Vec<Difference> = compare(Language::English, claim, evidence)
            .into_iter()
            .filter(|difference| difference.kind.is_figure())
            .collect();
        let is_refuted = label == "REFUTES";
        let is_of_figures = is_refuted
            && supporting
                .get(claim)
                .is_some_and(|support| turns_on_a_figure(claim, support, evidence));
        if is_refuted {
            refuted += usize::from(!figures.is_empty());
        } else {
            supported += usize::from(!figures.is_empty());
        }
        of_figures += usize::from(is_of_figures);
        found_of_figures += usize::from(is_of_figures && !figures.is_empty());
        let is_wrong = !is_refuted && !figures.is_empty() || is_of_figures && figures.is_empty();
        if shows_wrong && is_wrong {
            println!("{label}: {claim} | {evidence}");
            for difference in figures {
                println!(
                    "    {}: {} | {}",
                    difference.kind.name(),
                    difference.a,
                    difference.b
                );
            }
        }
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    println!(
        "precision  {:.3}  ({refuted} of {})",
        share(refuted, refuted + supported),
        refuted + supported
    );
    println!(
        "recall     {:.3}  ({found_of_figures} of {of_figures})",
        share(found_of_figures, of_figures)
    );
}

/// Whether some figure of the claim is borne out by one evidence and not by the other.
fn turns_on_a_figure(claim: &str, support: &str, evidence: &str) -> bool {
    let figures = |text: &str| {
        let mut found = details::find(text, Language::English, None);
        found.retain(|detail| detail.kind != DetailKind::Name);
        found
    };
    let (support, evidence) = (figures(support), figures(evidence));
    figures(claim).iter().any(|figure| {
        support
            .iter()
            .any(|other| figure.value.agrees(&other.value))
            && !evidence
                .iter()
                .any(|other| figure.value.agrees(&other.value))
    })
}
