//! Addresses that come with a file, before a person lets the browser have one.
//!
//! Only `http` and `https` are opened: what other programs do with other schemes is not ours to try. The host is found as
//! browsers find it, so that what is shown apart is where the browser goes; an address on which readers of addresses
//! disagree, one with a backslash say, is refused.

use std::ops::Range;

/// Characters of the longest address that is opened; what is longer is for no person to look through.
const LONGEST: usize = 2000;

/// An address that can be opened, whole, with the place of its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebLink {
    address: String,
    host: Range<usize>,
}

/// Why an address is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    /// There is nothing there.
    #[error("There is no address.")]
    Empty,
    /// Another scheme, or none.
    #[error("Not opened: only addresses that begin with http:// or https:// are.")]
    NotWeb,
    /// Nothing says where it leads.
    #[error("Not opened: the address names no host.")]
    NoHost,
    /// What stands in no address, and is read one way here and another there.
    #[error("Not opened: the address holds spaces, control characters or backslashes.")]
    Broken,
    /// Nobody could look through it.
    #[error("Not opened: the address has more than 2,000 characters.")]
    TooLong,
}

impl WebLink {
    /// Reads an address; white space around it is left out.
    ///
    /// # Errors
    /// Where it is not to be opened.
    pub fn parse(address: &str) -> Result<Self, LinkRefusal> {
        let address = address.trim();
        if address.is_empty() {
            return Err(LinkRefusal::Empty);
        }
        let schemes = ["https://", "http://"];
        let begins_with = |scheme: &&str| {
            let beginning = address.get(..scheme.len());
            beginning.is_some_and(|it| it.eq_ignore_ascii_case(scheme))
        };
        let scheme = schemes.into_iter().find(begins_with);
        let start = scheme.ok_or(LinkRefusal::NotWeb)?.len();
        if address.chars().nth(LONGEST).is_some() {
            return Err(LinkRefusal::TooLong);
        }
        if address.contains(|sign: char| sign.is_control() || sign.is_whitespace() || sign == '\\')
        {
            return Err(LinkRefusal::Broken);
        }
        let end = address[start..]
            .find(['/', '?', '#'])
            .map_or(address.len(), |end| start + end);
        let start = address[start..end]
            .rfind('@')
            .map_or(start, |at| start + at + 1);
        let name = address[start..end].trim_end_matches(|sign: char| sign.is_ascii_digit());
        if name.trim_end_matches(':').is_empty() && !address[start..end].contains('.') {
            return Err(LinkRefusal::NoHost);
        }
        Ok(Self {
            address: address.to_owned(),
            host: start..end,
        })
    }

    /// All of it, as the browser gets it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Where it leads, with a port if it names one.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.address[self.host.clone()]
    }

    /// What stands before the host, the host, and what follows.
    #[must_use]
    pub fn parts(&self) -> [&str; 3] {
        [
            &self.address[..self.host.start],
            self.host(),
            &self.address[self.host.end..],
        ]
    }

    /// Whether something stands before the host that could be taken for it, as in `https://bank.example@other.example/`.
    #[must_use]
    pub fn has_a_name_before_the_host(&self) -> bool {
        self.address[..self.host.start].ends_with('@')
    }

    /// Whether the host has letters that can look like others.
    #[must_use]
    pub fn has_foreign_letters(&self) -> bool {
        let host = self.host().to_ascii_lowercase();
        !host.is_ascii() || host.split('.').any(|part| part.starts_with("xn--"))
    }
}

#[cfg(test)]
mod tests {
    use super::{LinkRefusal, WebLink};

    #[test]
    fn the_host_is_where_a_browser_goes() {
        for (address, host) in [
            ("https://harbour.example", "harbour.example"),
            (
                " HTTP://harbour.example:8080/log?a=b#c\n",
                "harbour.example:8080",
            ),
            ("https://harbour.example?x=/y", "harbour.example"),
            (
                "https://bank.example@evil.example/bank.example",
                "evil.example",
            ),
            ("https://a@b@evil.example/", "evil.example"),
            ("https://harbour.example/@evil.example", "harbour.example"),
            ("http://[::1]:80/", "[::1]:80"),
            ("http://127.0.0.1/", "127.0.0.1"),
            ("https://häfen.example/", "häfen.example"),
        ] {
            let link = WebLink::parse(address).unwrap();
            assert_eq!(link.host(), host, "{address}");
            assert_eq!(link.parts().concat(), link.address());
            assert_eq!(link.address(), address.trim());
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_refused() {
        use LinkRefusal::{Broken, Empty, NoHost, NotWeb, TooLong};
        let long = format!("https://harbour.example/{}", "a".repeat(2000));
        for (address, why) in [
            ("", Empty),
            (" \n", Empty),
            ("harbour.example", NotWeb),
            ("file:///etc/passwd", NotWeb),
            ("javascript:alert(1)", NotWeb),
            ("data:text/html,x", NotWeb),
            ("ftp://harbour.example", NotWeb),
            ("https:harbour.example", NotWeb),
            ("https:/harbour.example", NotWeb),
            ("\u{202e}https://harbour.example", NotWeb),
            ("--help", NotWeb),
            ("https://", NoHost),
            ("https:///etc/passwd", NoHost),
            ("https://:80/", NoHost),
            ("https://bank.example@/", NoHost),
            ("https://good.example\\@evil.example/", Broken),
            ("https://good.example/\nx", Broken),
            ("https://good.example/a b", Broken),
            ("https://good.example/\u{7}", Broken),
            (&long, TooLong),
        ] {
            assert_eq!(WebLink::parse(address), Err(why), "{address:?}");
        }
    }

    #[test]
    fn what_misleads_is_known() {
        let link = |address: &str| WebLink::parse(address).unwrap();
        assert!(link("https://bank.example@evil.example").has_a_name_before_the_host());
        assert!(!link("https://evil.example/@bank").has_a_name_before_the_host());
        assert!(link("https://b\u{430}nk.example").has_foreign_letters());
        assert!(link("https://www.XN--bnk-5cd.example").has_foreign_letters());
        assert!(!link("https://bank.example/b\u{430}nk").has_foreign_letters());
    }
}
