//! `bench`: how fast this machine is with a project. Only the arguments are read here; `main` measures.

use super::{arguments::BenchArguments, launch::BenchRequest};

/// What the arguments ask for.
pub(super) fn request(arguments: BenchArguments) -> BenchRequest {
    let BenchArguments { project, json } = arguments;
    BenchRequest { project, json }
}
