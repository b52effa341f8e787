//! Patients' records.

use foyer_domain::{Capability, Language, PatientId, Private, ThreadId};
use foyer_store::{StoreError, patients, patients::PatientFields, threads};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    people,
    record::{self, Act},
    wire::*,
};

const NAME_CHARS: usize = 120;

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

/// Long enough to read it to somebody at the counter.
const BIRTH_DATE_SECONDS: u32 = 30;

impl Command for SavePatient {
    const NAME: &'static str = "patients.save";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let full_name = name(&self.full_name, "fullName")?.ok_or_else(|| {
            AppError::new(ErrorCode::BadField, "Write the name on the record.").about("fullName")
        })?;
        let goes_by = self.goes_by.as_deref().map(|typed| name(typed, "goesBy")).transpose()?.flatten();
        let birth_date = self.birth_date.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        if birth_date.is_some_and(|typed| chrono::NaiveDate::parse_from_str(typed, "%Y-%m-%d").is_err()) {
            return Err(AppError::new(ErrorCode::BadField, "Write the birth date as year-month-day.")
                .about("birthDate"));
        }
        let birth_date = birth_date.map(Private::new);
        let language = Language::parse(&self.language).ok_or_else(|| {
            AppError::new(ErrorCode::BadField, "Choose English or Spanish.").about("language")
        })?;
        cx.write(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            let mut fields = PatientFields { full_name, goes_by, birth_date, language };
            let patient = match thread.patient {
                Some(patient) => {
                    let known = patients::get(tx, patient)?;
                    fields.birth_date = fields.birth_date.or(known.birth_date);
                    patients::update(tx, patient, &fields, now)?;
                    patient
                }
                None => people::create(desk, tx, &thread, &fields, now)?,
            };
            record::by_staff(desk, tx, Act::PatientSaved, id, Some(patient.uuid()), now)
        })
        .await?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(Done {})
    }
}

impl Command for RevealBirthDate {
    const NAME: &'static str = "patients.revealBirthDate";
    const NEEDS: Capability = Capability::Read;
    type Reply = BirthDate;

    async fn run(self, cx: Context) -> Result<BirthDate, AppError> {
        let (now, id) = (cx.now(), context::id::<PatientId>(&self.patient)?);
        cx.write(move |desk, tx| {
            let date = patients::get(tx, id)?.birth_date.ok_or(StoreError::NotFound { table: "patient" })?;
            let (sight, theirs) = (desk.sight(tx)?, threads::of_patient(tx, id)?);
            let thread = theirs.iter().find_map(|thread| sight.see(thread)).map(|thread| thread.id);
            // Who reads none of a patient's threads is not told more about them elsewhere.
            if thread.is_none() && !theirs.is_empty() {
                return Err(StoreError::Hidden);
            }
            record::by_staff(desk, tx, Act::BirthDateShown, thread, Some(id.uuid()), now)?;
            Ok(BirthDate { date: date.into_inner(), seconds: BIRTH_DATE_SECONDS })
        })
        .await
    }
}

pub(super) fn name(typed: &str, field: &str) -> Result<Option<Private>, AppError> {
    let typed = typed.trim();
    if typed.chars().count() > NAME_CHARS || typed.chars().any(char::is_control) {
        return Err(AppError::new(ErrorCode::BadField, "Write a name of up to 120 characters.").about(field));
    }
    Ok((!typed.is_empty()).then(|| Private::new(typed)))
}
