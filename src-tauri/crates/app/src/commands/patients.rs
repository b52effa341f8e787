//! Patients' records.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

wire! {
    /// Puts a name to a thread's number, or corrects it.
    pub struct SavePatient {
        /// The thread.
        pub thread: String,
        /// Name on the record.
        pub full_name: String,
        /// What they go by.
        pub goes_by: Option<String>,
        /// `YYYY-MM-DD`; `None` leaves it.
        pub birth_date: Option<String>,
        /// `en` or `es`.
        pub language: String,
    }

    /// Shows the birth date, and writes down that it was shown.
    pub struct RevealBirthDate {
        /// The patient.
        pub patient: String,
    }
}

impl Command for SavePatient {
    const NAME: &'static str = "patients.save";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for RevealBirthDate {
    const NAME: &'static str = "patients.revealBirthDate";
    const NEEDS: Capability = Capability::Read;
    type Reply = BirthDate;

    async fn run(self, _cx: Context) -> Result<BirthDate, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
