//! `GET Messages.json`: filters, order, pages.
//!
//! Newest first by `date_sent`, and by `date_created` for rows that have none yet. A page token is the
//! place of the last row, so rows that arrive meanwhile shift nothing. With a `DateSent` filter, rows
//! without that date are left out: Twilio does not say, and a client that copes with this copes with both.

use std::ops::Bound;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use url::form_urlencoded;

use crate::carrier::Carrier;
use crate::faults::{FaultName, Struck};
use crate::json::{self, Refused};
use crate::listing::Listing;
use crate::message::{Direction, Message};
use crate::wire::{Answer, first};

type Place = (i64, usize);

/// Which rows are wanted; unknown parameters are ignored, as Twilio does.
struct Filter<'a> {
    to: Option<&'a str>,
    from: Option<&'a str>,
    sent_from: Option<i64>,
    sent_before: Option<i64>,
    created_until: i64,
}

enum Turn {
    First,
    OlderThan(Place),
    NewerThan(Place),
}

impl Carrier {
    /// One page of messages. Faults are not rolled here.
    pub fn list(&mut self, now: i64, query: &[(String, String)]) -> Answer {
        self.advance(now);
        match self.page(query, None) {
            Ok(page) => Answer::listing(page),
            Err(refused) => Answer::json(refused.status, refused.body()),
        }
    }

    /// One page, bent by the faults that struck.
    pub(crate) fn page(
        &mut self,
        query: &[(String, String)],
        struck: Option<&Struck>,
    ) -> Result<Listing, Refused> {
        let has = |name| struck.is_some_and(|struck| struck.has(name));
        let lag = struck.and_then(|struck| struck.get(FaultName::ListLag)).map(|f| f.ms.unwrap_or(600_000));
        let lag = lag.map_or(0, |ms| i64::try_from(ms).unwrap_or(i64::MAX));
        let filter = self.filter(query, self.now.saturating_sub(lag))?;
        let size = number(query, "PageSize", 50)?;
        if !(1..=1000).contains(&size) {
            return Err(Refused::new(400, 20001, "Page size must be between 1 and 1000"));
        }
        let page = number(query, "Page", 0)?;
        let turn = self.turn(query, page)?;
        let mut rows = self.rows(&filter, &turn, size.saturating_add(1));
        let more = rows.len() > size;
        rows.truncate(size);
        if matches!(turn, Turn::NewerThan(_)) {
            rows.reverse();
        }
        let (newest, oldest) = (rows.first().copied(), rows.last().copied());
        let older = match turn {
            Turn::First | Turn::OlderThan(_) => more.then_some(oldest).flatten(),
            Turn::NewerThan(_) => oldest,
        };
        if has(FaultName::RepeatRows) {
            self.repeat(&mut rows);
        }
        if has(FaultName::ReorderRows) {
            self.shuffle(&mut rows);
        }
        let messages = rows.iter().filter_map(|(_, index)| self.messages.get(*index)).map(Message::listed);
        let uri = self.page_uri(query, size, page, first(query, "PageToken"));
        let next = older.map(|place| self.page_uri(query, size, page + 1, Some(&self.token("PA", place))));
        let previous = newest
            .filter(|_| page > 0)
            .map(|place| self.page_uri(query, size, page.saturating_sub(1), Some(&self.token("PB", place))));
        Ok(Listing {
            account: self.account.clone(),
            rows: messages.collect(),
            page,
            size,
            first: self.page_uri(query, size, 0, None),
            previous,
            next: if has(FaultName::LoopedPages) { Some(uri.clone()) } else { next },
            uri,
        })
    }

    fn filter<'a>(&self, query: &'a [(String, String)], created_until: i64) -> Result<Filter<'a>, Refused> {
        // The inequality is part of the parameter's name.
        let on = first(query, "DateSent").map(span).transpose()?;
        let from = first(query, "DateSent>").map(span).transpose()?;
        let before = first(query, "DateSent<").map(span).transpose()?;
        Ok(Filter {
            to: first(query, "To"),
            from: first(query, "From"),
            sent_from: on.or(from).map(|(start, _)| start),
            sent_before: on.map(|(_, end)| end).or(before.map(|(start, _)| start.saturating_add(1))),
            created_until,
        })
    }

    fn turn(&self, query: &[(String, String)], page: usize) -> Result<Turn, Refused> {
        match first(query, "PageToken") {
            None if page == 0 => Ok(Turn::First),
            None => Err(Refused::new(400, 20001, "PageToken is required for paging")),
            Some(token) => self.place(token).ok_or(Refused::new(400, 20001, "Invalid PageToken")),
        }
    }

    /// Up to `most` rows in the direction of the turn, nearest first.
    fn rows(&self, filter: &Filter<'_>, turn: &Turn, most: usize) -> Vec<Place> {
        let wanted =
            |place: &&Place| self.messages.get(place.1).is_some_and(|message| self.lists(filter, message));
        match turn {
            Turn::First => self.order.iter().rev().filter(wanted).take(most).copied().collect(),
            Turn::OlderThan(place) => {
                self.order.range(..place).rev().filter(wanted).take(most).copied().collect()
            }
            Turn::NewerThan(place) => {
                let range = (Bound::Excluded(place), Bound::Unbounded);
                self.order.range(range).filter(wanted).take(most).copied().collect()
            }
        }
    }

    fn lists(&self, filter: &Filter<'_>, message: &Message) -> bool {
        let sent = |test: &dyn Fn(i64) -> bool| message.sent_at.is_some_and(test);
        filter.to.is_none_or(|to| message.to == to)
            && filter.from.is_none_or(|from| message.from == from)
            && filter.sent_from.is_none_or(|start| sent(&|at| at >= start))
            && filter.sent_before.is_none_or(|end| sent(&|at| at < end))
            && message.created_at <= filter.created_until
            && (self.lists_own_answers || message.direction != Direction::OutboundReply)
    }

    fn repeat(&mut self, rows: &mut Vec<Place>) {
        if rows.is_empty() {
            return;
        }
        let from = self.faults.pick(rows.len());
        let into = self.faults.pick(rows.len() + 1);
        if let Some(row) = rows.get(from).copied() {
            rows.insert(into, row);
        }
        if let Some(first) = rows.first().copied() {
            // The newest row of the page before is what integrators see repeated when rows shift.
            let newer = self.order.range((Bound::Excluded(first), Bound::Unbounded)).next().copied();
            rows.insert(0, newer.unwrap_or(first));
        }
    }

    fn shuffle(&mut self, rows: &mut [Place]) {
        for last in (1..rows.len()).rev() {
            let other = self.faults.pick(last + 1);
            rows.swap(last, other);
        }
    }

    fn page_uri(&self, query: &[(String, String)], size: usize, page: usize, token: Option<&str>) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        for (key, value) in query {
            if !matches!(key.as_str(), "PageSize" | "Page" | "PageToken") {
                text.append_pair(key, value);
            }
        }
        text.append_pair("PageSize", &size.to_string());
        text.append_pair("Page", &page.to_string());
        if let Some(token) = token {
            text.append_pair("PageToken", token);
        }
        format!("{}/Messages.json?{}", json::account_path(&self.account), text.finish())
    }

    /// A place as 32 hexadecimal digits that mean nothing to a client.
    fn token(&self, prefix: &str, (at, index): Place) -> String {
        let index = u64::try_from(index).unwrap_or(u64::MAX);
        let plain = (u128::from(at.cast_unsigned()) << 64) | u128::from(index);
        format!("{prefix}{:032x}", plain ^ self.veil())
    }

    fn place(&self, token: &str) -> Option<Turn> {
        let digits = token.strip_prefix("PA").or_else(|| token.strip_prefix("PB"))?;
        let plain = u128::from_str_radix(digits, 16).ok()? ^ self.veil();
        let at = u64::try_from(plain >> 64).ok()?.cast_signed();
        let index = usize::try_from(plain & u128::from(u64::MAX)).ok()?;
        let place = (index < self.messages.len()).then_some((at, index))?;
        Some(if token.starts_with("PA") { Turn::OlderThan(place) } else { Turn::NewerThan(place) })
    }

    fn veil(&self) -> u128 {
        let seed = u128::from(self.seed);
        seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
            ^ 0x5bd1_e995_85eb_ca6b_27d4_eb2f_1656_67c5
    }
}

fn number(query: &[(String, String)], name: &str, default: usize) -> Result<usize, Refused> {
    let refused = Refused::new(400, 20001, "Invalid paging parameter");
    first(query, name).map_or(Ok(default), |text| text.parse().map_err(|_| refused))
}

/// A day as its first and last-plus-one millisecond in GMT, an instant as itself and the second after it.
fn span(text: &str) -> Result<(i64, i64), Refused> {
    let second = |at: i64| (at, at.saturating_add(1000));
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        let start = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        return Ok((start, start.saturating_add(86_400_000)));
    }
    let zoned = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text));
    if let Ok(time) = zoned {
        return Ok(second(time.timestamp_millis()));
    }
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f");
    naive
        .map(|time| second(time.and_utc().timestamp_millis()))
        .map_err(|_| Refused::new(400, 20001, "Invalid value for DateSent"))
}
