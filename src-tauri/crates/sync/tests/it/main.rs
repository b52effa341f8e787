//! The engine against a carrier with patients in it: each rule as a small story, then a simulation of them all.

mod desk;
mod doubt;
mod hearing;
mod hostile;
mod running;
mod sending;
mod sim;
mod world;
