//! Revisions: which write of which session a value is, and which other writes it had seen.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// Eight random characters (a to z, 0 to 9), drawn whenever a process opens a project.
///
/// A restored backup or a copied file is opened by another process, hence another session: no two writes share a [`Rev`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Session([u8; 8]);

impl Session {
    /// The session that 64 random bits name.
    #[must_use]
    pub fn from_random(mut bits: u64) -> Self {
        const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        Self(std::array::from_fn(|_| {
            let letter = LETTERS[(bits % 36) as usize];
            bits /= 36;
            letter
        }))
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a session is made of ASCII letters and digits")
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a string is no [`Rev`] or [`Session`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a revision: eight letters or digits, a point, a number")]
pub struct ParseRevError(pub String);

impl FromStr for Session {
    type Err = ParseRevError;

    fn from_str(text: &str) -> Result<Self, ParseRevError> {
        let letters: [u8; 8] = text
            .as_bytes()
            .try_into()
            .map_err(|_wrong_length| ParseRevError(text.to_owned()))?;
        if letters
            .iter()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        {
            Ok(Self(letters))
        } else {
            Err(ParseRevError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Session {
    type Error = ParseRevError;

    fn try_from(text: String) -> Result<Self, ParseRevError> {
        text.parse()
    }
}

impl From<Session> for String {
    fn from(session: Session) -> Self {
        session.to_string()
    }
}

/// A revision: the save of a session at which a value was first written. Shown as `k3f9a2qx.3`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rev {
    /// Who wrote.
    pub session: Session,
    /// The number of the session's save, from 1. No write has 0: in a copy for somebody else it stands for a value that
    /// was left out, since every write of the session covers it.
    pub n: u32,
}

impl fmt::Display for Rev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.session, self.n)
    }
}

impl fmt::Debug for Rev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Rev {
    type Err = ParseRevError;

    fn from_str(text: &str) -> Result<Self, ParseRevError> {
        let wrong = || ParseRevError(text.to_owned());
        let (session, number) = text.split_once('.').ok_or_else(wrong)?;
        let n: u32 = number.parse().map_err(|_no_number| wrong())?;
        if number.starts_with('+') || number.len() > 1 && number.starts_with('0') {
            return Err(wrong());
        }
        Ok(Self {
            session: session.parse()?,
            n,
        })
    }
}

impl TryFrom<String> for Rev {
    type Error = ParseRevError;

    fn try_from(text: String) -> Result<Self, ParseRevError> {
        text.parse()
    }
}

impl From<Rev> for String {
    fn from(rev: Rev) -> Self {
        rev.to_string()
    }
}

/// A version vector: for each other session the highest save that was seen. Exact, never cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Saw(BTreeMap<Session, u32>);

impl Saw {
    /// Whether nothing of another session was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `rev`, or a later save of its session, was seen.
    #[must_use]
    pub fn covers(&self, rev: Rev) -> bool {
        self.0.get(&rev.session).is_some_and(|n| *n >= rev.n)
    }

    /// Whether all that `other` saw was seen here too.
    #[must_use]
    pub fn covers_all(&self, other: &Self) -> bool {
        other.iter().all(|rev| self.covers(rev))
    }

    /// Whether anything of `session` was seen.
    #[must_use]
    pub fn mentions(&self, session: Session) -> bool {
        self.0.contains_key(&session)
    }

    /// Notes that `rev` was seen.
    pub fn see(&mut self, rev: Rev) {
        let n = self.0.entry(rev.session).or_default();
        *n = rev.n.max(*n);
    }

    /// Notes all that `other` saw.
    pub fn see_all(&mut self, other: &Self) {
        other.iter().for_each(|rev| self.see(rev));
    }

    /// Leaves out what a session saw of itself, which its own number says already.
    pub fn forget(&mut self, session: Session) {
        self.0.remove(&session);
    }

    /// The highest revision seen of each session, sorted by session.
    pub fn iter(&self) -> impl Iterator<Item = Rev> + '_ {
        self.0.iter().map(|(session, n)| Rev {
            session: *session,
            n: *n,
        })
    }
}

impl FromIterator<Rev> for Saw {
    fn from_iter<I: IntoIterator<Item = Rev>>(revs: I) -> Self {
        let mut saw = Self::default();
        revs.into_iter().for_each(|rev| saw.see(rev));
        saw
    }
}

/// When a value was written and what its writer had seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The revision; nothing before the first save after the write.
    pub rev: Option<Rev>,
    /// The writes of other sessions that this one replaces.
    pub saw: Saw,
}

impl Stamp {
    /// Whether a value with this stamp replaces one with the revision `other`.
    ///
    /// What has not been saved yet replaces nothing by its own number, only by what it saw.
    #[must_use]
    pub fn replaces(&self, other: Rev) -> bool {
        self.saw.covers(other)
            || self
                .rev
                .is_some_and(|rev| rev.session == other.session && rev.n > other.n)
    }

    /// Whether `other` was written by the same save or was seen: what a fate and a signature need to know.
    #[must_use]
    pub fn covers(&self, other: Rev) -> bool {
        self.rev == Some(other) || self.replaces(other)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rev, Saw, Session, Stamp};

    fn rev(text: &str) -> Rev {
        text.parse().expect("a revision")
    }

    #[test]
    fn revisions_have_one_spelling() {
        assert_eq!(rev("k3f9a2qx.3").to_string(), "k3f9a2qx.3");
        for wrong in [
            "",
            "k3f9a2qx",
            "k3f9a2qx.",
            "k3f9a2qx.00",
            "k3f9a2qx.03",
            "k3f9a2qx.+3",
            "K3f9a2qx.3",
            "k3f9.3",
        ] {
            assert!(wrong.parse::<Rev>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_session_is_eight_letters_or_digits() {
        assert_eq!(Session::from_random(0).to_string(), "aaaaaaaa");
        assert_eq!(Session::from_random(u64::MAX).to_string().len(), 8);
    }

    #[test]
    fn a_later_save_of_a_session_replaces_an_earlier_one() {
        let stamp = Stamp {
            rev: Some(rev("aaaaaaaa.2")),
            saw: Saw::from_iter([rev("bbbbbbbb.4")]),
        };
        assert!(stamp.replaces(rev("aaaaaaaa.1")) && !stamp.replaces(rev("aaaaaaaa.2")));
        assert!(stamp.replaces(rev("bbbbbbbb.4")) && stamp.replaces(rev("bbbbbbbb.1")));
        assert!(!stamp.replaces(rev("bbbbbbbb.5")) && !stamp.replaces(rev("cccccccc.1")));
        assert!(stamp.covers(rev("aaaaaaaa.2")));
    }

    #[test]
    fn what_is_not_saved_yet_replaces_only_what_it_saw() {
        let stamp = Stamp {
            rev: None,
            saw: Saw::from_iter([rev("aaaaaaaa.2")]),
        };
        assert!(stamp.covers(rev("aaaaaaaa.2")) && stamp.covers(rev("aaaaaaaa.1")));
        assert!(!stamp.covers(rev("aaaaaaaa.3")) && !stamp.covers(rev("bbbbbbbb.1")));
    }

    #[test]
    fn a_version_vector_keeps_the_highest_number_of_each_session() {
        let mut saw = Saw::from_iter([rev("aaaaaaaa.2"), rev("bbbbbbbb.1")]);
        saw.see(rev("aaaaaaaa.1"));
        let other = Saw::from_iter([rev("aaaaaaaa.1"), rev("bbbbbbbb.3")]);
        assert!(!saw.covers_all(&other) && !other.covers_all(&saw));
        saw.see_all(&other);
        assert!(saw.covers_all(&other));
        assert_eq!(
            saw.iter().map(|rev| rev.to_string()).collect::<Vec<_>>(),
            ["aaaaaaaa.2", "bbbbbbbb.3"]
        );
        assert!(saw.mentions(rev("aaaaaaaa.9").session));
        saw.forget(rev("aaaaaaaa.9").session);
        assert!(!saw.mentions(rev("aaaaaaaa.9").session));
    }
}
