//! The draft screener: text in, findings out. Pure and fast.
