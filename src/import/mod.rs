//! Files and pasted text become articles.
