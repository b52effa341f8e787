//! A carrier with patients in it: in process for simulation, over HTTP in Twilio's shapes.
