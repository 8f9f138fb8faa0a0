//! The file in the plainest structs there are, as a measure for how long `ron` alone takes.

use serde::Deserialize;
use std::collections::BTreeMap;

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
pub(in crate::store) struct Project {
    format: u32,
    id: String,
    title: String,
    reviewers: BTreeMap<String, Reviewer>,
    articles: Vec<Article>,
    claims: Vec<Claim>,
    annotations: Vec<Annotation>,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Reviewer {
    name: String,
    colour: u8,
    rev: String,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Claim {
    id: String,
    statement: String,
    rev: String,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Article {
    id: String,
    role: Role,
    meta: Meta,
    text_id: String,
    text: String,
}

#[derive(Deserialize)]
enum Role {
    Check,
    Compare,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Meta {
    rev: String,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Annotation {
    id: String,
    article: String,
    text_id: String,
    by: String,
    spans: Vec<Span>,
    rev: String,
    #[serde(default)]
    tie: Option<Tie>,
    assessments: BTreeMap<String, Assessment>,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Span {
    start: u32,
    end: u32,
    quote: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Tie {
    claim: String,
    stance: Stance,
    rev: String,
}

#[derive(Deserialize)]
enum Stance {
    Supports,
    Contradicts,
    Mentions,
}

#[expect(dead_code, reason = "only parsed")]
#[derive(Deserialize)]
struct Assessment {
    status: Status,
    note: String,
    at: String,
    rev: String,
}

#[derive(Deserialize)]
enum Status {
    Verified,
    Unverified,
    Conflicting,
}
