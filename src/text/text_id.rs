//! The name of a text: what it says, not where it came from.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{fmt, str::FromStr};

/// The first 12 hexadecimal digits of the SHA-256 of a normalised text.
///
/// Two articles with the same text have the same `TextId`; a text that changes by one byte gets another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TextId([u8; 6]);

impl TextId {
    /// The id of `text`, which must be normalised.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let mut bytes = [0; 6];
        bytes.copy_from_slice(&digest[..6]);
        Self(bytes)
    }

    /// The six bytes behind the 12 digits.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 6] {
        self.0
    }
}

impl fmt::Display for TextId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TextId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Why a string is no [`TextId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text id is 12 hexadecimal digits in lower case")]
pub struct ParseTextIdError;

impl FromStr for TextId {
    type Err = ParseTextIdError;

    fn from_str(text: &str) -> Result<Self, ParseTextIdError> {
        let digits = text.as_bytes();
        if digits.len() != 12
            || !digits
                .iter()
                .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(ParseTextIdError);
        }
        let mut bytes = [0; 6];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_not_utf8| ParseTextIdError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_not_hexadecimal| ParseTextIdError)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for TextId {
    type Error = ParseTextIdError;

    fn try_from(text: String) -> Result<Self, ParseTextIdError> {
        text.parse()
    }
}

impl From<TextId> for String {
    fn from(id: TextId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::TextId;

    #[test]
    fn the_id_is_the_start_of_the_sha_256() {
        // The digest of the empty string is e3b0c442 98fc1c14 …
        assert_eq!(TextId::of("").to_string(), "e3b0c44298fc");
        assert_eq!("e3b0c44298fc".parse(), Ok(TextId::of("")));
    }

    #[test]
    fn other_strings_are_refused() {
        for wrong in [
            "",
            "e3b0c44298f",
            "E3B0C44298FC",
            "e3b0c44298fg",
            "+3b0c44298fc",
        ] {
            assert!(wrong.parse::<TextId>().is_err(), "{wrong}");
        }
    }
}
