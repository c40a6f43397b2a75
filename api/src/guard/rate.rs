//! How often somebody may try to sign in: by name, so that no password is guessed, and by address, so that no
//! list of names is tried.

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Tries at once, for one name; then one every 30 seconds.
pub(crate) const TRIES_OF_A_NAME: u32 = 5;
/// Tries at once, from one address; then one every 6 seconds.
pub(crate) const TRIES_OF_AN_ADDRESS: u32 = 20;
/// Names and addresses remembered before those that have calmed down are forgotten.
const REMEMBERED: usize = 10_000;

/// Remembers who tried.
pub(crate) struct SignInLimits {
    by_name: DefaultKeyedRateLimiter<[u8; 16]>,
    by_address: DefaultKeyedRateLimiter<Option<IpAddr>>,
    clock: DefaultClock,
}

impl SignInLimits {
    pub(crate) fn new() -> Self {
        Self {
            by_name: RateLimiter::dashmap(quota(30, TRIES_OF_A_NAME)),
            by_address: RateLimiter::dashmap(quota(6, TRIES_OF_AN_ADDRESS)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// How long to wait, when there were too many.
    pub(crate) fn count(&self, name: &str, address: Option<IpAddr>) -> Result<(), Duration> {
        if self.by_name.len() > REMEMBERED {
            self.by_name.retain_recent();
        }
        if self.by_address.len() > REMEMBERED {
            self.by_address.retain_recent();
        }
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(self.clock.now());
        self.by_address.check_key(&network(address)).map_err(wait)?;
        // Names are as long as somebody types: a part of the hash is enough to tell them apart.
        let mut key = [0; 16];
        key.copy_from_slice(&blake3::hash(name.to_lowercase().as_bytes()).as_bytes()[..16]);
        self.by_name.check_key(&key).map_err(wait)
    }
}

/// A subscriber has a whole network of IPv6 addresses: they count as one.
fn network(address: Option<IpAddr>) -> Option<IpAddr> {
    address.map(|address| match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 => v4,
    })
}

fn quota(seconds: u64, at_once: u32) -> Quota {
    let quota = Quota::with_period(Duration::from_secs(seconds));
    quota
        .unwrap_or_else(|| unreachable!("some seconds are more than none"))
        .allow_burst(NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_few_tries_from_wherever() {
        let limits = SignInLimits::new();
        let from = |n: u32| Some(IpAddr::V4(std::net::Ipv4Addr::from_bits(n)));
        for n in 0..TRIES_OF_A_NAME {
            assert!(limits.count("Ada", from(n)).is_ok());
        }
        let wait = limits.count("ada", from(99)).unwrap_err();
        assert!(
            wait > Duration::from_secs(20) && wait <= Duration::from_secs(30),
            "{wait:?}"
        );
        assert!(limits.count("grace", from(99)).is_ok());
    }

    #[test]
    fn an_address_has_few_tries_for_whomever() {
        let limits = SignInLimits::new();
        let home = Some("2001:db8::1".parse().unwrap());
        for n in 0..TRIES_OF_AN_ADDRESS {
            assert!(limits.count(&format!("user{n}"), home).is_ok());
        }
        let neighbour = Some("2001:db8::2".parse().unwrap());
        assert!(limits.count("another", neighbour).is_err(), "the same network");
        assert!(
            limits
                .count("another", Some("2001:db9::1".parse().unwrap()))
                .is_ok()
        );
    }
}
