//! Sorted records compiled in as bytes, searched where they lie: nothing is loaded.

/// Binary search over records: the first whose hash is not below `wanted`.
pub(crate) fn first_not_below(count: usize, hash_at: impl Fn(usize) -> u32, wanted: u32) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        crate::steps::step();
        let middle = low.midpoint(high);
        if hash_at(middle) < wanted { low = middle.saturating_add(1) } else { high = middle }
    }
    low
}

/// The number at a byte.
pub(crate) fn read(file: &[u8], at: usize) -> u32 {
    file.get(at..at.saturating_add(4)).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}
