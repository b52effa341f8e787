//! Counts the screener's work in tests: every word it looks at is a step. That work grows with a draft's length and no
//! faster is a matter of counting, not of clocks. Outside of this crate's tests it is nothing at all.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// One more.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// Steps that `work` takes on this thread.
#[cfg(test)]
pub(crate) fn count(work: impl FnOnce()) -> u64 {
    let before = STEPS.with(std::cell::Cell::get);
    work();
    STEPS.with(std::cell::Cell::get) - before
}
