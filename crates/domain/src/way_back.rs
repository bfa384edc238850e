//! Where somebody was going when they had to sign in. It stands in an address, which anybody can write: only paths of this site
//! count, so that no link to the sign-in ends on another one.

/// The longest path, in letters.
const LONGEST: usize = 500;
/// What is no page to come back to.
const NO_PAGES: [&str; 3] = ["/sign-in", "/calls/", "/api/"];

/// The path with its query, when it leads to a page of this site.
pub fn way_back(text: &str) -> Option<&str> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    // Browsers read `\` as `/`, skip tabs and line ends, and take what follows `//` for another site.
    let plain = |letter: char| letter.is_ascii_graphic() && !"\\\"<>".contains(letter);
    let ours = path.starts_with('/') && !path.contains("//") && !path.contains("/.");
    let page = !NO_PAGES.iter().any(|start| text.starts_with(start));
    (ours && page && text.len() <= LONGEST && text.chars().all(plain)).then_some(text)
}

/// The address of the sign-in that leads back to this path; to nowhere in particular when it is none of ours.
pub fn sign_in_from(path: &str) -> String {
    let Some(path) = way_back(path) else { return "/sign-in".to_owned() };
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("/sign-in?next={escaped}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pages_of_this_site_are_ways_back_and_nothing_else_is() {
        for good in
            ["/office", "/account?done=name", "/texts/empfehlung-1?view=all#p3", "/office/mail?state=failed&x=%2F%2F"]
        {
            assert_eq!(way_back(good), Some(good), "{good}");
        }
        for hostile in [
            "",
            "office",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            " //evil.example",
            "/..//evil.example",
            "/./evil",
            "/office//evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "/office\r\nSet-Cookie: a=b",
            "/\"><script>",
            "/ä",
            "/sign-in",
            "/sign-in?next=/office",
            "/calls/sign-out",
            "/api/v1/openapi.json",
        ] {
            assert_eq!(way_back(hostile), None, "{hostile}");
            assert_eq!(sign_in_from(hostile), "/sign-in");
        }
        assert_eq!(way_back(&format!("/{}", "a".repeat(LONGEST))), None);
        assert_eq!(sign_in_from("/office/mail?state=failed"), "/sign-in?next=/office/mail%3Fstate%3Dfailed");
    }

    proptest! {
        #[test]
        fn whatever_is_taken_begins_with_one_slash(text in "[/\\\\a.:?#%\t ]{0,12}") {
            if let Some(taken) = way_back(&text) {
                let second = taken.chars().nth(1);
                prop_assert!(taken.starts_with('/') && !matches!(second, Some('/' | '\\' | '.')));
            }
        }
    }
}
