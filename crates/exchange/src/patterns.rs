//! Regular expressions of foreign checks, translated to what `domain` can run on every answer without harm.

use domain::survey::TextFormat;
use regex_lite::{Regex, RegexBuilder};

/// Longest pattern in characters.
const MAX_LENGTH: usize = 500;
/// Largest compiled pattern in bytes: a pattern with huge repetitions would cost seconds on each answer.
const MAX_COMPILED: usize = 64 * 1024;

/// Whether an answer may be checked with this pattern; else why not.
pub(crate) fn compiles(pattern: &str) -> Result<Regex, String> {
    if pattern.chars().count() > MAX_LENGTH {
        return Err(format!("das Muster ist länger als {MAX_LENGTH} Zeichen"));
    }
    RegexBuilder::new(pattern)
        .size_limit(MAX_COMPILED)
        .build()
        .map_err(|_| format!("das Muster „{pattern}“ lässt sich hier nicht ausführen"))
}

/// What became of a pattern, and whether it had to be repaired because it lacked its delimiters `/…/`.
#[derive(Debug)]
pub(crate) struct Translated {
    pub format: TextFormat,
    pub lacked_delimiters: bool,
}

/// Takes PHP's `/…/flags` (also with `#`, `~`, `@` or `!` in place of the slashes) or a bare pattern.
pub(crate) fn translate(source: &str) -> Result<Translated, String> {
    let source = source.trim();
    let (pattern, lacked_delimiters) = match delimited(source) {
        Some((inside, flags)) => (with_flags(inside, flags)?, false),
        None => (source.to_owned(), true),
    };
    let regex = compiles(&pattern)?;
    let format = if is_email_check(&regex) { TextFormat::Email } else { TextFormat::Pattern(pattern) };
    Ok(Translated { format, lacked_delimiters })
}

fn delimited(source: &str) -> Option<(String, &str)> {
    let delimiter = source.chars().next().filter(|sign| matches!(sign, '/' | '#' | '~' | '@' | '!'))?;
    let (inside, flags) = source[1..].rsplit_once(delimiter)?;
    let known = flags.chars().all(|flag| flag.is_ascii_alphabetic());
    known.then(|| (inside.replace(&format!("\\{delimiter}"), &delimiter.to_string()), flags))
}

fn with_flags(inside: String, flags: &str) -> Result<String, String> {
    let mut kept = String::new();
    for flag in flags.chars() {
        match flag {
            'i' | 'm' | 's' | 'x' => kept.push(flag),
            // Unicode is the rule here, and `$` never matches before a final line break.
            'u' | 'D' => {}
            _ => return Err(format!("der Schalter „{flag}“ des Musters ist hier nicht bekannt")),
        }
    }
    Ok(if kept.is_empty() { inside } else { format!("(?{kept}){inside}") })
}

/// Told by what it accepts and refuses, because the well-known pattern has many spellings.
fn is_email_check(regex: &Regex) -> bool {
    let good = ["info@verein.de", "vor.name@sub.stadt-x.org", "ab12@example.com"];
    let bad = ["", "info", "info@", "@verein.de", "info@verein", "in fo@verein.de", "info@ver ein.de", "+49 203 1234"];
    good.iter().all(|address| regex.is_match(address)) && !bad.iter().any(|address| regex.is_match(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(source: &str) -> Result<TextFormat, String> {
        translate(source).map(|translated| translated.format)
    }

    #[test]
    fn the_well_known_check_of_addresses() {
        assert_eq!(format(r"/^[^@\s]+@[^@\s]+\.[^@\s]+$/"), Ok(TextFormat::Email));
        assert_eq!(format(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), Ok(TextFormat::Email));
        assert_eq!(format(r"/^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/i"), Ok(TextFormat::Email));
        let only_ours = TextFormat::Pattern(r"^[^@\s]+@duisburg\.de$".to_owned());
        assert_eq!(format(r"/^[^@\s]+@duisburg\.de$/"), Ok(only_ours));
    }

    #[test]
    fn delimiters_and_flags() {
        assert_eq!(format(r"/^\d{5}$/"), Ok(TextFormat::Pattern(r"^\d{5}$".to_owned())));
        assert_eq!(format(r"#^a/b#iu"), Ok(TextFormat::Pattern("(?i)^a/b".to_owned())));
        assert_eq!(format(r"/a\/b/"), Ok(TextFormat::Pattern("a/b".to_owned())));
        assert!(format("/a/e").is_err(), "PHP's flag e runs code");
    }

    #[test]
    fn harmful_patterns_are_refused() {
        assert!(format("/(?<=a)b/").is_err(), "no look-behind here");
        assert!(format(&"a".repeat(501)).is_err());
        assert!(format("/((a{100}){100}){100}/").is_err());
        assert!(format(&format!("/{}a{}/", "(".repeat(240), ")".repeat(240))).is_err());
    }
}
