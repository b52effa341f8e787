-- What the manager's page asks for by time, without walking whole tables.
CREATE INDEX audit_close ON audit (at, thread) WHERE action = 'thread.close';
CREATE INDEX outbox_over_warning ON outbox (queued_at) WHERE override_reason IS NOT NULL;
CREATE INDEX handoff_created ON handoff (created_at);
CREATE INDEX consent_event_revoked ON consent_event (at) WHERE kind = 'revoked';
