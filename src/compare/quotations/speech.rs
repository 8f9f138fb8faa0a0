//! Who says it: the speech verb beside a quotation, and the words that name the speaker.
//!
//! The idea: the words behind the closing mark are looked at first (”…,” said X), then those before the opening mark (X said:
//! “…”), no further than the sentence. The speaker is what stands beside the verb up to a comma or to a word such as "in",
//! "after" or "who". There is no grammar: what is found is what stands there, and a person sees it beside the words.

use crate::compare::details::Language;
use crate::text::{Text, TextRange, segment};

/// Who said something, as the text has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The words that name the speaker.
    pub speaker: Option<TextRange>,
    /// The speech verb, or a word such as "according to".
    pub verb: Option<TextRange>,
    /// To whom it was said: "told the Daily".
    pub listener: Option<TextRange>,
}

/// Words of a speaker at most.
const MOST_WORDS: usize = 8;

/// What speaks: verbs as they stand before or behind a name.
const VERBS: [(Language, &str); 6] = [
    (
        Language::English,
        "said says say saying told tells added adds asked asks wrote writes explained explains noted notes stated states \
         claimed claims warned warns recalled recalls replied replies announced announces insisted insists argued argues \
         declared declares confirmed confirms admitted admits shouted called described reported tweeted posted quipped \
         complained continued concluded observed remarked stressed emphasised emphasized acknowledged",
    ),
    (
        Language::Russian,
        "сказал сказала сказали заявил заявила заявили сообщил сообщила сообщили отметил отметила добавил добавила \
         рассказал рассказала рассказали подчеркнул подчеркнула пояснил пояснила написал написала ответил ответила \
         говорит говорил говорила уверен уверена считает признался призналась спросил спросила объяснил объяснила \
         утверждает вспоминает",
    ),
    (
        Language::Ukrainian,
        "сказав сказала сказали заявив заявила заявили повідомив повідомила повідомили зазначив зазначила додав додала \
         розповів розповіла розповіли наголосив наголосила пояснив пояснила написав написала відповів відповіла каже \
         говорить вважає зізнався зізналася запитав запитала стверджує згадує",
    ),
    (
        Language::German,
        "sagte sagt sagten erklärte erklärt erklärten betonte betont schrieb schreibt berichtete berichtet meinte meint \
         ergänzte fügte fragte antwortete warnte behauptete kündigte teilte hieß nannte bezeichnete",
    ),
    (
        Language::French,
        "dit déclaré déclare expliqué explique affirmé affirme ajouté ajoute assuré assure raconté raconte écrit précisé \
         précise souligné souligne indiqué indique répondu répond demandé confié confie lancé estimé estime",
    ),
    (
        Language::Spanish,
        "dijo dice dijeron declaró declara afirmó afirma explicó explica añadió añade aseguró asegura contó cuenta \
         escribió señaló señala subrayó indicó indica respondió responde preguntó advirtió manifestó comentó",
    ),
];

/// Phrases before the one who speaks.
const ACCORDING_TO: [(Language, &str); 6] = [
    (Language::English, "according to"),
    (Language::Russian, "по словам"),
    (Language::Ukrainian, "за словами"),
    (Language::German, "laut"),
    (Language::French, "selon"),
    (Language::Spanish, "según"),
];

/// Verbs whose next words are the listener.
const TELLING: [&str; 12] = [
    "told",
    "tells",
    "asked",
    "рассказал",
    "рассказала",
    "сообщил",
    "розповів",
    "розповіла",
    "повідомив",
    "confié",
    "contó",
    "dijo",
];

/// Words with which the name of a speaker is over.
const STOPS: [&str; 92] = [
    "in",
    "on",
    "at",
    "to",
    "after",
    "before",
    "during",
    "while",
    "who",
    "that",
    "when",
    "where",
    "which",
    "by",
    "for",
    "from",
    "with",
    "as",
    "and",
    "but",
    "has",
    "had",
    "have",
    "it",
    "was",
    "is",
    "were",
    "are",
    "also",
    "later",
    "then",
    "в",
    "во",
    "на",
    "что",
    "который",
    "которая",
    "после",
    "с",
    "из",
    "и",
    "а",
    "но",
    "о",
    "об",
    "для",
    "у",
    "що",
    "який",
    "яка",
    "після",
    "з",
    "про",
    "та",
    "i",
    "і",
    "в'",
    "dass",
    "am",
    "im",
    "an",
    "nach",
    "vor",
    "bei",
    "der",
    "und",
    "mit",
    "dem",
    "den",
    "hinzu",
    "que",
    "qui",
    "dans",
    "à",
    "au",
    "lors",
    "après",
    "sur",
    "et",
    "avec",
    "en",
    "a",
    "al",
    "tras",
    "durante",
    "y",
    "con",
    "por",
    "para",
    "sobre",
    "quien",
    "cuando",
];

/// Small words that may stand inside the name of a speaker though they stop one elsewhere.
fn is_stop(lower: &str, language: Language, is_first: bool) -> bool {
    // "der Kapitän", "a harbour spokesman"
    let is_article = match language {
        Language::German => matches!(lower, "der" | "dem" | "den"),
        Language::English => matches!(lower, "a" | "i"),
        _ => false,
    };
    STOPS.contains(&lower) && !(is_first && is_article)
}

/// A word of the text.
struct Word {
    range: TextRange,
    lower: String,
    /// The signs between the word before and this one.
    gap: String,
}

/// Who says the quotation between two gaps of a text.
pub(super) fn attribution(text: &Text, language: Language, whole: TextRange) -> Attribution {
    let paragraph_end = text.paragraph(text.paragraph_at(whole.end)).end;
    let behind = words(text, TextRange::between(whole.end, paragraph_end));
    if let Some(found) = of_words_behind(&behind, language) {
        return found;
    }
    let paragraph_start = text.paragraph(text.paragraph_at(whole.start)).start;
    let before = words(text, TextRange::between(paragraph_start, whole.start));
    of_words_before(&before, language).unwrap_or_default()
}

fn words(text: &Text, range: TextRange) -> Vec<Word> {
    let from = range.start.bytes();
    let slice = text.slice(range);
    let mut end = 0;
    let mut found: Vec<Word> = segment::words(slice)
        .map(|word| {
            let gap = slice[end..word.start].to_owned();
            end = word.end;
            Word {
                range: TextRange::of_bytes(from + word.start, from + word.end),
                lower: slice[word].to_lowercase().replace('’', "'"),
                gap,
            }
        })
        .collect();
    // What stands between the last word and the end of the range.
    found.push(Word {
        range: TextRange::of_bytes(from + slice.len(), from + slice.len()),
        lower: String::new(),
        gap: slice[end..].to_owned(),
    });
    found
}

fn ends_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', '…'])
}

fn ends_part(gap: &str) -> bool {
    gap.contains([
        ',', ';', ':', '(', ')', '"', '“', '”', '„', '«', '»', '—', '–', '\n',
    ]) || ends_sentence(gap)
}

fn is_verb(word: &Word, language: Language) -> bool {
    is_speech_verb(&word.lower, language)
}

/// Whether a word, in lower case, says that somebody speaks.
pub(in crate::compare) fn is_speech_verb(lower: &str, language: Language) -> bool {
    list(&VERBS, language)
        .split_whitespace()
        .any(|verb| verb == lower)
}

fn list(lists: &[(Language, &'static str); 6], language: Language) -> &'static str {
    lists
        .iter()
        .find(|(of, _)| *of == language)
        .map_or("", |(_, list)| list)
}

/// “…,” said X; “…,” X said; “…,” she told the Daily; “…”, according to X.
fn of_words_behind(words: &[Word], language: Language) -> Option<Attribution> {
    // What follows a full sentence in the quotation is a new sentence; only the mark of the quotation may end there.
    let first = words.first()?;
    if ends_sentence(&first.gap) {
        return None;
    }
    let part: &[Word] = {
        let end = words
            .iter()
            .skip(1)
            .position(|word| ends_sentence(&word.gap))
            .map_or(words.len() - 1, |at| at + 1);
        &words[..end.min(words.len() - 1)]
    };
    if let Some(found) = of_according_to(part, language) {
        return Some(found);
    }
    let verb = part
        .iter()
        .take(MOST_WORDS)
        .position(|word| is_verb(word, language))?;
    // "… was scrapped, he said" belongs to a quotation only where the verb is near: no other part lies between.
    if part[1..=verb].iter().any(|word| ends_part(&word.gap)) {
        return None;
    }
    let (verb_range, after_verb) = (part[verb].range, verb + 1);
    let is_telling = TELLING.contains(&part[verb].lower.as_str());
    let before = speaker_before(part, verb, language);
    let after = speaker_behind(part, after_verb, language);
    let (speaker, listener) = match (before, after) {
        (Some(speaker), listener) if is_telling => (Some(speaker), listener),
        (Some(speaker), _) => (Some(speaker), None),
        (None, speaker) => (speaker, None),
    };
    Some(Attribution {
        speaker,
        verb: Some(verb_range),
        listener,
    })
}

/// X said: “…”; X told the Daily that “…”; according to X, “…”.
fn of_words_before(words: &[Word], language: Language) -> Option<Attribution> {
    let last_gap = words
        .last()
        .map(|word| word.gap.as_str())
        .unwrap_or_default();
    if ends_sentence(last_gap) && !last_gap.contains(':') {
        return None;
    }
    // Back to the start of the sentence.
    let start = (0..words.len().saturating_sub(1))
        .rev()
        .find(|at| ends_sentence(&words[*at].gap) || words[*at].gap.contains('\n'))
        .unwrap_or(0);
    let sentence = &words[start..words.len() - 1];
    if let Some(found) = of_according_to(sentence, language) {
        return Some(found);
    }
    let verb = sentence.iter().rposition(|word| is_verb(word, language))?;
    let is_telling = TELLING.contains(&sentence[verb].lower.as_str());
    let behind = speaker_behind(sentence, verb + 1, language);
    let before = speaker_before(sentence, verb, language);
    let (speaker, listener) = match (before, behind) {
        (Some(speaker), listener) if is_telling => (Some(speaker), listener),
        (Some(speaker), _) => (Some(speaker), None),
        (None, speaker) => (speaker, None),
    };
    Some(Attribution {
        speaker,
        verb: Some(sentence[verb].range),
        listener,
    })
}

fn of_according_to(words: &[Word], language: Language) -> Option<Attribution> {
    let phrase: Vec<&str> = list(&ACCORDING_TO, language).split(' ').collect();
    let at = words.windows(phrase.len()).position(|window| {
        window
            .iter()
            .zip(&phrase)
            .all(|(word, wanted)| word.lower == *wanted)
    })?;
    let behind = at + phrase.len();
    Some(Attribution {
        speaker: speaker_behind(words, behind, language),
        verb: Some(TextRange::between(
            words[at].range.start,
            words[behind - 1].range.end,
        )),
        listener: None,
    })
}

/// The words right before a verb that name somebody.
fn speaker_before(words: &[Word], verb: usize, language: Language) -> Option<TextRange> {
    let mut first = verb;
    while first > 0 && verb - first < MOST_WORDS {
        if ends_part(&words[first].gap) && first < verb
            || is_stop(&words[first - 1].lower, language, false)
        {
            break;
        }
        // "…, who was there, said": a comma right before the verb ends an insertion and no name.
        if first == verb && ends_part(&words[verb].gap) {
            return None;
        }
        first -= 1;
    }
    // Articles of one letter that stopped the search belong to it.
    let has_article = first > 0
        && matches!(words[first - 1].lower.as_str(), "a" | "der")
        && !ends_part(&words[first].gap);
    let first = if has_article && first < verb {
        first - 1
    } else {
        first
    };
    (first < verb).then(|| TextRange::between(words[first].range.start, words[verb - 1].range.end))
}

/// The words right behind a verb that name somebody.
fn speaker_behind(words: &[Word], from: usize, language: Language) -> Option<TextRange> {
    let mut end = from;
    while end < words.len() && end - from < MOST_WORDS {
        let word = &words[end];
        if ends_part(&word.gap) || is_stop(&word.lower, language, end == from) {
            break;
        }
        end += 1;
    }
    (end > from).then(|| TextRange::between(words[from].range.start, words[end - 1].range.end))
}

/// Words that stand for somebody named before.
const PRONOUNS: [&str; 27] = [
    "he", "she", "they", "we", "i", "it", "он", "она", "они", "він", "вона", "вони", "er", "sie",
    "il", "elle", "ils", "elles", "él", "ella", "ellos", "ellas", "t-il", "t-elle", "a-t-il",
    "a-t-elle", "ont-ils",
];

/// Whether the words that name a speaker name nobody.
pub(super) fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&words.to_lowercase().as_str())
}

/// What an insertion such as "сказал капитан" says, if it has a verb.
pub(super) fn of_insertion(
    text: &Text,
    language: Language,
    range: TextRange,
) -> Option<Attribution> {
    of_words_behind(&words(text, range), language)
}
