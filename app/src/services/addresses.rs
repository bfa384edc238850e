//! Where a request comes from, for limits only: an address is never stored and never logged.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use http::HeaderMap;
use thiserror::Error;

/// What limits count by: an IPv4 address, or the /64 network of an IPv6 one, which one household or office has to itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Neighbourhood(IpAddr);

/// Without the address: what is printed may land in a log.
impl std::fmt::Debug for Neighbourhood {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Neighbourhood(…)")
    }
}

impl Neighbourhood {
    /// For keyed hashes only.
    pub(super) fn bytes(self) -> [u8; 16] {
        match self.0 {
            IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
            IpAddr::V6(address) => address.octets(),
        }
    }
}

impl From<IpAddr> for Neighbourhood {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// A network such as `10.0.0.0/8`, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// The text names no network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no address or network such as 10.0.0.0/8")]
pub struct NotANetwork(String);

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let refused = || NotANetwork(text.to_owned());
        let (address, prefix) =
            text.trim().split_once('/').map_or((text.trim(), None), |(left, right)| (left, Some(right)));
        let address: IpAddr = address.parse().map_err(|_| refused())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse).map_err(|_| refused())?;
        if prefix > longest { Err(refused()) } else { Ok(Self { address, prefix }) }
    }
}

impl Network {
    /// Whether the address lies in this network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// The address a request really comes from: the peer's, or what the trusted proxies in front of us say.
///
/// `X-Forwarded-For` is read from its end, and only as far as the hops are trusted: everything before the last untrusted
/// address was written by whom we do not know.
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut nearest = peer;
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in hops.into_iter().rev() {
        if !is_trusted(nearest) {
            break;
        }
        match hop.trim().parse() {
            Ok(address) => nearest = address,
            Err(_) => break,
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn networks_hold_their_addresses() {
        let network: Network = "10.1.0.0/16".parse().expect("a network");
        assert!(network.contains(address("10.1.200.3")) && !network.contains(address("10.2.0.1")));
        assert!(network.contains(address("::ffff:10.1.0.9")));
        let everything: Network = "::/0".parse().expect("a network");
        assert!(everything.contains(address("2001:db8::1")) && !everything.contains(address("10.1.0.1")));
        assert!("10.0.0.0/33".parse::<Network>().is_err() && "proxy".parse::<Network>().is_err());
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = ["10.0.0.0/8".parse().expect("a network")];
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.7, 10.0.0.2".parse().expect("a header"));
        assert_eq!(client(address("10.0.0.1"), &headers, &trusted), address("203.0.113.7"));
        assert_eq!(client(address("198.51.100.1"), &headers, &trusted), address("198.51.100.1"));
        assert_eq!(client(address("10.0.0.1"), &HeaderMap::new(), &trusted), address("10.0.0.1"));
    }

    #[test]
    fn one_ipv6_network_is_one_neighbour() {
        let of = |text| Neighbourhood::from(address(text));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
