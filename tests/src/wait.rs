//! Waiting for something to become true. The only place with a pause in it: no test guesses how long a thing takes.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

/// Long enough for two busy cores. A test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(40);

const LOOK: Duration = Duration::from_millis(60);

/// A look that takes longer has lost its answer, as happens to a script whose page is replaced under it.
const LOST: Duration = Duration::from_secs(3);

/// Looks until it sees something.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
    until_for(PATIENCE, what, look).await
}

/// Looks until it sees something, for so long. A look that fails is looked again: the page may be between two states.
pub async fn until_for<T>(
    limit: Duration,
    what: &str,
    look: impl AsyncFn() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        let seen = match tokio::time::timeout(LOST, look()).await {
            Ok(seen) => seen,
            Err(_) => Err(anyhow!("a look got no answer")),
        };
        if let Ok(Some(seen)) = seen {
            return Ok(seen);
        }
        if started.elapsed() > limit {
            match seen {
                Err(error) => bail!("never saw {what} in {} s: {error:#}", limit.as_secs()),
                Ok(_) => bail!("never saw {what} in {} s", limit.as_secs()),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
