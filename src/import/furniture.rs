//! Lines of a copied page that are no part of its article: menus, sharing, reading times, notices.
//!
//! A wrong "furniture" costs a title, or a line that a person set aside without looking; a missed one costs a click. So a
//! rule looks at whole lines or at openings that no headline has: "Share" is furniture, "Share prices fall" is not.

use super::date;

/// How a rule looks at a line: in lower case, with its white space collapsed. Its words stand between bars.
enum Looks {
    /// It is one of these.
    Whole(&'static str),
    /// It starts with one of these.
    Start(&'static str),
    /// It starts with one of these, and has at most so many words.
    ShortStart(&'static str, usize),
    /// It has all of these in it.
    Holds(&'static str),
}

/// The rules, each with the reason a person is shown.
const RULES: &[(Looks, &str)] = &[
    (
        Looks::Whole(
            "news feed|newsfeed|latest news|top stories|trending|trending now|most read|most popular|\
breaking news|editor's picks|editors' picks|recommended|recommended for you|\
related articles|related stories|related news|related topics|more on this story|\
more from this section|you may also like|you might also like|also read|in this article|\
in this story|table of contents|what to read next|read next|up next|live updates|\
our latest stories",
        ),
        "heading of a list of other articles",
    ),
    (
        Looks::Whole(
            "read more|show more|load more|see more|view more|more|show less|continue reading|\
read the full story|read full article|see all|view all|back to top|go back|next|previous|\
skip to content|skip to main content|skip to navigation|jump to content|click here|\
learn more|view gallery|open image in gallery|close|menu|open menu|close menu|search|\
search this site",
        ),
        "button or link of the page",
    ),
    (
        Looks::Start(
            "read more:|read also:|also read:|see also:|related:|watch:|listen:|read more about ",
        ),
        "pointer to another article",
    ),
    (
        Looks::Whole(
            "share|share this|share this article|share this story|share this page|share on facebook|\
share on twitter|share on x|share on whatsapp|share on linkedin|share via email|copy link|\
copy link to article|email this article|print this article|print|save|save this article|\
save article|save for later|bookmark|add to favourites|add to favorites|comments|comment|\
leave a comment|join the conversation|follow us|follow us on twitter|follow us on facebook|\
follow us on x|listen to this article|listen to article|give this article|gift this article|\
text size|change text size|facebook twitter|facebook twitter whatsapp email|\
like this article",
        ),
        "sharing, saving and comments",
    ),
    (
        Looks::Start(
            "share this article |follow us on |add us as a preferred source|listen to this article|\
download our app|join our ",
        ),
        "sharing, saving and comments",
    ),
    (
        Looks::Whole(
            "advertisement|advertisment|ad|ads|sponsored|sponsored content|paid content|\
article continues below|article continues below advertisement|story continues below|\
story continues below advertisement|remove ads|skip advertisement|skip ad|promoted content|\
scroll to continue with content|continue reading below",
        ),
        "advertisement",
    ),
    (
        Looks::Whole(
            "subscribe|subscribe now|sign in|sign up|log in|login|register|my account|newsletter|\
newsletters|support us|donate|donate now|become a member|already a subscriber?|\
already a member?|sign up for our newsletter|subscribe to our newsletter|get the newsletter",
        ),
        "subscription or account",
    ),
    (
        Looks::Start(
            "sign up for our |sign up to our |subscribe to our |get our newsletter|already a subscriber|\
support independent journalism",
        ),
        "subscription or account",
    ),
    (
        Looks::Start("©|(c) |copyright ©|copyright (c)|© copyright|copyright 19|copyright 20"),
        "copyright line",
    ),
    (Looks::Holds("all rights reserved"), "copyright line"),
    (
        Looks::Start(
            "we use cookies|this site uses cookies|this website uses cookies|we and our partners|\
by continuing to use this site|manage cookie|cookie settings|cookie policy|\
accept all cookies|accept cookies",
        ),
        "cookie notice",
    ),
    (
        Looks::ShortStart(
            "privacy policy|terms of use|terms of service|terms and conditions|contact us|about us",
            10,
        ),
        "foot of the page",
    ),
    (
        Looks::Start("estimated reading time|reading time|read time|time to read"),
        "reading time",
    ),
    (
        Looks::ShortStart(
            "published:|published on |published at |updated:|updated on |last updated|last modified|\
first published|posted on |posted:|posted by |date:|modified:|publié le |veröffentlicht am |\
stand:",
            14,
        ),
        "date line",
    ),
    (
        Looks::ShortStart(
            "written by |reported by |reporting by |editing by |author:|authors:|story by |words by |\
photographs by |photography by ",
            20,
        ),
        "byline",
    ),
];

/// Words of menus. A line of three or more that are nearly all such words, or of short pieces between bars, is a menu.
const MENU_WORDS: &str = "about|account|arts|audio|business|climate|contact|culture|economy|entertainment|environment|\
events|health|home|jobs|latest|life|lifestyle|live|local|login|menu|money|more|music|\
national|news|newsletter|newsletters|obituaries|opinion|photos|podcast|podcasts|politics|\
regional|science|search|shop|sport|sports|style|subscribe|tech|technology|travel|tv|us|uk|\
eu|video|videos|weather|world";

/// What stands between brackets at the end of a caption, in lower case.
const PICTURE_CREDITS: &str = "photo|picture|image|getty|shutterstock|file pic|handout|screengrab|screenshot|video still|\
foto|фото|illustration|via ap|ap/|/ap|/afp|afp/|/reuters|reuters/|/epa|epa/";

/// The agencies that stand alone in brackets behind a caption.
const AGENCIES: &str = "ap|afp|reuters|epa|ani|pti|dpa|tass|upi|efe|ansa|apa|belga|ntb|tt";

/// Why a line of a text is no part of the article, if it looks like furniture of the page; captions are not furniture.
#[must_use]
pub fn furniture_reason(line: &str) -> Option<&'static str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let lower = words.join(" ").to_lowercase().replace('\u{2019}', "'");
    let bare = lower.trim_matches(|sign: char| " :.…→›»>+|·•-–—*".contains(sign));
    let of_rule = RULES.iter().find(|(looks, _)| match looks {
        Looks::Whole(lines) => lines.split('|').any(|whole| whole == bare),
        Looks::Start(starts) => starts.split('|').any(|start| lower.starts_with(start)),
        Looks::ShortStart(starts, most) => {
            words.len() <= *most && starts.split('|').any(|start| lower.starts_with(start))
        }
        Looks::Holds(parts) => parts.split('|').all(|part| lower.contains(part)),
    });
    if let Some((_, reason)) = of_rule {
        return Some(reason);
    }
    if is_reading_time(bare) {
        Some("reading time")
    } else if is_menu(&lower) {
        Some("menu")
    } else if is_date_line(line) {
        Some("date line")
    } else if is_byline(&words) {
        Some("byline")
    } else if is_address(&words) {
        Some("address")
    } else {
        None
    }
}

/// Whether a line is the caption or the credit of a picture.
pub(super) fn is_caption(line: &str) -> bool {
    /// Longer lines are running text.
    const MOST_BYTES: usize = 1000;
    const STARTS: [&str; 15] = [
        "photo:",
        "photo by ",
        "photo credit",
        "photograph:",
        "picture:",
        "image:",
        "image credit",
        "image source",
        "caption:",
        "credit:",
        "file photo",
        "file picture",
        "foto:",
        "фото:",
        "illustration:",
    ];
    let line = line.trim();
    if line.len() > MOST_BYTES {
        return false;
    }
    let opening: String = line.chars().take(16).flat_map(char::to_lowercase).collect();
    if STARTS.iter().any(|start| opening.starts_with(start)) {
        return true;
    }
    let Some((_, credit)) = line
        .strip_suffix(')')
        .or_else(|| line.strip_suffix(")."))
        .and_then(|inner| inner.rsplit_once('('))
    else {
        return false;
    };
    let credit = credit.trim().to_lowercase();
    AGENCIES.split('|').any(|agency| agency == credit)
        || PICTURE_CREDITS.split('|').any(|name| credit.contains(name))
}

/// Whether a line says a date and hardly anything else: "Updated: Aug. 11, 2023, 10:30 am".
pub(super) fn is_date_line(line: &str) -> bool {
    const COMPANIONS: &str = "published|updated|posted|last|first|modified|date|on|at|am|pm|utc|gmt|est|edt|et|cet|cest|\
bst|ist|eet|eest|pst|pdt|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|\
wed|thu|fri|sat|sun|uhr|um|h|z|t|a|p|m|montag|dienstag|mittwoch|donnerstag|freitag|samstag|\
sonntag|года";
    /// More than this is running text, however it starts.
    const MOST_BYTES: usize = 120;
    if line.len() > MOST_BYTES {
        return false;
    }
    let Some(found) = date::find_date(line) else {
        return false;
    };
    line[..found.start]
        .split(|sign: char| !sign.is_alphabetic())
        .chain(line[found.end..].split(|sign: char| !sign.is_alphabetic()))
        .filter(|word| !word.is_empty())
        .all(|word| {
            COMPANIONS
                .split('|')
                .any(|known| known == word.to_lowercase())
        })
}

fn is_reading_time(bare: &str) -> bool {
    let mut words = bare.split(' ').skip_while(|word| *word == "about");
    let is_number = words.next().is_some_and(|word| {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    let rest: Vec<_> = words.collect();
    is_number
        && (matches!(
            rest.as_slice(),
            [
                "min" | "mins" | "minute" | "minutes",
                "read" | "reading" | "to",
                ..
            ]
        ) || matches!(
            rest.as_slice(),
            ["hours" | "hour" | "minutes" | "days" | "day", "ago"]
        ))
        && rest.len() <= 3
}

fn is_menu(lower: &str) -> bool {
    let pieces: Vec<_> = lower
        .split(['|', '·', '•', '›', '»'])
        .map(str::trim)
        .collect();
    if pieces.len() >= 3 && pieces.iter().all(|piece| piece.split(' ').count() <= 2) {
        return true;
    }
    let words: Vec<_> = lower
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "and")
        .collect();
    let of_menus = words
        .iter()
        .filter(|word| MENU_WORDS.split('|').any(|of_menu| of_menu == **word))
        .count();
    // One word of a menu in five may be the site's own.
    words.len() >= 3 && of_menus * 5 >= words.len() * 4
}

/// "By Ada Example and Ben Example, Harbour Post": every word a name or one of the words between names.
fn is_byline(words: &[&str]) -> bool {
    const MOST_WORDS: usize = 12;
    let [first, names @ ..] = words else {
        return false;
    };
    let between = [
        "and", "of", "de", "van", "von", "der", "del", "in", "for", "|", "-", "–", "—", "&",
    ];
    first.eq_ignore_ascii_case("by")
        && !names.is_empty()
        && words.len() <= MOST_WORDS
        && names.iter().all(|name| {
            between.contains(name)
                || name.starts_with(|sign: char| sign.is_uppercase() || sign.is_numeric())
        })
        && !names.iter().any(|name| ["The", "A", "An"].contains(name))
}

fn is_address(words: &[&str]) -> bool {
    words.len() <= 2
        && words.iter().any(|word| {
            ["http://", "https://", "www."]
                .iter()
                .any(|start| word.starts_with(start))
                || (word.contains('@') && word.contains('.'))
        })
}

#[cfg(test)]
mod tests {
    use super::{furniture_reason, is_caption};

    #[test]
    fn furniture_is_known_with_its_reason() {
        for (line, reason) in [
            ("News Feed", "heading of a list of other articles"),
            ("  2 min read ", "reading time"),
            ("4 minute read", "reading time"),
            ("Share", "sharing, saving and comments"),
            ("Read more →", "button or link of the page"),
            ("Read more: The quay closes", "pointer to another article"),
            ("date 2023-08-13", "date line"),
            ("Updated: Aug. 11, 2023, 10:30 am EST", "date line"),
            ("Friday, 11 August 2023", "date line"),
            ("By Ada Example and Ben Example", "byline"),
            ("Home | News | Sport", "menu"),
            ("Home News Sport Weather Harbourville", "menu"),
            (
                "© Harbour Post 2024. All rights reserved.",
                "copyright line",
            ),
            (
                "We use cookies to make this site better for you.",
                "cookie notice",
            ),
            ("https://example.org/story", "address"),
        ] {
            assert_eq!(furniture_reason(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn headlines_that_start_like_furniture_are_none() {
        for line in [
            "Share prices fall after ferry runs aground",
            "By the sea, a town rebuilds its quay",
            "By The Numbers: a year of storms",
            "More than 40 rescued from ferry",
            "Print works closes after 100 years",
            "Ferry of August 11, 2023 still aground, owners say",
            "World news agency opens office in the harbour",
            "Cookies sold out at harbour fair",
            "Search for missing crew goes on",
            "",
        ] {
            assert_eq!(furniture_reason(line), None, "{line}");
        }
    }

    #[test]
    fn captions_end_with_their_credit_or_start_with_their_kind() {
        assert!(is_caption(
            "The ferry at the quay. (Photo credit: Ada Example/Harbour Pictures)"
        ));
        assert!(is_caption("The ferry at the quay.(AP)"));
        assert!(is_caption("Photo: Ada Example"));
        assert!(!is_caption("The owners (a family of five)"));
        assert!(!is_caption("Photo exhibition opens in harbour"));
        assert!(!is_caption(")"));
    }
}
