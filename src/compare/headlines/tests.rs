//! Invented articles: one that says of the wrong man what its body says of another, and many that do not.

use super::{Headline, headlines};
use crate::compare::fixture::{Sample, article_id};
use crate::model::{Block, BlockKind};
use crate::text::TextOffset;

/// The line that stands before each kind of part.
const SIGNS: [(&str, BlockKind); 4] = [
    ("# ", BlockKind::Headline),
    ("## ", BlockKind::Dek),
    ("= ", BlockKind::Subhead),
    ("^ ", BlockKind::Caption),
];

/// The headlines of an article, each line of which begins with the sign of what it is, and its text.
fn found(marked: &str) -> (String, Vec<Headline>) {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for line in marked.lines() {
        let sign = SIGNS.iter().find(|(sign, _)| line.starts_with(sign));
        let (words, kind) = sign.map_or((line, BlockKind::Paragraph), |(sign, kind)| {
            (&line[sign.len()..], *kind)
        });
        blocks.push(Block {
            start: TextOffset::new(text.len()),
            kind,
        });
        text.push_str(words);
        text.push('\n');
    }
    let mut sample = Sample::new();
    sample.article(1, &text, "");
    sample.blocks(1, blocks);
    sample.change_article(1, |article| {
        article.info.value.meta.published = "2024-05-17".to_owned();
    });
    let article = sample.project.article(article_id(1)).unwrap();
    (text.clone(), headlines(article, &[]))
}

/// What is told: "headline's first word: name" and "headline's first word: 3 | 4".
fn told(marked: &str) -> Vec<String> {
    let (text, headlines) = found(marked);
    let mut told = Vec::new();
    for headline in headlines {
        let words = &text[headline.range.bytes()];
        let first = words.split(' ').next().unwrap_or_default();
        let Some(nearest) = headline.nearest else {
            continue;
        };
        for found in nearest.differences {
            told.push(format!("{first}: {} | {}", found.a, found.b));
        }
        if let Some(somebody) = nearest.somebody_else {
            told.push(format!("{first}: {} for {}", somebody.name, somebody.main));
        }
    }
    told
}

/// Invented: a diver who was rescued, and another who was helped by a club.
const DIVERS: &str = "\
# Cave diver brought up alive after four days
## The diver was paid for by a rescue club called Deep Rope.
A diver was brought up alive from a flooded cave on Friday. The diver, named as Tomas Reuel, had been missing for four days.
Reuel was found on a ledge by two firemen from the valley.
He is being treated for cold in the hospital of Marn.
Reuel is not the first to be lost there. Another diver, Karel Ostrow, was trapped two years ago. He said that he came out only because a rescue club called Deep Rope had paid for the pumps.
Ostrow has not dived since. The mayor wants the cave closed.
";

#[test]
fn a_line_over_the_text_that_is_told_of_another_man_in_it() {
    assert_eq!(told(DIVERS), ["The: Karel Ostrow for Tomas Reuel"]);
    let (text, headlines) = found(DIVERS);
    let nearest = headlines[1].nearest.clone().unwrap();
    let somebody = nearest.somebody_else.clone().unwrap();
    assert_eq!(&text[somebody.range.bytes()], "Karel Ostrow");
    let shown = &text[nearest.with_name().bytes()];
    assert!(
        shown.starts_with("Another diver") && shown.ends_with("the pumps."),
        "{shown}"
    );
}

#[test]
fn a_name_in_the_passage_itself_a_woman_and_another_language() {
    for (from, to) in [
        ("He said that he came out only", "Ostrow came out only"),
        ("He said that he came", "She said that she came"),
    ] {
        assert_eq!(
            told(&DIVERS.replace(from, to)),
            ["The: Karel Ostrow for Tomas Reuel"],
            "{to}"
        );
    }
    let russian = "\
# Водолаза подняли живым из пещеры
## Водолазу помог клуб спасателей «Глубокий трос», который оплатил насосы.
Водолаза подняли живым из затопленной пещеры в пятницу. Его зовут Томаш Реуль, он пропал четыре дня назад.
Реуля нашли на уступе двое пожарных из долины.
Реуль не первый, кто там пропал. Два года назад в ловушке оказался Карел Острый. Он рассказал, что он вышел только потому, что клуб спасателей «Глубокий трос» оплатил насосы.
С тех пор Острый не ныряет.
";
    assert_eq!(told(russian), ["Водолазу: Карел Острый for Томаш Реуль"]);
}

#[test]
fn nothing_is_told_where_the_headline_may_mean_them() {
    for (why, from, to) in [
        (
            "a headline names him",
            "The diver was paid for",
            "Ostrow was paid for",
        ),
        (
            "another headline names him",
            "Cave diver brought",
            "After Ostrow, another cave diver brought",
        ),
        (
            "a word of it describes him",
            "Another diver, Karel Ostrow,",
            "A member of the rescue club, Karel Ostrow,",
        ),
        (
            "it describes him behind the name",
            "Another diver, Karel Ostrow,",
            "Karel Ostrow, a rescue diver from Lund,",
        ),
        (
            "the article begins with him too",
            "named as Tomas Reuel,",
            "named as Tomas Reuel, a friend of Karel Ostrow,",
        ),
        (
            "he is the one whom it names most",
            "The mayor wants",
            "Ostrow is now a teacher. In May Ostrow will speak in Marn. Karel Ostrow wrote a book. The mayor wants",
        ),
        (
            "the passage speaks of the other too",
            "He said that he came",
            "Reuel said that he came",
        ),
        (
            "he only tells it",
            "He said that he came out only because a rescue club called Deep Rope had paid for the pumps.",
            "A rescue club called Deep Rope had paid for the pumps, Ostrow said.",
        ),
        (
            "the text says it of the first as well",
            "Reuel was found on a ledge",
            "A rescue club called Deep Rope had paid for his pumps. Reuel was found on a ledge",
        ),
        (
            "nothing in the body is alike",
            "a rescue club called Deep Rope had paid for the pumps",
            "somebody threw money at it",
        ),
    ] {
        assert!(DIVERS.contains(from), "{why}");
        assert_eq!(told(&DIVERS.replace(from, to)), [""; 0], "{why}");
    }
}

#[test]
fn a_heading_is_over_its_own_passage_and_a_caption_beside_it() {
    let with = |line: &str| {
        DIVERS.replace(
            "Reuel is not the first",
            &format!("{line}\nReuel is not the first"),
        )
    };
    let without_dek = |text: String| {
        text.replace(
            "## The diver was paid for by a rescue club called Deep Rope.\n",
            "",
        )
    };
    for line in [
        "= Pumps paid for by a rescue club",
        "^ Pumps paid for by the rescue club Deep Rope",
    ] {
        assert_eq!(told(&without_dek(with(line))), [""; 0], "{line}");
    }
    let far = DIVERS.replace(
        "Reuel was found",
        "^ The pumps were paid for by the rescue club Deep Rope\nReuel was found",
    );
    assert_eq!(
        told(&without_dek(far)),
        ["The: Karel Ostrow for Tomas Reuel"]
    );
}

#[test]
fn everyday_headlines_are_left_alone() {
    for article in [
        // A spokesman, a judge, a neighbour: they tell, or the headline says who they are.
        "# Man jailed for arson at boathouse\n## The judge called the fire a spiteful act.\nA man was jailed for six years on Monday for setting fire to a boathouse. Olin Farr, 41, had admitted it.\nFarr was seen near the slip with a can, the court heard.\nJudge Ina Roth called the fire a spiteful act against people who had helped him. Roth said that nobody could repair it.\n",
        "# Village shocked by fire at boathouse\nOlin Farr, 41, was arrested on Monday. Farr is held in Torn.\n“We are all shocked, the whole village,” said Pia Lorn, a neighbour. Lorn had seen the flames.\n",
        "# Police appeal for witnesses of fire\nThe body of Olin Farr was found in a burnt boathouse. Farr lived there.\nAnyone who witnessed the fire should call the police, said Inspector Meg Tarn. Tarn leads the inquiry.\n",
        // One person only, and none.
        "# Skipper rescued off the cape\nMara Venn was rescued off the cape at night. Venn had been adrift for a day. She is well.\n",
        "# Flour gets dear\nThe price of flour rose again. Bakers blame the rain.\n",
        // A country and a town are no persons.
        "# Train stopped at the border\nThe train from Lower Marn was stopped at the border. Marn has closed it.\nIn Upper Torn the crossing is open. Torn lets every train pass the border.\n",
    ] {
        assert_eq!(told(article), [""; 0], "{article}");
    }
}

#[test]
fn figures_that_the_body_does_not_bear_out() {
    let ferry = "# Ferry with 214 people runs aground\nThe ferry ran aground with 241 people on board.\nBy noon all were ashore.\n";
    assert_eq!(told(ferry), ["Ferry: 214 | 241"]);
    let elsewhere = ferry.replace("all were ashore", "the 214 passengers were ashore");
    assert_eq!(told(&elsewhere), [""; 0], "the body has both");
    let rounded = ferry
        .replace("241", "213")
        .replace("# Ferry with 214", "# Ferry with over 200");
    assert_eq!(told(&rounded), [""; 0], "a round number agrees");
    let day = ferry
        .replace(
            "214 people runs aground",
            "241 people runs aground on Thursday",
        )
        .replace(
            "with 241 people on board",
            "with 241 people on board on Wednesday",
        );
    assert_eq!(told(&day), ["Ferry: Thursday | Wednesday"]);
    let picture = day.replace("# Ferry", "# Grounded\n^ Ferry");
    assert_eq!(told(&picture), [""; 0], "a picture may be of another day");
}

#[test]
fn a_line_that_reads_as_the_title_is_a_headline_without_a_block() {
    let mut sample = Sample::new();
    sample.article(1, "Marn today\nFerry with 214 people runs aground\nThe ferry ran aground with 241 people on board.\n", "");
    let look =
        |sample: &Sample| headlines(sample.project.article(article_id(1)).unwrap(), &[]).len();
    assert_eq!(look(&sample), 0);
    sample.change_article(1, |article| {
        article.info.value.meta.title = "Ferry with 214 people  runs aground".replace("  ", " ");
    });
    assert_eq!(look(&sample), 1);
}

#[test]
fn nothing_is_told_where_another_passage_is_nearly_as_near() {
    let said = "He said that he came out only because a rescue club called Deep Rope had paid for the pumps.";
    let near = DIVERS.replace(said, "He was paid for by a rescue club called Deep Rope.");
    assert_eq!(told(&near), ["The: Karel Ostrow for Tomas Reuel"]);
    let rival = near.replace(
        "He is being treated for cold in the hospital of Marn.",
        "His rescue was paid for by a rescue club called Deep Rope.",
    );
    assert_eq!(told(&rival), [""; 0]);
}
