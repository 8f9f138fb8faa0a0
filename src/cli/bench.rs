//! `bench`: how fast this machine is with a project, headless, with the window's own code.

use super::{arguments::BenchArguments, error::CliError, reply::Reply};

pub(super) fn run(_arguments: BenchArguments) -> Result<Reply, CliError> {
    Ok(Reply::default())
}
