//! The box about the author at the foot of a copied page: a heading or the name of a picture, a name, an office, and a few
//! sentences about their life.
//!
//! A wrong box takes words from the checker, so a line counts only beside another of the box: a reporter may be whom the
//! story is about.

/// Headings of such boxes, and what stands for their pictures.
const HEADINGS: [&str; 8] = [
    "avatar",
    "about the author",
    "about the authors",
    "about the writer",
    "author bio",
    "author",
    "meet the author",
    "written by",
];

/// Offices of those who write.
const OFFICES: [&str; 13] = [
    "reporter",
    "correspondent",
    "journalist",
    "editor",
    "writer",
    "columnist",
    "contributor",
    "photographer",
    "photojournalist",
    "producer",
    "author",
    "intern",
    "freelancer",
];

/// Words of a line that holds an office and nothing else: "Senior political correspondent".
const MOST_OF_OFFICE: usize = 4;

/// Words of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// The lines of such boxes, by their numbers among `lines`, which are those with words.
#[must_use]
pub fn author_boxes(lines: &[&str]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let behind = box_behind(lines, at);
        found.extend(at..behind);
        at = behind.max(at + 1);
    }
    found
}

/// The line behind a box that begins here; the same line where none does.
fn box_behind(lines: &[&str], first: usize) -> usize {
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    let mut at = first;
    let has_heading = HEADINGS.contains(&bare(line(at)).as_str());
    at += usize::from(has_heading);
    let name = is_name(line(at)).then(|| line(at).trim());
    at += usize::from(name.is_some());
    let has_office = name.is_some() && is_office(line(at));
    at += usize::from(has_office);
    let is_of_name = name.is_some_and(|name| line(at).trim().starts_with(name));
    let tells_life = is_of_name && (has_heading || has_office) || has_heading && is_life(line(at));
    at += usize::from(tells_life);
    let is_box = tells_life || name.is_some() && (has_heading || has_office);
    if is_box { at } else { first }
}

fn bare(line: &str) -> String {
    line.trim_matches(|sign: char| !sign.is_alphanumeric())
        .to_lowercase()
}

fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    NAME.contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                && word
                    .chars()
                    .all(|sign| sign.is_alphabetic() || "-'’.".contains(sign))
        })
        // "Two Dead." is a headline; only an initial ends with a point.
        && words.last().is_some_and(|word| !word.ends_with('.'))
}

fn is_office(line: &str) -> bool {
    let bare = bare(line);
    let mut words = bare.split_whitespace();
    words.clone().count() <= MOST_OF_OFFICE && words.any(|word| OFFICES.contains(&word))
}

/// "Ada Example is a reporter for the Harbour Post, …": a name, an office, and for whom.
fn is_life(line: &str) -> bool {
    let Some((name, rest)) = [" is a ", " is an ", " is the "]
        .iter()
        .find_map(|is| line.trim().split_once(is))
    else {
        return false;
    };
    let Some((office, _)) = [" for ", " at ", " covering ", " with "]
        .iter()
        .filter_map(|whom| rest.split_once(whom))
        .min_by_key(|(office, _)| office.len())
    else {
        return false;
    };
    is_name(name) && is_office(office)
}

#[cfg(test)]
mod tests {
    use super::author_boxes;

    fn found<'a>(lines: &[&'a str]) -> Vec<&'a str> {
        author_boxes(lines)
            .into_iter()
            .map(|at| lines[at])
            .collect()
    }

    #[test]
    fn heading_name_office_and_life() {
        let life = "Ada Example is a reporter for the Harbour Post, where she writes about boats. She lives in Marn.";
        let whole = ["Avatar", "Ada Example", "Reporter", life];
        assert_eq!(
            found(&[
                "The quay is shut.",
                "Avatar",
                "Ada Example",
                "Reporter",
                life,
                "Read more"
            ]),
            whole
        );
        assert_eq!(
            found(&["Ada Example", "Senior political correspondent"]),
            ["Ada Example", "Senior political correspondent"]
        );
        assert_eq!(
            found(&["About the author", life]),
            ["About the author", life]
        );
    }

    #[test]
    fn people_of_the_story_are_none() {
        for lines in [
            &["Ada Example", "Ada Example was found on the quay."][..],
            &["Ferry Runs Aground", "A reporter fell into the water."],
            &["Ada Example is a sailor for the ferry company, the court heard."],
            &["The editor is a man for all seasons at the quay."],
            &["Ada Example is a reporter for the Harbour Post and was jailed on Monday."],
            &["Author", "The book has no name on it."],
            &["Reporter", "A reporter for the Post was there."],
        ] {
            assert_eq!(found(lines), [""; 0], "{lines:?}");
        }
    }
}
