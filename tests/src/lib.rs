//! Nothing: the tests of the product from the outside are in `it/`, one binary that runs `plimsoll` as a user would.
