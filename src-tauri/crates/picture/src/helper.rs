//! The helper's side: shut in before it reads a byte, one file in, one answer out, and gone.

use std::{
    io::{Read as _, Write as _},
    panic,
    process::ExitCode,
};

use crate::{MAX_BYTES, NoPicture, decode, pixels, shut_in};

/// The hidden argument by which a host starts itself as the helper.
pub const ARGUMENT: &str = "--decode-one-picture";

/// Whether this process was started as the helper. A host asks before it does anything else.
pub fn is_asked() -> bool {
    std::env::args_os().nth(1).is_some_and(|first| first == ARGUMENT)
}

/// The helper: one file from the standard input, one answer to the standard output. Without the limits it does nothing.
pub fn serve() -> ExitCode {
    if shut_in().is_err() {
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    if std::io::stdin().lock().take(most).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    // A decoder that panics has met a file that is no picture; the process ends either way.
    let answer = panic::catch_unwind(|| decode(&bytes)).unwrap_or(Err(NoPicture::Broken));
    let mut out = std::io::stdout().lock();
    match pixels::write(&answer, &mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
