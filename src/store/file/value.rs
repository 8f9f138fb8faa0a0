//! Small values of the file.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, SeqAccess, Visitor},
    ser::Error as _,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry},
    fmt::{self, Display},
    marker::PhantomData,
    str::FromStr,
};

/// A string that borrows from the file where it has no escapes.
///
/// `ron` writes control characters as they are. Two of them would not come back: the loader turns CRLF into LF, and takes
/// NUL for damage. Strings with one of these are written with escapes; texts never are, since they are normalised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Str<'a>(pub(in crate::store) Cow<'a, str>);

impl<'a> Str<'a> {
    pub(in crate::store) fn new(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }

    pub(in crate::store) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::store) fn into_string(self) -> String {
        self.0.into_owned()
    }

    pub(in crate::store) fn into_boxed(self) -> Box<str> {
        match self.0 {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl Serialize for Str<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.as_bytes().contains(&b'\r') || self.0.as_bytes().contains(&0) {
            let literal = escaped(&self.0);
            return ron::value::RawValue::from_ron(&literal)
                .map_err(S::Error::custom)?
                .serialize(serializer);
        }
        serializer.serialize_str(&self.0)
    }
}

fn escaped(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 8);
    literal.push('"');
    for character in text.chars() {
        match character {
            '\r' => literal.push_str("\\r"),
            '\0' => literal.push_str("\\0"),
            '\\' => literal.push_str("\\\\"),
            '"' => literal.push_str("\\\""),
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrVisitor;
        impl<'de> Visitor<'de> for StrVisitor {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(text)))
            }
        }
        deserializer.deserialize_str(StrVisitor)
    }
}

/// A value that stands in the file as a string, read without a copy of it: a revision, the name of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Parsed<T>(pub(in crate::store) T);

impl<T: Display> Serialize for Parsed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ParsedVisitor<T>(PhantomData<T>);
        impl<T: FromStr<Err: Display>> Visitor<'_> for ParsedVisitor<T> {
            type Value = Parsed<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Parsed<T>, E> {
                text.parse().map(Parsed).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(ParsedVisitor(PhantomData))
    }
}

/// A map that refuses a key twice; `ron` would keep the last one in silence.
#[derive(Clone, Debug)]
pub(in crate::store) struct Map<Key, T>(pub(in crate::store) BTreeMap<Key, T>);

impl<Key, T> Default for Map<Key, T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Key, T> Map<Key, T> {
    pub(in crate::store) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<Key: Serialize, T: Serialize> Serialize for Map<Key, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.0)
    }
}

impl<'de, Key, T> Deserialize<'de> for Map<Key, T>
where
    Key: Deserialize<'de> + Ord + Display,
    T: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<Key, T>(PhantomData<(Key, T)>);
        impl<'de, Key, T> Visitor<'de> for MapVisitor<Key, T>
        where
            Key: Deserialize<'de> + Ord + Display,
            T: Deserialize<'de>,
        {
            type Value = Map<Key, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut map = BTreeMap::new();
                while let Some(key) = access.next_key::<Key>()? {
                    match map.entry(key) {
                        Entry::Occupied(there) => {
                            return Err(de::Error::custom(format_args!(
                                "the key \"{}\" stands twice in one map",
                                there.key()
                            )));
                        }
                        Entry::Vacant(free) => {
                            free.insert(access.next_value()?);
                        }
                    }
                }
                Ok(Map(map))
            }
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

/// Reads a list and converts each element as it comes, so that a long list never stands in memory twice.
pub(in crate::store) fn each<'de, D, From, Into>(
    deserializer: D,
    convert: fn(From) -> Into,
) -> Result<Vec<Into>, D::Error>
where
    D: Deserializer<'de>,
    From: Deserialize<'de>,
{
    struct EachVisitor<From, Into>(fn(From) -> Into);
    impl<'de, From: Deserialize<'de>, Into> Visitor<'de> for EachVisitor<From, Into> {
        type Value = Vec<Into>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<Into>, A::Error> {
            let mut list = Vec::new();
            while let Some(element) = access.next_element()? {
                list.push((self.0)(element));
            }
            Ok(list)
        }
    }
    deserializer.deserialize_seq(EachVisitor(convert))
}

/// Writes a list whose elements are made one after the other.
pub(in crate::store) struct Lazy<F>(pub(in crate::store) F);

impl<F, I> Serialize for Lazy<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
