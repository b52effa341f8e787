//! Randomness from the operating system, for secrets and ids.

/// The operating system gives no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no randomness")]
pub(crate) struct NoRandomness;

/// A seed for ids.
pub(crate) fn seed() -> Result<[u8; 32], NoRandomness> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| NoRandomness)?;
    Ok(seed)
}

/// A number nobody can guess.
pub(crate) fn number() -> Result<u64, NoRandomness> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(u64::from_be_bytes(bytes))
}

/// 128 random bits as text: a passphrase that nobody is meant to know.
pub(crate) fn random_words() -> Result<String, NoRandomness> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(u128::from_be_bytes(bytes).to_string())
}
