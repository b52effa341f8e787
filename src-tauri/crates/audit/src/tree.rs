//! The tree over all entries' hashes, kept as its right edge only: at most 63 hashes for any trail.
//!
//! RFC 6962, section 2.1: a leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right), and the tree of n
//! leaves splits at the largest power of two below n.

use crate::Hash;

/// The roots of the perfect subtrees that make up the tree, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds an entry's hash as the next leaf.
    pub fn push(&mut self, hash: Hash) {
        self.push_data(&hash.0);
    }

    fn push_data(&mut self, data: &[u8]) {
        let mut node = Hash::of(&[&[0], data]);
        // As many subtrees are full as the size has ones at its end.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = join(left, node);
            }
        }
        self.peaks.push(node);
        self.size = self.size.saturating_add(1);
    }

    /// One hash for all leaves; of none, the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().copied();
        let Some(last) = peaks.next() else { return Hash::of(&[]) };
        peaks.fold(last, |right, left| join(left, right))
    }

    /// To keep it: the subtrees' roots, 32 bytes each, the largest first.
    pub fn peaks(&self) -> Vec<u8> {
        self.peaks.iter().flat_map(|peak| peak.0).collect()
    }

    /// Reads what was kept; `None` when the bytes are not as many as a tree of that size has.
    pub fn kept(size: u64, peaks: &[u8]) -> Option<Self> {
        let (chunks, []) = peaks.as_chunks::<32>() else { return None };
        let many = usize::try_from(size.count_ones()).ok()?;
        (chunks.len() == many).then(|| Self { size, peaks: chunks.iter().copied().map(Hash).collect() })
    }
}

fn join(left: Hash, right: Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The leaves and roots that certificate transparency's implementations test themselves with.
    #[test]
    fn roots_are_those_of_rfc_6962() {
        let leaves: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Frontier::default();
        assert_eq!(
            tree.root().to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        for (leaf, root) in leaves.iter().zip(roots) {
            tree.push_data(leaf);
            assert_eq!(tree.root().to_string(), root);
            assert_eq!(Frontier::kept(tree.size(), &tree.peaks()), Some(tree.clone()));
        }
        assert_eq!(Frontier::kept(7, &tree.peaks()), None);
        assert_eq!(Frontier::kept(8, &[0; 31]), None);
    }
}
