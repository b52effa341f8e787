//! The encrypted store: SQLCipher, keys, migrations, repositories, audit chain, search.
