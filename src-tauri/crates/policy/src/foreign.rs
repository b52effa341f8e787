//! Texts that left from the practice's number and that nobody here sent: another program of the practice's, or
//! somebody with its key.

/// Fewer in a day are never remarkable: a figure of ours, above what somebody sends from the carrier's own page.
const LEAST: u32 = 50;

/// So many times a busy day of before.
const TIMES: u32 = 3;

/// Whether so many texts from elsewhere in a day are a reason to ask whose they are, held against the days before. A
/// program that sends every day is usual after a week or two.
pub fn is_remarkable(texts: u32, days_before: &[u32]) -> bool {
    let mut usual = days_before.to_vec();
    usual.sort_unstable();
    // The upper quarter: of a practice that is new here, and on weekends, many days have none.
    let busy = usual.get(usual.len().saturating_mul(3) / 4).copied().unwrap_or_default();
    texts >= LEAST && texts > busy.saturating_mul(TIMES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_remarkable_and_what_another_program_sends_every_day_is_not() {
        assert!(is_remarkable(400, &[]), "on the first day nobody knows whose they are");
        assert!(is_remarkable(400, &[0, 0, 3, 0, 120, 0]));
        assert!(!is_remarkable(49, &[0, 0, 0]));
        assert!(!is_remarkable(400, &[380, 0, 410, 395, 0, 402, 390]));
    }
}
