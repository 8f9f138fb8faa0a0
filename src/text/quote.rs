//! Finding the words of a quote.
