//! Caveats: words by which a text keeps its distance from what it says, as "allegedly" or "could not be verified".
//!
//! Where one article of a claim has one and another has none, somebody left it out. English, Russian, Ukrainian, German,
//! French, Spanish. Limits: a list of words; who says "claimed" of something else in the same sentence is taken for
//! cautious.
//!
//! Cost: words of three sentences × phrases.

use super::phrase::{Line, sentences_around};
use crate::text::{Text, TextRange};

/// By language. Apostrophes are `'`, "ё" counts as "е".
const CAVEATS: &[&str] = &[
    // English
    "not verified",
    "not been verified",
    "not be verified",
    "not independently verified",
    "not be independently verified",
    "not been independently verified",
    "independently verify",
    "not confirmed",
    "not been confirmed",
    "not be confirmed",
    "did not confirm",
    "does not confirm",
    "unconfirmed",
    "unverified",
    "unsubstantiated",
    "allegedly",
    "alleged",
    "alleges",
    "reportedly",
    "purportedly",
    "supposedly",
    "claimed",
    "claims",
    "claiming",
    // Russian
    "не подтверждено",
    "не подтверждена",
    "не подтвердил",
    "не подтвердила",
    "не подтвердили",
    "не подтверждает",
    "не проверено",
    "не удалось проверить",
    "не удалось подтвердить",
    "независимо подтвердить",
    "неподтвержденным",
    "неподтвержденные",
    "якобы",
    "предположительно",
    "утверждает",
    "утверждают",
    "утверждал",
    "утверждала",
    // Ukrainian
    "не підтверджено",
    "не підтверджена",
    "не підтвердив",
    "не підтвердила",
    "не підтвердили",
    "не перевірено",
    "не вдалося перевірити",
    "не вдалося підтвердити",
    "незалежно підтвердити",
    "непідтвердженими",
    "нібито",
    "начебто",
    "імовірно",
    "ймовірно",
    "стверджує",
    "стверджують",
    "стверджував",
    "стверджувала",
    // German
    "nicht bestätigt",
    "nicht überprüft",
    "nicht überprüfen",
    "nicht unabhängig",
    "nicht verifiziert",
    "nicht verifizieren",
    "unbestätigt",
    "unbestätigten",
    "angeblich",
    "angebliche",
    "angeblichen",
    "mutmaßlich",
    "mutmaßliche",
    "mutmaßlichen",
    "behauptet",
    "behauptete",
    "behaupteten",
    // French
    "non vérifié",
    "non vérifiée",
    "non vérifiées",
    "pas vérifié",
    "pas été vérifié",
    "pas été vérifiée",
    "pas pu être vérifié",
    "pas pu être vérifiée",
    "pas pu vérifier",
    "non confirmé",
    "non confirmée",
    "pas confirmé",
    "pas été confirmé",
    "prétendument",
    "présumé",
    "présumée",
    "présumés",
    "affirme",
    "affirment",
    "aurait",
    "auraient",
    // Spanish
    "no verificado",
    "no verificada",
    "no ha sido verificado",
    "no pudo ser verificado",
    "no pudo verificarse",
    "no se ha confirmado",
    "no confirmado",
    "sin confirmar",
    "supuestamente",
    "presuntamente",
    "presunto",
    "presunta",
    "afirmó",
    "asegura",
    "habría",
    "habrían",
];

/// The caveat that stands nearest to a passage: in its sentence or in one beside it in the same paragraph.
#[must_use]
pub fn caveat(text: &Text, passage: TextRange) -> Option<TextRange> {
    sentences_around(text, passage)
        .into_iter()
        .find_map(|sentence| {
            let line = Line::of(text.slice(sentence));
            let from = sentence.start.bytes();
            let found = (0..line.words.len()).find_map(|at| {
                let ends = CAVEATS
                    .iter()
                    .filter_map(|words| line.match_phrase(at, words));
                let end = ends.max()?;
                Some(line.words.get(at)?.range.start..line.words.get(end - 1)?.range.end)
            })?;
            Some(TextRange::of_bytes(from + found.start, from + found.end))
        })
}

#[cfg(test)]
mod tests {
    use super::{CAVEATS, caveat};
    use crate::text::segment::marked::parse;

    fn found(marked: &str) -> Option<String> {
        let (text, passage) = parse(marked);
        caveat(&text, passage).map(|words| text.slice(words).to_owned())
    }

    #[test]
    fn a_caveat_beside_the_passage_is_found_in_six_languages() {
        for (marked, expected) in [
            ("[The weir broke], they claimed.", "claimed"),
            (
                "[The weir broke]. It could not be independently verified.",
                "not be independently verified",
            ),
            ("They Allegedly slept. [The weir broke].", "Allegedly"),
            (
                "[Плотина прорвана], что не подтверждено.",
                "не подтверждено",
            ),
            ("[Греблю] нібито прорвано.", "нібито"),
            ("[Das Wehr] brach angeblich.", "angeblich"),
            ("[Le barrage] aurait cédé.", "aurait"),
            ("[La presa] supuestamente cedió.", "supuestamente"),
        ] {
            assert_eq!(found(marked).as_deref(), Some(expected), "{marked}");
        }
    }

    #[test]
    fn what_stands_farther_off_or_in_another_word_is_none() {
        for marked in [
            "[The weir broke], a diver said.",
            "[The weir broke].\nThey claimed much.",
            "They claimed much. It rained. [The weir broke].",
            "[The weir broke] and was reclaimed.",
            "[The weir broke], which was verified.",
        ] {
            assert_eq!(found(marked), None, "{marked}");
        }
    }

    #[test]
    fn each_is_listed_once_as_texts_are_compared() {
        let mut sorted = CAVEATS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), CAVEATS.len());
        for words in CAVEATS {
            assert_eq!(*words, words.to_lowercase().replace('ё', "е"));
        }
    }
}
