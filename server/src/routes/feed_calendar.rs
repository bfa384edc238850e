//! Writes calendars: iCalendar (RFC 5545).

use app::texts::meetings as t;
use app::texts::{fill, notices};
use chrono::{DateTime, Utc};
use domain::process::meeting::MeetingState;
use domain::process::phase::{Phase, Schedule};
use store::StoredMeeting;

/// The longest line, in bytes, without its end.
const LONGEST_LINE: usize = 75;

/// A calendar that is being written.
#[derive(Debug)]
pub struct Calendar {
    name: String,
    /// Makes identities unique in the world.
    host: String,
    events: String,
}

impl Calendar {
    /// An empty one.
    pub fn new(name: &str, host: &str) -> Self {
        Self { name: name.to_owned(), host: host.to_owned(), events: String::new() }
    }

    /// Adds a meeting. `inside`: its reader may know how to take part from afar.
    pub fn meeting(&mut self, stored: &StoredMeeting, title: &str, page: &str, inside: bool) {
        let meeting = &stored.meeting;
        let state = match meeting.state {
            MeetingState::Cancelled => "CANCELLED",
            MeetingState::Planned | MeetingState::Held => "CONFIRMED",
        };
        let items = meeting.agenda.iter().enumerate().map(|(place, item)| format!("{}. {}", place + 1, item.title));
        let mut lines: Vec<String> = items.collect();
        if inside && !meeting.link.is_empty() {
            lines.push(format!("{}: {}", t::ONLINE, meeting.link));
        }
        lines.push(page.to_owned());
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("meeting-{}@{}", meeting.id, self.host));
        self.line("DTSTAMP", &time(stored.changed));
        self.line("LAST-MODIFIED", &time(stored.changed));
        self.line("SEQUENCE", &stored.version.saturating_sub(1).to_string());
        self.line("DTSTART", &time(meeting.starts));
        self.line("DTEND", &time(meeting.ends));
        self.line("SUMMARY", &escaped(title));
        if !meeting.place.is_empty() {
            self.line("LOCATION", &escaped(&meeting.place));
        }
        self.line("DESCRIPTION", &escaped(&lines.join("\n")));
        self.line("URL", page);
        self.line("STATUS", state);
        self.line("END", "VEVENT");
    }

    /// Adds the moments at which phases begin, and those at which a pause begins. `of`: the name of the group, if it is not clear.
    pub fn phases(&mut self, schedule: &Schedule, of: &str, version: u32, page: &str) {
        for phase in &schedule.phases {
            self.switch(phase, "start", phase.starts, notices::PHASE_BEGINS, of, version, page);
            if schedule.phases.iter().all(|next| next.starts != phase.ends) {
                self.switch(phase, "end", phase.ends, notices::PHASE_ENDS, of, version, page);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one event, all of its fields")]
    fn switch(
        &mut self,
        phase: &Phase,
        what: &str,
        at: DateTime<Utc>,
        words: &str,
        of: &str,
        version: u32,
        page: &str,
    ) {
        let words = fill(words, &[("phase", &phase.name)]);
        let words = if of.is_empty() { words } else { format!("{of}: {words}") };
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("phase-{}-{what}@{}", phase.id, self.host));
        // When it was set is not known; it must not change with every look.
        self.line("DTSTAMP", &time(at));
        self.line("SEQUENCE", &version.saturating_sub(1).to_string());
        self.line("DTSTART", &time(at));
        self.line("SUMMARY", &escaped(&words));
        self.line("URL", page);
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// The whole file.
    pub fn written(self, product: &str) -> String {
        let mut head = Self { name: String::new(), host: String::new(), events: String::new() };
        head.line("BEGIN", "VCALENDAR");
        head.line("VERSION", "2.0");
        head.line("PRODID", &format!("-//Teilhabe//{product}//DE"));
        head.line("METHOD", "PUBLISH");
        head.line("X-WR-CALNAME", &escaped(&self.name));
        format!("{}{}END:VCALENDAR\r\n", head.events, self.events)
    }

    /// A line, folded where it is too long: never inside a letter.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LONGEST_LINE;
        for sign in format!("{name}:{value}").chars() {
            if sign.len_utf8() > room {
                self.events.push_str("\r\n ");
                // The space counts.
                room = LONGEST_LINE - 1;
            }
            room -= sign.len_utf8();
            self.events.push(sign);
        }
        self.events.push_str("\r\n");
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value: what has a meaning there is marked, signs that steer are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::process::meeting::{Course, Meeting};
    use uuid::Uuid;

    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + hours * 3_600, 0).expect("a time")
    }

    fn stored() -> StoredMeeting {
        let meeting = Meeting {
            id: Uuid::from_u128(7),
            conference: "konferenz".into(),
            group: None,
            title: "Auftakt".into(),
            place: "Rathaus; Saal 1, links\r\nATTENDEE:mailto:x@example.org".into(),
            link: "https://video.example/raum".into(),
            starts: at(24),
            ends: at(26),
            agenda: vec![],
            minutes: String::new(),
            documents: vec![],
            state: MeetingState::Cancelled,
            new_voices_first: false,
        };
        StoredMeeting { meeting, version: 3, changed: at(1), course: Course::default() }
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn what_people_write_stays_a_value_and_lines_stay_short() {
        let mut calendar = Calendar::new("Konferenz", "teilhabe.example");
        calendar.meeting(
            &stored(),
            &"Überörtlicher Austausch ".repeat(9),
            "https://teilhabe.example/meetings/7",
            false,
        );
        let written = calendar.written("Beteiligung");
        for line in written.split("\r\n") {
            assert!(line.len() <= LONGEST_LINE && !line.contains('\n'), "{line}");
        }
        let whole = unfolded(&written);
        assert!(whole.contains("LOCATION:Rathaus\\; Saal 1\\, links\\nATTENDEE:mailto:x@example.org\r\n"), "{whole}");
        assert!(!whole.contains("\nATTENDEE"), "{whole}");
        assert!(whole.contains(&"Überörtlicher Austausch ".repeat(9)), "{whole}");
        assert!(whole.contains("UID:meeting-00000000-0000-0000-0000-000000000007@teilhabe.example\r\n"), "{whole}");
        assert!(whole.contains("STATUS:CANCELLED\r\n") && whole.contains("SEQUENCE:2\r\n"), "{whole}");
        assert!(whole.contains("DTSTART:20270116T080000Z\r\n"), "{whole}");
        assert!(!whole.contains("video.example"), "the way in is for those inside: {whole}");
        assert!(whole.starts_with("BEGIN:VCALENDAR\r\n") && whole.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    #[test]
    fn a_pause_begins_where_no_phase_does() {
        let phase = |number, from, until| Phase {
            id: Uuid::from_u128(number),
            name: format!("Phase {number}"),
            starts: at(from),
            ends: at(until),
            rights: [].into(),
        };
        let schedule = Schedule { phases: vec![phase(1, 0, 2), phase(2, 2, 4), phase(3, 6, 8)] };
        let mut calendar = Calendar::new("Konferenz", "a.example");
        calendar.phases(&schedule, "AG Räume", 1, "https://a.example/groups/1");
        let written = unfolded(&calendar.written("Beteiligung"));
        let kinds: Vec<&str> = written
            .lines()
            .filter_map(|line| line.strip_prefix("UID:phase-00000000-0000-0000-0000-00000000000"))
            .collect();
        assert_eq!(
            kinds,
            ["1-start@a.example", "2-start@a.example", "2-end@a.example", "3-start@a.example", "3-end@a.example"]
        );
        assert!(written.contains("SUMMARY:AG Räume: "), "{written}");
    }
}
