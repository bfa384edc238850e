//! Reading and writing the few cookies of respondents: the way to their draft, and their language.

use domain::language::Language;
use domain::protection::LANGUAGE_DAYS;
use http::HeaderMap;
use http::header::COOKIE;

use super::settings::Settings;

/// Holds the language a person has chosen.
pub const LANGUAGE: &str = "language";

/// The value of the cookie `name`, the first one if there are several.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The name a cookie has: with `__Host-` over https, so that no neighbouring host can set it.
pub fn name(settings: &Settings, name: &str) -> String {
    if settings.secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// A `Set-Cookie` value that no script can read. `name` as it is sent, see [`name`].
pub fn write(settings: &Settings, name: &str, value: &str, max_age_seconds: u64) -> String {
    let secure = if settings.secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={max_age_seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The `Set-Cookie` value that keeps the chosen language for a year.
pub fn language(settings: &Settings, language: &Language) -> String {
    write(settings, LANGUAGE, language.as_str(), u64::from(LANGUAGE_DAYS) * 24 * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "xlanguage=no; language=tr; draft-a=1".parse().expect("a header"));
        assert_eq!(read(&headers, "language"), Some("tr"));
        assert_eq!(read(&headers, "draft-b"), None);
    }

    #[test]
    fn over_https_cookies_are_bound_to_the_host() {
        let settings = Settings { secure: true, ..Settings::default() };
        let cookie = write(&settings, &name(&settings, "draft-a"), "x", 60);
        assert_eq!(cookie, "__Host-draft-a=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
    }
}
