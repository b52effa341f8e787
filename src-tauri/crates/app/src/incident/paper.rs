//! A case on paper, for whoever has to read it: what happened, what was told to whom, the four factors, who must be told by
//! when, the log, and the conversation as it was set aside. It names the SHA-256 of the evidence; the file of lines beside
//! it is what proves itself.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use foyer_domain::{IncidentId, Timestamp};
use foyer_store::{ReadTx, StoreError, incidents, users};
use serde_json::Value;

use super::telling;
use crate::{
    desk::Desk,
    paper::Paper,
    report::files::{NoFile, delivery, time},
    wire::{
        CaseAct, CaseClock, CaseDetail, CaseProblem, CaseStateKind, DecisionKind, FactorKind,
        NumberAnswerKind, RiskKind, ToldKind,
    },
};

/// Longer conversations are hundreds of pages; the file of lines has all of it.
const TEXTS_AT_MOST: usize = 2_000;

/// A case with its evidence, ready for paper.
pub(crate) struct CasePaper {
    detail: CaseDetail,
    evidence: Vec<u8>,
    /// Staff by id.
    names: BTreeMap<String, String>,
}

impl CasePaper {
    /// Reads everything that goes on it.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub(crate) fn read(
        desk: &Desk,
        tx: &ReadTx<'_>,
        id: IncidentId,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let names = users::list(tx)?.into_iter();
        let names = names.map(|row| (row.user.id.to_string(), row.user.name.reveal().to_owned())).collect();
        Ok(Self {
            detail: telling::detail(desk, tx, id, now)?,
            evidence: incidents::evidence(tx, id)?,
            names,
        })
    }

    /// The PDF's bytes.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn bytes(&self, practice: &str, (now, zone): (Timestamp, Tz)) -> Result<Vec<u8>, NoFile> {
        let case = &self.detail;
        let mut paper = Paper::default();
        paper.title(&format!("Case {}", case.number));
        paper.words(&format!("{practice}. Made on {}.", time(now.millis(), zone)));
        paper.fact("Reported", &format!("{}, by {}", time(case.reported_at, zone), case.reported_by));
        paper.fact("As", problem(case.kind));
        paper.fact("State", state(case.state));
        paper.fact("Decided", case.decision.map_or("Nothing yet", decision));
        self.happened(&mut paper, zone);
        self.factors(&mut paper);
        self.clocks(&mut paper);
        self.log(&mut paper, zone);
        self.conversation(&mut paper, zone)?;
        Ok(paper.pdf("Case", &format!("Case {}, {practice}", case.number))?)
    }

    fn happened(&self, paper: &mut Paper, zone: Tz) {
        let case = &self.detail;
        paper.heading("What happened");
        paper.quote(if case.text.words.is_empty() { "(no words)" } else { &case.text.words });
        paper.fact("Sent by", &format!("{}, {}", case.text.sender, time(case.text.at, zone)));
        if let Some(how) = case.text.delivery {
            paper.fact("Delivery", delivery(how));
        }
        paper.fact("Meant for", &case.name);
        paper.fact("Number", &case.phone);
        paper.fact("Texts there", if case.stopped_at.is_some() { "stopped" } else { "not stopped" });
        paper.heading("What it told");
        if case.disclosed.is_empty() {
            paper.words("The check finds nothing in it.");
        }
        for one in &case.disclosed {
            paper.fact(if one.clinical { "Clinical" } else { "Other" }, &one.kind);
        }
        paper.fact("People", &case.scope.people.to_string());
        for one in &case.scope.affected {
            paper.fact(one.state.as_deref().unwrap_or("State not known"), &one.people.to_string());
        }
        paper.fact("Known since", &case.scope.known_on);
    }

    fn factors(&self, paper: &mut Paper) {
        paper.heading("Four factors (45 CFR 164.402)");
        for factor in &self.detail.factors {
            let risk = factor.risk.map_or("open", |risk| match risk {
                RiskKind::Low => "low",
                RiskKind::Medium => "medium",
                RiskKind::High => "high",
            });
            let question = match factor.factor {
                FactorKind::Information => "What kind of information?",
                FactorKind::Recipient => "Who got it?",
                FactorKind::Seen => "Was it seen?",
                FactorKind::MadeGood => "How far was it made good?",
            };
            paper.words(&format!("{question} Risk left: {risk}."));
            if !factor.words.is_empty() {
                paper.quote(&factor.words);
            }
        }
    }

    fn clocks(&self, paper: &mut Paper) {
        paper.heading("Who must be told by when");
        if self.detail.clocks.is_empty() {
            paper.words("Nobody, as it was decided.");
        }
        for clock in &self.detail.clocks {
            let whose = clock.state.as_deref().unwrap_or("Federal");
            paper.fact(whose, &format!("{}: {}. {}", told(clock.whom), until(clock), clock.citation));
        }
        for state in &self.detail.unknown_states {
            paper.fact(state, "Foyer has no rule of this state. Ask counsel.");
        }
    }

    fn log(&self, paper: &mut Paper, zone: Tz) {
        paper.heading("Decision log");
        for line in self.detail.log.iter().rev() {
            paper.fact(
                line.by.as_deref().unwrap_or("Foyer"),
                &format!("{}: {}", time(line.at, zone), act(&line.what, zone)),
            );
            if let Some(words) = &line.words {
                paper.quote(words);
            }
        }
    }

    fn conversation(&self, paper: &mut Paper, zone: Tz) -> Result<(), NoFile> {
        let kept = &self.detail.evidence;
        paper.heading("The conversation as it was set aside");
        paper.words(&format!(
            "{} texts, {} carrier reports, {} log entries.",
            kept.texts, kept.reports, kept.entries
        ));
        paper.fact("SHA-256", &kept.sha256);
        paper.words("The audit log names the same figure. The file with proof has every byte of it.");
        let lines = self.evidence.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let mut texts = 0;
        for line in lines {
            let line: Value = serde_json::from_slice(line).map_err(|_| NoFile::Rows)?;
            let Some(text) = line.get("text") else { continue };
            texts += 1;
            if texts > TEXTS_AT_MOST {
                return Err(NoFile::TooLong);
            }
            let at = text.get("at").and_then(Value::as_i64).unwrap_or_default();
            let words = text.get("words").and_then(Value::as_str).unwrap_or_default();
            paper.heading(&format!("{}, {}", time(at, zone), self.sender(text)));
            paper.quote(if words.is_empty() { "(no words)" } else { words });
            if let Some(state) = text.get("state").and_then(Value::as_str) {
                paper.fact("Then", state);
            }
        }
        Ok(())
    }

    fn sender(&self, text: &Value) -> String {
        let sender = text.get("sender");
        let user = sender.and_then(|sender| sender.get("user")).and_then(Value::as_str);
        match (user, sender.and_then(Value::as_str)) {
            (Some(user), _) => self.names.get(user).cloned().unwrap_or_else(|| "Somebody".to_owned()),
            (None, Some("patient")) => self.detail.name.clone(),
            (None, Some("foyer")) => "Foyer".to_owned(),
            (None, _) => "Another program".to_owned(),
        }
    }
}

const fn problem(kind: CaseProblem) -> &'static str {
    match kind {
        CaseProblem::WrongPerson => "Wrong person",
        CaseProblem::TooMuch => "Too much said",
        CaseProblem::WrongNumber => "Wrong number",
        CaseProblem::LostDevice => "Lost device",
    }
}

const fn state(state: CaseStateKind) -> &'static str {
    match state {
        CaseStateKind::Draft => "Being assessed",
        CaseStateKind::Assessed => "Decided, not signed off",
        CaseStateKind::SignedOff => "Signed off",
    }
}

const fn decision(decision: DecisionKind) -> &'static str {
    match decision {
        DecisionKind::Tell => "A breach: people are told",
        DecisionKind::LowRisk => "Low probability of compromise: nobody must be told",
        DecisionKind::NotABreach => "No breach by the rule's own words",
    }
}

const fn told(whom: ToldKind) -> &'static str {
    match whom {
        ToldKind::People => "tell the patient",
        ToldKind::Regulator => "tell the authority",
        ToldKind::Media => "tell the media",
    }
}

fn until(clock: &CaseClock) -> String {
    match &clock.due_on {
        Some(day) => format!("by {day}"),
        None => format!("only from {} people on", clock.from_people),
    }
}

fn act(what: &CaseAct, zone: Tz) -> String {
    match what {
        CaseAct::Reported => "reported".to_owned(),
        CaseAct::Frozen => "evidence set aside".to_owned(),
        CaseAct::SendsStopped => "texts to the number stopped".to_owned(),
        CaseAct::SendsResumed => "texts to the number may go again".to_owned(),
        CaseAct::ScopeSet { people } => format!("it concerns {people}"),
        CaseAct::Answered { .. } => "a factor answered".to_owned(),
        CaseAct::Noted => "note".to_owned(),
        CaseAct::Decided { decision: said } => format!("decided: {}", decision(*said)),
        CaseAct::SignedOff => "signed off".to_owned(),
        CaseAct::Reopened => "opened again".to_owned(),
        CaseAct::LetterSaved { language } => format!("letter saved ({language})"),
        CaseAct::Exported => "exported".to_owned(),
        CaseAct::NumberAsked { answer } => format!(
            "the number was asked: {}",
            match answer {
                NumberAnswerKind::Theirs => "it is the patient's",
                NumberAnswerKind::SomebodyElses => "it is somebody else's",
                NumberAnswerKind::NoAnswer => "nobody said",
            }
        ),
        CaseAct::NumberCorrected => "the right number is on the record".to_owned(),
        CaseAct::WordsKept { until_at: Some(at) } => format!("words kept until {}", time(*at, zone)),
        CaseAct::WordsKept { until_at: None } => "words kept no longer than the schedule".to_owned(),
    }
}
