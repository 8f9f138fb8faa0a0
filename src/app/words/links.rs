//! The words about addresses that are opened in the browser.

use crate::text::visible::visible;

/// Over the address.
pub const OPEN_LINK: &str = "Open this address?";
/// Before the host.
pub const IT_LEADS_TO: &str = "It leads to";
/// Where somebody's name stands before the host.
pub const NAME_BEFORE_THE_HOST: &str =
    "What stands before the @ is not where it leads, though it may look like it.";
/// Where the host has letters beyond a to z.
pub const FOREIGN_LETTERS: &str =
    "The name of the host has letters beyond a to z, which can look like others.";
/// What the browser then does is no longer ours.
pub const BROWSER_OPENS_IT: &str =
    "It came with the file. Your browser opens it; Crosscheck itself loads nothing.";
/// The button that does it.
pub const OPEN_IN_BROWSER: &str = "Open in the browser";
/// The button that puts it on the clipboard.
pub const COPY_LINK: &str = "Copy the address";

/// After it was done. Whether the browser came is not told to us.
#[must_use]
pub fn handed_to_the_browser(host: &str) -> String {
    format!("Handed to the browser: {}", visible(host))
}
