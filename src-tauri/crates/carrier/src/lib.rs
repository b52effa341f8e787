//! The wire: the Carrier trait and its adapters. Only this crate opens sockets to a carrier.
