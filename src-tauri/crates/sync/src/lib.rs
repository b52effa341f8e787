//! Motion: inbound, outbox, reconcile, connectivity.
