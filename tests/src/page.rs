//! Reading and using the page by the names its parts carry for tests (`data-testid`).
