//! The one door.
use crate::{commands::Command, context::Context, wire::{AppError, ErrorCode}};
/// Parses and runs one command.
pub async fn run<C: Command>(cx: Context, args: serde_json::Value) -> Result<serde_json::Value, AppError> {
    let command: C = serde_json::from_value(args)
        .map_err(|_| AppError::new(ErrorCode::BadArguments, "Foyer asked itself something it cannot read. Nothing was changed."))?;
    let reply = command.run(cx).await?;
    serde_json::to_value(reply).map_err(|_| AppError::new(ErrorCode::Internal, "Something broke inside Foyer. Nothing was lost."))
}
