//! Browsers that people sign in with: a coarse name for the list of sessions, and a cookie that tells one that has been here
//! before.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use http::header::USER_AGENT;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Services, chance, cookies};

const COOKIE: &str = "browser";
const YEAR_SECONDS: u64 = 365 * 24 * 3600;

/// Browser and system, such as `Firefox · Windows`: enough to know one's own devices again, too little to be a trace.
pub fn name(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let of = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name)
    };
    // The order matters: most browsers also name those that came before them.
    let browser = of(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrom", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = of(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What the browser's cookie says; anything, until [`known`] has looked at it.
pub fn brought(services: &Services, headers: &HeaderMap) -> Option<String> {
    cookies::read(headers, &cookies::name(&services.settings, COOKIE)).map(str::to_owned)
}

/// The name of the browser for limits, when this account has signed in from it before.
pub fn known(services: &Services, brought: Option<&str>, account: Uuid) -> Option<String> {
    let (name, proof) = brought?.split_once('.')?;
    let expected = proof_of(services, name, account)?;
    // Compared by their hashes: how long it takes tells nothing.
    (Sha256::digest(proof) == Sha256::digest(expected)).then(|| name.to_owned())
}

/// The `Set-Cookie` value after signing in; the same browser keeps its name.
pub fn cookie(services: &Services, known: Option<String>, account: Uuid) -> Option<String> {
    let name = known.unwrap_or_else(chance::text::<16>);
    let proof = proof_of(services, &name, account)?;
    let cookie = cookies::name(&services.settings, COOKIE);
    Some(cookies::write(&services.settings, &cookie, &format!("{name}.{proof}"), YEAR_SECONDS))
}

fn proof_of(services: &Services, name: &str, account: Uuid) -> Option<String> {
    let key = services.vault.key("accounts");
    let key = key.inspect_err(|error| tracing::error!(%error, "the key of the accounts cannot be read")).ok()?;
    let proof: [u8; 24] = key.derive("known browser", &[account.as_bytes(), name.as_bytes()].concat());
    Some(URL_SAFE_NO_PAD.encode(proof))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(agent: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, agent.parse().expect("a header"));
        name(&headers)
    }

    #[test]
    fn browsers_have_coarse_names() {
        let chrome = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        let safari =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1";
        assert_eq!(named(chrome), "Chrome · Android");
        assert_eq!(named(edge), "Edge · Windows");
        assert_eq!(named(safari), "Safari · iPhone");
        assert_eq!(named("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox · Linux");
        assert_eq!(named("<script>"), "");
        assert_eq!(name(&HeaderMap::new()), "");
    }
}
