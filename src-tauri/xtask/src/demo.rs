//! `cargo xtask demo`.
use crate::house::House;
use anyhow::Result;
use lexopt::Parser;
use std::process::ExitCode;
/// What was asked for.
pub struct DemoOptions;
impl DemoOptions {
    /// From the command line.
    pub fn parse(_args: Parser) -> Result<Self> {
        Ok(Self)
    }
}
/// Opens the morning.
pub fn demo(_house: &House, _options: &DemoOptions) -> Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
