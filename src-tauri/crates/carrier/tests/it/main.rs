//! The Twilio adapter against a server that counts every byte, and against the sandbox carrier.

#[cfg(test)]
mod far_end;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod media;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod practice;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod roots;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod sending;
