//! `shot`: the window as a picture. Only the arguments are read here; `main` draws.

use super::{arguments::ShotArguments, launch::ShotRequest};

/// What the arguments ask for.
pub(super) fn request(arguments: ShotArguments) -> ShotRequest {
    let ShotArguments {
        project,
        out,
        size,
        theme,
        view,
    } = arguments;
    ShotRequest {
        project,
        out,
        size,
        theme,
        view,
    }
}
