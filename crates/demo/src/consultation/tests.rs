//! That the demo's consultation is alive, hangs together and says nothing official.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::process::phase::{Activity, Audience};
use domain::text::document::{Content, Tag, Vocabulary};
use domain::text::vocabulary::SUMMARY;

use super::words::{GUIDELINES, RECOMMENDATIONS};
use super::{Consultation, consultation, text_identity};

fn moments() -> impl Iterator<Item = DateTime<Utc>> {
    // Around midnight, and around the changes of the clocks.
    let days = [
        "2026-11-22T08:00:00Z",
        "2027-03-28T00:30:00Z",
        "2027-06-30T21:59:59Z",
        "2027-06-30T22:00:00Z",
        "2028-02-29T23:30:00Z",
    ];
    days.into_iter().map(|moment| moment.parse().expect("a moment"))
}

fn now() -> Consultation {
    consultation(moments().next().expect("a moment"))
}

fn items(content: &Content) -> Vec<&BTreeSet<Tag>> {
    let is_item = |kind| matches!(kind, domain::text::blocks::BlockKind::Item { .. });
    content.paragraphs.iter().filter(|one| is_item(one.block.kind)).map(|one| &one.tags).collect()
}

#[test]
fn fourteen_guidelines_eleven_points_and_six_recommendations_have_known_tags() {
    let texts = now().texts;
    let counts: Vec<usize> = texts.iter().map(|text| items(&text.content).len()).collect();
    assert_eq!(counts, [14, 11, 6, 3]);
    for text in &texts {
        for tags in items(&text.content) {
            assert!(!tags.is_empty() && tags.iter().all(Tag::is_known), "{tags:?}");
        }
    }
    let guidelines = |tags: &BTreeSet<Tag>| -> BTreeSet<String> {
        let of_guidelines = tags.iter().filter(|tag| tag.vocabulary == Vocabulary::Guideline);
        of_guidelines.map(|tag| tag.code.clone()).collect()
    };
    for (number, tags) in (1..).zip(items(&texts[GUIDELINES].content)) {
        assert_eq!(guidelines(tags), BTreeSet::from([number.to_string()]));
    }
    for (behind, tags) in SUMMARY.into_iter().zip(items(&texts[GUIDELINES + 1].content)) {
        assert_eq!(guidelines(tags), behind.iter().map(ToString::to_string).collect());
    }
    let of_recommendations: Vec<&Tag> = items(&texts[RECOMMENDATIONS].content).into_iter().flatten().collect();
    for vocabulary in [Vocabulary::Guideline, Vocabulary::Pillar] {
        assert!(of_recommendations.iter().any(|tag| tag.vocabulary == vocabulary), "{vocabulary:?}");
    }
}

#[test]
fn every_key_of_a_tag_is_one() {
    for (words, keys) in super::words::TEXTS.iter().flat_map(|text| text.items) {
        assert!(keys.split_whitespace().all(|key| Tag::of_key(key).is_some()), "{words}: {keys}");
    }
}

#[test]
fn whenever_it_is_loaded_the_public_phase_runs_and_all_was_said_in_time() {
    for now in moments() {
        let consultation = consultation(now);
        assert_eq!(consultation.conference.problems(), []);
        let schedule = &consultation.conference.schedule;
        assert!(schedule.allows(Activity::Read, Audience::Everybody, now), "{now}");
        assert!(schedule.allows(Activity::Comment, Audience::SignedIn, now + TimeDelta::days(14)), "{now}");
        for comment in &consultation.comments {
            assert!(schedule.allows(Activity::Comment, Audience::SignedIn, comment.at) && comment.at < now, "{now}");
        }
        for amendment in &consultation.amendments {
            assert!(schedule.allows(Activity::Amend, Audience::Members, amendment.at) && amendment.at < now, "{now}");
        }
        for position in &consultation.positions {
            assert!(schedule.allows(Activity::Position, Audience::Members, position.at) && position.at < now, "{now}");
        }
        for text in &consultation.texts {
            assert!(schedule.allows(Activity::Write, Audience::Members, text.at), "{now}");
        }
        let meetings: Vec<_> = consultation.meetings.iter().map(|held| &held.meeting).collect();
        assert!(meetings.iter().all(|meeting| meeting.problems().is_empty()));
        assert!(now < meetings[0].starts && meetings[1].starts < now, "{now}");
    }
}

#[test]
fn all_that_is_referred_to_is_there() {
    let found = now();
    let people = 0..found.people.len();
    for comment in &found.comments {
        let text = found.texts.iter().find(|text| text.id == comment.text).expect("a text");
        assert!(text.content.find(comment.paragraph).is_some() && people.contains(&comment.author));
        assert!(comment.agree.iter().all(|person| people.contains(person) && *person != comment.author));
        let before = found.comments.iter().take_while(|other| other.id != comment.id);
        let parent =
            comment.parent.map(|parent| before.into_iter().find(|other| other.id == parent).expect("a parent"));
        assert!(parent.is_none_or(|parent| parent.paragraph == comment.paragraph && parent.at < comment.at));
    }
    for amendment in &found.amendments {
        let text = found.texts.iter().find(|text| text.id == amendment.text).expect("a text");
        let (_, paragraph) = text.content.find(amendment.paragraph).expect("a paragraph");
        assert_ne!(paragraph.block.text, amendment.words);
        let members = |person: &usize| found.people[*person].group;
        assert_eq!(Some(members(&amendment.author)), text.group, "members of the group amend its text");
        assert!(!amendment.supporters.contains(&amendment.author));
    }
    for position in &found.positions {
        let text = found.texts.iter().find(|text| text.id == position.text).expect("a text");
        assert_eq!(Some(found.people[position.person].group), text.group, "members of the group are asked");
    }
    assert!(found.texts.iter().zip(0..).all(|(text, place)| text.id == text_identity(place)));
}

#[test]
fn nobody_in_it_is_real_and_no_group_has_an_official_name() {
    let found = now();
    assert!(found.conference.title.contains("(Demo)"));
    assert!(
        found.people.iter().all(|person| person.name.ends_with("(Demo)") && person.email.ends_with("@example.org"))
    );
    let names: Vec<&str> = found.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["Arbeitsgruppe 1 (Demo)", "Arbeitsgruppe 2 (Demo)", "Arbeitsgruppe 3 (Demo)"]);
    assert!(found.groups.iter().all(|group| group.problems().is_empty()));
    assert!(found.texts.iter().all(|text| text.content.title.ends_with("(Demo)")));
}
