//! Names as numbers: squads, sources, projects and rules repeat in millions of rows and are kept once.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A name of some [`Symbols`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(u32);

/// All names met so far. Grows, never shrinks; shared by all snapshots of a warehouse, so that rollups of months
/// that did not change need not be read again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Symbols(Arc<RwLock<Names>>);

#[derive(Debug, Default)]
struct Names {
    by_name: HashMap<Arc<str>, Symbol>,
    names: Vec<Arc<str>>,
}

impl Symbols {
    /// The symbol of a name, new or known.
    pub(crate) fn intern(&self, name: &str) -> Symbol {
        if let Some(symbol) = self.find(name) {
            return symbol;
        }
        let mut names = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(symbol) = names.by_name.get(name) {
            return *symbol;
        }
        let name: Arc<str> = name.into();
        let symbol = Symbol(u32::try_from(names.names.len()).unwrap_or(u32::MAX));
        names.names.push(Arc::clone(&name));
        names.by_name.insert(name, symbol);
        symbol
    }

    /// The symbol of a name, if it was ever met.
    pub(crate) fn find(&self, name: &str) -> Option<Symbol> {
        let names = self.0.read().unwrap_or_else(PoisonError::into_inner);
        names.by_name.get(name).copied()
    }

    /// The name of a symbol.
    pub(crate) fn name(&self, symbol: Symbol) -> Arc<str> {
        let names = self.0.read().unwrap_or_else(PoisonError::into_inner);
        names.names.get(symbol.0 as usize).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_symbol() {
        let symbols = Symbols::default();
        let (a, b) = (symbols.intern("a"), symbols.intern("b"));
        assert_ne!(a, b);
        assert_eq!(symbols.intern("a"), a);
        assert_eq!((&*symbols.name(b), symbols.find("c")), ("b", None));
    }
}
