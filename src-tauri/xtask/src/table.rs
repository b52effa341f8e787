//! A table for the terminal: columns as wide as their widest cell, first column to the left.

use std::fmt;

/// Rows under a heading.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(heading: &[&str]) -> Self {
        Self { rows: vec![cells(heading)] }
    }

    /// One more row.
    pub fn row(&mut self, row: &[&str]) {
        self.rows.push(cells(row));
    }
}

fn cells(row: &[&str]) -> Vec<String> {
    row.iter().map(|&cell| cell.to_owned()).collect()
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|n| self.rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.chars().count()).max())
            .map(Option::unwrap_or_default)
            .collect();
        for (n, row) in self.rows.iter().enumerate() {
            let line: Vec<String> =
                row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
            writeln!(f, "{}", line.join("  ").trim_end())?;
            if n == 0 {
                writeln!(
                    f,
                    "{}",
                    widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join("  ")
                )?;
            }
        }
        Ok(())
    }
}
