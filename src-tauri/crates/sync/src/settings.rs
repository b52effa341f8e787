//! The engine's figures, each with its reason.

use foyer_domain::Span;
use foyer_policy::ConsentRules;

/// How fast, how far back, how long.
#[derive(Clone, Copy, Debug)]
pub struct EngineSettings {
    /// Between two looks for new texts while somebody works here.
    pub poll_every: Span,
    /// The same while the window is in the background.
    pub poll_idle_every: Span,
    /// Between two looks at what our own numbers sent: other programs' texts, and delivery states for free. While nobody
    /// is at the window and nothing waits to leave, as much longer as polls are then.
    pub own_list_every: Span,
    /// How far every deep walk goes back. Listings were seen to trail by hours.
    pub overlap: Span,
    /// Between two deep walks; the polls between them stop at the first page that brings nothing new.
    pub deep_walk_every: Span,
    /// Between two walks that go back [`Self::rewalk_back`]: some times a day, for lists were seen to trail.
    pub rewalk_every: Span,
    /// How far they go.
    pub rewalk_back: Span,
    /// With nobody at the window and nothing new for half an hour, polls become this rare: nights are long.
    pub poll_night_every: Span,
    /// How much history the first connection fetches before anything else; more comes afterwards, page by page.
    pub back_fill: Span,
    /// Between two pages of what is done about earlier days.
    pub earlier_every: Span,
    /// The longest wait after a failure, while somebody waits.
    pub retry_cap: Span,
    /// How long the carrier may still deliver a text it took (900 s, for a conversation).
    pub validity: Span,
    /// The most pages of one walk; a list that never ends must not hold up everything else.
    pub pages_at_most: usize,
    /// How long a line needs for one segment (about a second for a local number).
    pub segment_every: Span,
    /// How far ahead of that pace a line may run: a few answers in a row leave at once.
    pub burst: Span,
    /// The practice's place, for what "at 11" in a text means.
    pub time_zone: chrono_tz::Tz,
    /// The practice's figures for consent.
    pub consent: ConsentRules,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            poll_every: Span::seconds(3),
            poll_idle_every: Span::seconds(15),
            own_list_every: Span::seconds(30),
            overlap: Span::hours(24),
            deep_walk_every: Span::minutes(15),
            rewalk_every: Span::hours(6),
            rewalk_back: Span::days(3),
            poll_night_every: Span::minutes(2),
            back_fill: Span::days(14),
            earlier_every: Span::seconds(1),
            retry_cap: Span::seconds(60),
            validity: Span::seconds(900),
            pages_at_most: 400,
            segment_every: Span::seconds(1),
            burst: Span::seconds(4),
            time_zone: chrono_tz::America::Chicago,
            consent: ConsentRules::default(),
        }
    }
}

impl EngineSettings {
    /// Everything that waits, `times` as fast: practice mode and tests do not sit through polls. What bounds a
    /// search or a wait for the far end (overlap, back-fill, validity) stays.
    #[must_use]
    pub fn sped_up(self, times: f64) -> Self {
        let faster = |span: Span| {
            let millis = span.as_millis() as f64 / times.max(0.001);
            Span::millis((millis as i64).max(10))
        };
        Self {
            poll_every: faster(self.poll_every),
            poll_idle_every: faster(self.poll_idle_every),
            own_list_every: faster(self.own_list_every),
            poll_night_every: faster(self.poll_night_every),
            rewalk_every: faster(self.rewalk_every),
            deep_walk_every: faster(self.deep_walk_every),
            earlier_every: faster(self.earlier_every),
            retry_cap: faster(self.retry_cap),
            segment_every: faster(self.segment_every),
            burst: faster(self.burst),
            ..self
        }
    }
}
