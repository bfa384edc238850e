//! Writes feeds of news: Atom (RFC 4287).

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

/// A feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Its name.
    pub title: String,
    /// The page it is about; its identity, too.
    pub page: String,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// Something new.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The happening's identity.
    pub id: Uuid,
    /// What happened, and to what.
    pub title: String,
    /// Where.
    pub summary: String,
    /// The page.
    pub link: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Feed {
    /// The whole file.
    pub fn written(&self) -> String {
        let updated = self.entries.first().map_or(DateTime::UNIX_EPOCH, |entry| entry.at);
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">\n\
             <id>{page}#feed</id>\n<title>{}</title>\n<link rel=\"alternate\" href=\"{page}\"/>\n\
             <author><name>Teilhabe</name></author>\n<updated>{}</updated>\n",
            escaped(&self.title),
            time(updated),
            page = escaped(&self.page),
        );
        let entries: String = self.entries.iter().map(Entry::written).collect();
        format!("{head}{entries}</feed>\n")
    }
}

impl Entry {
    fn written(&self) -> String {
        format!(
            "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<link rel=\"alternate\" href=\"{}\"/>\n\
             <updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            self.id,
            escaped(&self.title),
            escaped(&self.link),
            time(self.at),
            escaped(&self.summary),
        )
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// As text or value of an attribute. Signs that XML does not know are left out: no reader could read a file with them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays_text() {
        let entry = Entry {
            id: Uuid::from_u128(7),
            title: "Räume <b>&\u{0}\u{FFFF}\"\n</title>".into(),
            summary: "AG 1 & 2".into(),
            link: "https://a.example/texts/1?a=1&b=2".into(),
            at: DateTime::from_timestamp(1_800_000_000, 500_000_000).expect("a time"),
        };
        let feed = Feed { title: "Neues".into(), page: "https://a.example/groups/1".into(), entries: vec![entry] };
        let written = feed.written();
        assert!(written.contains("<title>Räume &lt;b&gt;&amp;&quot; &lt;/title&gt;</title>"), "{written}");
        assert!(written.contains("href=\"https://a.example/texts/1?a=1&amp;b=2\""), "{written}");
        assert!(written.contains("<id>urn:uuid:00000000-0000-0000-0000-000000000007</id>"), "{written}");
        assert_eq!(written.matches("<updated>2027-01-15T08:00:00Z</updated>").count(), 2, "{written}");
        let empty = Feed { entries: Vec::new(), ..feed };
        assert!(empty.written().contains("<updated>1970-01-01T00:00:00Z</updated>"));
    }
}
