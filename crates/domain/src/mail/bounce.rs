//! Reads what mail servers send back when a mail could not be delivered after all: reports of RFC 3464 in messages of RFC 6522.
//!
//! Anybody can send such a message. It counts for a mail whose `Message-ID` it names, which only those know who have had the mail
//! in their hands, and for an address it names as the recipient; the caller compares both with what was sent.

use uuid::Uuid;

/// The most letters kept of what a server says.
const LONGEST_WORDS: usize = 300;
/// So many recipients are read; we send each mail to one.
const MOST: usize = 20;

/// That a mail did not reach a recipient, for good.
#[derive(Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// Under which addresses the recipient is known, in lower case: the one we wrote to, and the one it was forwarded to.
    pub addresses: Vec<String>,
    /// What the server said, in one line.
    pub words: String,
}

/// Without addresses: what is printed may land in a log.
impl std::fmt::Debug for Undelivered {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Undelivered(…)")
    }
}

/// A report about mails that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Mails of ours that it may be about: what stands before the `@` of message identities in it.
    pub mails: Vec<Uuid>,
    /// Who was not reached, and never will be.
    pub undelivered: Vec<Undelivered>,
}

/// The report in a message; nothing when it is none, or only about delays.
pub fn read(message: &str) -> Option<Report> {
    let message = message.replace("\r\n", "\n");
    let (head, body) = message.split_once("\n\n")?;
    let kind = field(head, "content-type")?.to_ascii_lowercase();
    if !kind.starts_with("multipart/report") || !kind.contains("delivery-status") {
        return None;
    }
    let undelivered: Vec<Undelivered> =
        statuses(body).filter_map(undelivered).filter(|found| !found.addresses.is_empty()).take(MOST).collect();
    let mails = identities(&message);
    (!undelivered.is_empty() && !mails.is_empty()).then_some(Report { mails, undelivered })
}

/// The groups of fields in the part that machines read.
fn statuses(body: &str) -> impl Iterator<Item = &str> {
    let part = body.split("\n--").find(|part| {
        let head = part.split("\n\n").next().unwrap_or_default();
        field(head, "content-type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("message/delivery-status"))
    });
    part.into_iter().flat_map(|part| part.split("\n\n").skip(1))
}

fn undelivered(group: &str) -> Option<Undelivered> {
    let failed = field(group, "action")?.trim().eq_ignore_ascii_case("failed");
    let status = field(group, "status")?;
    // 5.7: a rule of the server against us or the text, nothing about the address.
    let for_good = status.trim_start().starts_with("5.") && !status.trim_start().starts_with("5.7");
    let addresses = ["original-recipient", "final-recipient"]
        .into_iter()
        .filter_map(|name| Some(field(group, name)?.split_once(';')?.1.trim().to_lowercase()))
        .collect();
    let words = field(group, "diagnostic-code").unwrap_or_else(|| status.clone());
    let words = words.split_once(';').map_or(words.as_str(), |(_, words)| words);
    let words: String = words.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_WORDS).collect();
    (failed && for_good).then_some(Undelivered { addresses, words })
}

/// The first field of this name, in lower case, with its further lines.
fn field(fields: &str, name: &str) -> Option<String> {
    let mut lines = fields.lines();
    let mut value = lines.by_ref().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim_end().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })?;
    for line in lines.take_while(|line| line.starts_with([' ', '\t'])) {
        value.push(' ');
        value.push_str(line.trim());
    }
    Some(value)
}

/// What stands in `<UUID@…>`, each once.
fn identities(message: &str) -> Vec<Uuid> {
    let mut found = Vec::new();
    for part in message.split('<').skip(1) {
        let id = part.split_once('@').and_then(|(id, _)| id.parse::<Uuid>().ok());
        if let Some(id) = id.filter(|id| !found.contains(id))
            && found.len() < MOST
        {
            found.push(id);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MAIL: Uuid = Uuid::from_u128(0x1234_5678);

    fn report(action: &str, status: &str) -> String {
        format!(
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.verein.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"AAA/mx\"\r\n\r\n\
             This is a MIME-encapsulated message.\r\n\r\n--AAA/mx\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n\r\n\
             --AAA/mx\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.verein.example\r\nArrival-Date: Sun, 22 Nov 2026 09:00:00 +0100\r\n\r\n\
             Final-Recipient: rfc822; Ayse@Verein.example\r\nOriginal-Recipient: rfc822;vorstand@verein.example\r\n\
             Action: {action}\r\nStatus: {status}\r\nRemote-MTA: dns; mx2.verein.example\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 <ayse@verein.example>: Recipient address\r\n    rejected: User unknown\r\n\r\n\
             --AAA/mx\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{MAIL}@amt.example>\r\nSubject: Einladung\r\n\r\n\
             --AAA/mx--\r\n"
        )
    }

    #[test]
    fn a_report_names_the_mail_the_addresses_and_why() {
        let read = read(&report("failed", "5.1.1")).expect("a report");
        assert_eq!(read.mails, [MAIL]);
        let [one] = &read.undelivered[..] else { panic!("one recipient") };
        assert_eq!(one.addresses, ["vorstand@verein.example", "ayse@verein.example"]);
        assert_eq!(one.words, "550 5.1.1 <ayse@verein.example>: Recipient address rejected: User unknown");
    }

    #[test]
    fn delays_rules_of_servers_and_other_messages_say_nothing_about_an_address() {
        for (action, status) in [("delayed", "4.4.1"), ("failed", "4.2.2"), ("failed", "5.7.1"), ("delivered", "2.0.0")]
        {
            assert_eq!(read(&report(action, status)), None, "{action} {status}");
        }
        let whole = report("failed", "5.1.1");
        for other in [
            String::new(),
            "Subject: Abwesend\n\nIch bin im Urlaub. Status: 5.1.1".to_owned(),
            whole.replace("multipart/report", "multipart/mixed"),
            whole.replace("message/delivery-status", "text/plain"),
            whole.replace(&MAIL.to_string(), "eine-andere"),
        ] {
            assert_eq!(read(&other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_message_breaks_the_reader(start in 0_usize..1_500, cut in 0_usize..200, put in "[\\PC\r\n:;<>@-]{0,60}") {
            let mut message = report("failed", "5.1.1");
            let start = start.min(message.len());
            let end = (start + cut).min(message.len());
            if message.is_char_boundary(start) && message.is_char_boundary(end) {
                message.replace_range(start..end, &put);
            }
            if let Some(read) = read(&message) {
                prop_assert!(!read.mails.is_empty() && read.undelivered.len() <= MOST);
                prop_assert!(read.undelivered.iter().all(|one| one.words.chars().count() <= LONGEST_WORDS));
            }
        }
    }
}
