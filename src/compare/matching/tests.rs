//! Matching on invented articles: what is tied to what, in several languages and scripts, and that it is always the same.
//!
//! `matched` gives the matches of two texts by their words; `counterpart` picks the surest one of some words.

use super::{Band, Match, MatchIndex};
use crate::{
    model::ArticleId,
    text::{Text, TextRange},
};
use std::sync::Arc;
use uuid::Uuid;

const TIMES: &str = "Lighthouse keeper found alive after nine days\n\
    Rescuers found Edda Molin on Tuesday in the cellar of the lighthouse at Skarv Point, where the storm had locked her in.\n\
    She had lived on tinned peaches and rain water. “I counted the waves until I ran out of numbers,” she told the Times.\n\
    The harbour council will repair the tower before winter, and the lamp is to be lit again in October.\n\
    Read more about the coast";
const POST: &str = "Skarv Point keeper survives storm\n\
    A keeper was rescued alive from the cellar of the Skarv Point lighthouse. Edda Molin had been locked in by the storm and was found on Tuesday.\n\
    Asked how she had passed the time, she said: “I counted the waves until I ran out of numbers.”\n\
    Ferries to the outer islands were sailing again by noon.\n\
    Read more about the coast";
const OTHER: &str = "Bakers quarrel over the price of rye\n\
    The guild of bakers met in Torn on Friday and parted without a vote.\n\
    Rye has cost twice as much since the harvest failed in the south, its master said.\n\
    A loaf may soon cost five crowns.";

fn id(number: u128) -> ArticleId {
    ArticleId(Uuid::from_u128(number))
}

fn index(texts: &[&str]) -> MatchIndex {
    let mut index = MatchIndex::default();
    for (number, text) in texts.iter().enumerate() {
        index.put(id(number as u128), &Arc::new(Text::new(*text)), None, &[]);
    }
    index
}

/// The range of the first place of `words`.
fn range(text: &str, words: &str) -> TextRange {
    let start = text.find(words).expect("the words stand there");
    TextRange::of_bytes(start, start + words.len())
}

/// The matches of two texts, the surest first: band, words of the one, words of the other.
fn matched<'a>(one: &'a str, other: &'a str) -> Vec<(Band, &'a str, &'a str)> {
    let mut found = index(&[one, other]).matches_between(id(0), id(1));
    found.sort_by(|a, b| b.band.cmp(&a.band).then(b.score.total_cmp(&a.score)));
    found
        .into_iter()
        .map(|found| {
            (
                found.band,
                &one[found.a.range.bytes()],
                &other[found.b.range.bytes()],
            )
        })
        .collect()
}

/// What stands in a match with `words`, in the first text, and how sure it is.
#[track_caller]
fn counterpart<'a>(found: &[(Band, &'a str, &'a str)], words: &str) -> (Band, &'a str) {
    let of_words = found.iter().find(|(_, one, _)| one.contains(words));
    let (band, _, other) =
        of_words.unwrap_or_else(|| panic!("no match of {words:?} in {found:#?}"));
    (*band, other)
}

#[test]
fn passages_that_say_the_same_are_matched() {
    let found = matched(TIMES, POST);
    let (band, words) = counterpart(&found, "counted the waves");
    assert_eq!(band, Band::Verbatim);
    assert!(words.contains("ran out of numbers"), "{words}");
    let (_, words) = counterpart(&found, "keeper found alive");
    assert!(words.contains("keeper"), "{words}");
    assert!(
        found
            .iter()
            .all(|(_, one, other)| !one.contains("lamp") && !other.contains("Ferries")),
        "{found:#?}"
    );
}

#[test]
fn a_sentence_that_the_other_split_in_two_is_matched_with_both() {
    let (band, words) = counterpart(&matched(TIMES, POST), "found Edda Molin");
    assert!(band >= Band::Weak, "{band:?}");
    assert!(
        words.starts_with("A keeper was rescued") && words.ends_with("found on Tuesday."),
        "{words}"
    );
    let (_, words) = counterpart(&matched(POST, TIMES), "A keeper was rescued");
    assert!(words.starts_with("Rescuers found"), "{words}");
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let index = index(&[TIMES, POST, OTHER]);
    let mut turned: Vec<Match> = index
        .matches_between(id(1), id(0))
        .into_iter()
        .map(Match::turned)
        .collect();
    turned.sort_by_key(|found| (found.a, found.b));
    let mut straight = index.matches_between(id(0), id(1));
    straight.sort_by_key(|found| (found.a, found.b));
    assert_eq!(straight.len(), turned.len());
    for (one, other) in straight.iter().zip(&turned) {
        assert_eq!((one.a, one.b, one.band), (other.a, other.b, other.band));
        assert!((one.score - other.score).abs() < 1e-5);
    }
}

#[test]
fn unrelated_articles_have_no_match() {
    assert_eq!(matched(TIMES, OTHER), []);
    assert_eq!(matched(OTHER, POST), []);
}

#[test]
fn a_turn_of_phrase_alone_is_no_match_between_unrelated_articles() {
    let one = format!("{TIMES}\nCritics have seized on the episode to call for new rules at sea.");
    let other =
        format!("{OTHER}\nFarmers have seized on the episode to call for cheaper seed corn.");
    assert_eq!(matched(&one, &other), []);
    let quotation =
        "\n“Nobody who has carried water up that hill forgets the hill,” the poet wrote.";
    let (one, other) = (one + quotation, other + quotation);
    let found = matched(&one, &other);
    assert_eq!(counterpart(&found, "carried water").0, Band::Verbatim);
}

#[test]
fn what_is_left_out_is_never_found() {
    let mut index = index(&[TIMES, POST]);
    let is_furniture = |found: &Match| TIMES[found.a.range.bytes()].starts_with("Read more");
    assert!(index.matches_between(id(0), id(1)).iter().any(is_furniture));
    let footer = range(POST, "Read more about the coast");
    let quotation = range(
        POST,
        "Asked how she had passed the time, she said: “I counted the waves until I ran out of numbers.”",
    );
    index.put(
        id(1),
        &Arc::new(Text::new(POST)),
        None,
        &[footer, quotation],
    );
    let found = index.matches_between(id(0), id(1));
    assert!(!found.iter().any(is_furniture));
    assert!(found.iter().all(|found| !found.b.range.overlaps(quotation)));
    let waves = index.search(id(0), range(TIMES, "counted the waves"));
    assert!(waves.iter().all(|hit| !hit.range.overlaps(quotation)));
    // It may be asked for all the same.
    let hits = index.search(id(1), quotation);
    assert!(TIMES[hits[0].range.bytes()].contains("counted the waves"));
}

#[test]
fn endings_accents_and_case_do_not_matter() {
    for (one, other) in [
        (
            "Die Brücken über die Oder wurden am Montag gesperrt, teilte die Stadt mit.\nDer Bürgermeister sprach von Rissen im Beton.",
            "Stadt sperrt am Montag eine BRÜCKE über die Oder.\nVon Rissen im Beton sprach der Bürgermeister.",
        ),
        (
            "Les pêcheurs de Trévou réclament des quais réparés avant l'hiver.\nLe préfet a promis une réponse.",
            "Le quai devra être réparé avant l’hiver, réclame un pêcheur de Trevou.\nUne réponse a été promise par le préfet.",
        ),
        (
            "Los astilleros de Cabo Lirio cerraron el viernes sus puertas.\nUn portavoz lamentó la pérdida de cien empleos.",
            "El astillero de Cabo Lirio cerró sus puertas el viernes.\nSe lamentó la pérdida de cien empleos, dijo un portavoz.",
        ),
        (
            "Пожарные спасли смотрителя маяка на острове Гранитный.\nСудно вышло из порта в полдень.",
            "Смотритель маяка спасён пожарными с острова Гранитного.\nВ полдень из порта вышло судно.",
        ),
        (
            "Рятувальники знайшли доглядачку маяка на острові Гранітний.\nКорабель вийшов з порту опівдні.",
            "Доглядачку маяка знайдено рятувальниками на Гранітному острові.\nОпівдні з порту вийшов корабель.",
        ),
    ] {
        let found = matched(one, other);
        let first = |text: &'static str| text.lines().next().expect("a line");
        let (band, words) = counterpart(&found, first(one));
        assert_eq!(words, first(other));
        assert!(band >= Band::Weak, "{one}: {band:?}");
    }
}

#[test]
fn scripts_without_spaces_are_matched() {
    for (one, other, words, expected) in [
        (
            "守塔人在灯塔地下室被困九天后获救。渔船将在十月返回港口。",
            "渔船十月返回港口。被困九天的守塔人在灯塔的地下室获救。",
            "守塔人",
            "守塔人",
        ),
        (
            "灯台守は九日後に地下室で発見された。漁船は十月に港へ戻る。",
            "漁船は十月に港へ戻る予定だ。地下室で灯台守が発見されたのは九日後だった。",
            "灯台守",
            "灯台守",
        ),
        (
            "ผู้เฝ้าประภาคารได้รับการช่วยเหลือจากห้องใต้ดิน\nเรือประมงจะกลับเข้าท่าในเดือนตุลาคม",
            "เรือประมงกลับเข้าท่าเดือนตุลาคม\nผู้เฝ้าประภาคารในห้องใต้ดินได้รับการช่วยเหลือแล้ว",
            "ประภาคาร",
            "ประภาคาร",
        ),
    ] {
        let (band, found) = counterpart(&matched(one, other), words);
        assert!(
            found.contains(expected) && band >= Band::Weak,
            "{found}: {band:?}"
        );
    }
}

#[test]
fn a_search_finds_the_best_in_all_other_articles() {
    let index = index(&[TIMES, OTHER, POST]);
    let hits = index.search(id(0), range(TIMES, "counted the waves"));
    assert_eq!(hits[0].article, id(2));
    assert!(POST[hits[0].range.bytes()].contains("counted the waves"));
    assert!(hits.iter().all(|hit| hit.article != id(0)));
    assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    assert_eq!(index.search(id(9), TextRange::of_bytes(0, 1)), []);
}

#[test]
fn the_nearest_are_there_where_nothing_matches() {
    let index = index(&[TIMES, OTHER]);
    let [one, other] = [0, 1].map(|number| index.prepare(id(number)).expect("it was put in"));
    let pairing = index.pair(&one, &other);
    assert_eq!(pairing.matches(), []);
    for nearest in pairing.all_nearest(3) {
        assert_eq!(nearest.len(), 3);
        assert!(nearest.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }
}

#[test]
fn a_sentence_stands_where_its_neighbours_stand() {
    // Told in other words, between two that are told in the same.
    let one = "The mill at Oster caught fire on Sunday night.\n\
        Nobody slept until dawn.\n\
        Miller Jonas Vahl will rebuild it with oak beams.\n\
        The grain of forty farms is lost.";
    let other = "Rye is dear this year.\n\
        Bakers met in the guild hall.\n\
        A loaf costs five crowns.\n\
        No vote was taken.\n\
        Salt came by ship in March.\n\
        On Sunday night fire broke out in the mill at Oster.\n\
        Families stood in the lane with buckets.\n\
        Jonas Vahl, the miller, wants oak beams when he rebuilds.";
    let index = index(&[one, other]);
    let [mine, theirs] = [0, 1].map(|number| index.prepare(id(number)).expect("it was put in"));
    let nearest = index.pair(&mine, &theirs).nearest(1, 1);
    assert_eq!(
        &other[nearest[0].0.bytes()],
        "Families stood in the lane with buckets."
    );
}

#[test]
fn one_sentence_is_answered_as_all_are() {
    // More of them than are worked on at a time.
    let text = |turn: usize| {
        let names = ["Ada", "Bo", "Cy", "Dot", "Eli", "Fay", "Gus"];
        (0..150)
            .map(|number| {
                let name = |by: usize| names[(number * by + turn) % 7];
                format!("{} met {} at gate {}.", name(3), name(5), number % 11)
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    let texts = [text(0), text(2)];
    let index = index(&[&texts[0], &texts[1]]);
    let [one, other] = [0, 1].map(|number| index.prepare(id(number)).expect("it was put in"));
    let pairing = index.pair(&one, &other);
    let all = pairing.all_nearest(4);
    assert_eq!(all.len(), 150);
    for (number, (nearest, passage)) in all.iter().zip(one.sentences()).enumerate() {
        assert_eq!(pairing.nearest(number, 4), *nearest);
        assert_eq!(pairing.nearest_to(passage, 4), *nearest);
    }
    assert_eq!(pairing.nearest(150, 4), []);
}

#[test]
fn a_range_stands_for_the_sentences_it_touches() {
    let index = index(&[TIMES]);
    let passage = |range: TextRange| {
        index
            .passage(id(0), range)
            .map(|found| &TIMES[found.bytes()])
    };
    let peaches = "She had lived on tinned peaches and rain water.";
    assert_eq!(passage(range(TIMES, "peaches")), Some(peaches));
    assert_eq!(
        passage(range(TIMES, "water. “I")),
        Some(TIMES.lines().nth(2).expect("a line"))
    );
    let caret = range(TIMES, peaches).end;
    assert_eq!(
        passage(TextRange {
            start: caret,
            end: caret
        }),
        Some(peaches)
    );
}

#[test]
fn whatever_came_and_went_the_answers_are_those_of_a_new_index() {
    let rebuilt = index(&[TIMES, POST, OTHER]);
    let mut changed = MatchIndex::default();
    let put = |index: &mut MatchIndex, number: u128, text: &str| {
        index.put(id(number), &Arc::new(Text::new(text)), None, &[]);
    };
    for round in 0..5_u128 {
        put(&mut changed, 2, POST);
        put(&mut changed, round % 4, TIMES);
        put(&mut changed, 7 + round, OTHER);
        changed.remove(id(round % 3));
    }
    (7..12).for_each(|number| changed.remove(id(number)));
    changed.remove(id(3));
    put(&mut changed, 2, OTHER);
    put(&mut changed, 0, TIMES);
    put(&mut changed, 1, POST);
    assert_eq!(changed.sentence_count(), rebuilt.sentence_count());
    assert_eq!(changed.stem_count(), rebuilt.stem_count());
    for one in 0..3 {
        for other in (0..3).filter(|other| *other != one) {
            let [changed, rebuilt] =
                [&changed, &rebuilt].map(|index| index.matches_between(id(one), id(other)));
            assert_eq!(changed, rebuilt);
        }
        let everything = TextRange::of_bytes(0, 60);
        assert_eq!(
            changed.search(id(one), everything),
            rebuilt.search(id(one), everything)
        );
    }
}

#[test]
fn a_text_without_an_end_is_cut_and_found() {
    let endless = "in the lantern ".repeat(1000) + "zephyr";
    let index = index(&[&endless, "A lantern in the zephyr of the night", ""]);
    let hits = index.search(id(1), TextRange::of_bytes(0, 9));
    assert!(
        hits.iter()
            .all(|hit| hit.range.len() <= 2 * 200 * "lantern ".len())
    );
    assert!(!hits.is_empty());
    assert_eq!(index.search(id(2), TextRange::of_bytes(0, 0)), []);
}

#[test]
fn an_index_may_go_to_another_thread() {
    fn is_sendable<T: Send + Sync + Clone + 'static>() {}
    is_sendable::<MatchIndex>();
    is_sendable::<super::Pairing>();
}
