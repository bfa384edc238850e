//! Meetings with their speaking lists, followings with what was told, and secret addresses of feeds.

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::Role;
use domain::language::Language;
use domain::process::conference::Conference;
use domain::process::meeting::{Course, Meeting, MeetingState};
use domain::process::notice::Rhythm;
use domain::process::phase::Schedule;
use domain::process::space::Standing;
use store::{Changed, FeedSecret, Happening, NewAccount, NewMail, Records, StoreError};
use uuid::Uuid;

use crate::{in_memory, now, run};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

fn meeting(number: u128, hours: i64) -> Meeting {
    Meeting {
        id: id(number),
        conference: "konferenz".into(),
        group: None,
        title: "Auftakt".into(),
        place: "Rathaus".into(),
        link: String::new(),
        starts: now() + TimeDelta::hours(hours),
        ends: now() + TimeDelta::hours(hours + 2),
        agenda: vec![],
        minutes: String::new(),
        documents: vec![],
        state: MeetingState::Planned,
        new_voices_first: false,
    }
}

fn happening(number: u128, seconds: i64) -> Happening {
    Happening {
        id: id(1_000 + number),
        at: later(seconds),
        conference: "konferenz".into(),
        group: None,
        text: None,
        thing: id(5),
        kind: "meeting".into(),
        deed: "new".into(),
        standing: Standing::Published,
        by: None,
    }
}

async fn with_conference() -> Records {
    let records = in_memory().await;
    let conference = Conference {
        slug: "konferenz".into(),
        title: "Integrationskonferenz".into(),
        purpose: String::new(),
        programme: String::new(),
        place: String::new(),
        days: None,
        schedule: Schedule::default(),
        published: true,
    };
    records.create_conference(&conference, now()).await.expect("kept");
    for (number, name) in [(21, "Berna"), (22, "Ana")] {
        let account = NewAccount {
            email: format!("{name}@example.org"),
            name: name.into(),
            role: Role::Member,
            password_hash: "!".into(),
        };
        records.create_account(&account, id(number), now()).await.expect("new");
    }
    records
}

#[test]
fn meetings_are_kept_once_and_the_slower_of_two_is_told() {
    run(async {
        let records = with_conference().await;
        records.create_meeting(&meeting(5, 48), &happening(1, 0)).await.expect("kept");
        records.create_meeting(&meeting(6, 24), &happening(2, 1)).await.expect("kept");
        let again = records.create_meeting(&meeting(5, 72), &happening(3, 2)).await;
        assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
        let stored = records.meeting(id(5)).await.expect("read").expect("there");
        assert_eq!((stored.meeting, stored.version, stored.course), (meeting(5, 48), 1, Course::default()));
        let order: Vec<Uuid> =
            records.meetings("konferenz").await.expect("read").iter().map(|stored| stored.meeting.id).collect();
        assert_eq!(order, [id(6), id(5)]);
        let held = Meeting { state: MeetingState::Held, minutes: "Alle waren da".into(), ..meeting(5, 48) };
        assert_eq!(records.change_meeting(&held, 1, &happening(4, 3)).await.expect("kept"), Changed::Done);
        assert_eq!(records.change_meeting(&meeting(5, 1), 1, &happening(5, 4)).await.expect("read"), Changed::Outdated);
        let stored = records.meeting(id(5)).await.expect("read").expect("there");
        assert_eq!((stored.meeting, stored.version, stored.changed), (held, 2, later(3)));
        // What was refused has not happened.
        let told = records.happenings("konferenz", now() - TimeDelta::seconds(1), 99).await.expect("read");
        assert_eq!(told.iter().map(|happening| happening.id).collect::<Vec<_>>(), [id(1_001), id(1_002), id(1_004)]);
        assert_eq!(records.meeting(id(7)).await.expect("read"), None);
    });
}

#[test]
fn people_register_ask_to_speak_and_are_called_once() {
    run(async {
        let records = with_conference().await;
        records.create_meeting(&meeting(5, 0), &happening(1, 0)).await.expect("kept");
        records.register_guest(id(5), id(21), true, &happening(2, 1)).await.expect("kept");
        records.ask_to_speak(id(5), id(21), true, &happening(3, 10)).await.expect("kept");
        records.ask_to_speak(id(5), id(22), true, &happening(4, 20)).await.expect("kept");
        // Asking again keeps the place.
        records.ask_to_speak(id(5), id(21), true, &happening(5, 30)).await.expect("kept");
        let guests = records.meeting_guests(id(5)).await.expect("read");
        let seen: Vec<_> = guests.iter().map(|guest| (guest.name.as_str(), guest.registered, guest.asked)).collect();
        assert_eq!(seen, [("Ana", false, Some(later(20))), ("Berna", true, Some(later(10)))]);

        let (none, first) = (Course::default(), Course { speaker: Some(id(21)), ..Course::default() });
        assert_eq!(records.move_meeting(id(5), none, first, &happening(6, 40)).await.expect("kept"), Changed::Done);
        // A second chair who presses at the same moment does not call the next one, too.
        let other = Course { speaker: Some(id(22)), ..Course::default() };
        assert_eq!(records.move_meeting(id(5), none, other, &happening(7, 41)).await.expect("read"), Changed::Outdated);
        let guests = records.meeting_guests(id(5)).await.expect("read");
        let seen: Vec<_> = guests.iter().map(|guest| (guest.asked, guest.spoken)).collect();
        assert_eq!(seen, [(Some(later(20)), None), (None, Some(later(40)))]);
        assert_eq!(records.meeting(id(5)).await.expect("read").expect("there").course, first);
        // The agenda moves on while somebody speaks: the person is not called again.
        let next = Course { item: Some(id(70)), ..first };
        assert_eq!(records.move_meeting(id(5), first, next, &happening(8, 50)).await.expect("kept"), Changed::Done);
        assert_eq!(records.meeting_guests(id(5)).await.expect("read")[1].spoken, Some(later(40)));

        records.ask_to_speak(id(5), id(22), false, &happening(9, 60)).await.expect("kept");
        records.note_attendance(id(5), &[id(22), id(23)], &happening(10, 70)).await.expect("kept");
        records.note_attendance(id(5), &[id(22)], &happening(11, 71)).await.expect("kept");
        let guests = records.meeting_guests(id(5)).await.expect("read");
        let seen: Vec<_> = guests.iter().map(|guest| (guest.account, guest.attended, guest.asked)).collect();
        assert_eq!(seen, [(id(23), false, None), (id(22), true, None), (id(21), false, None)]);
    });
}

fn mail(number: u128) -> NewMail {
    NewMail {
        id: id(number),
        recipient: "ana@example.org".into(),
        template: "digest".into(),
        language: Language::new("de"),
        parameters: [].into(),
        due: now(),
    }
}

#[test]
fn a_change_of_rhythm_tells_nothing_twice_and_leaves_nothing_out() {
    run(async {
        let records = with_conference().await;
        records.follow(id(22), "konferenz", Rhythm::Daily, now()).await.expect("kept");
        records.follow_own(id(22), "konferenz", later(5)).await.expect("left alone");
        let following = records.following(id(22), "konferenz").await.expect("read").expect("there");
        assert_eq!((following.rhythm, following.told, following.own), (Rhythm::Daily, now(), false));
        let mark = later(100);
        let moved = records.move_notice_mark(Rhythm::AtOnce, None, mark, false).await.expect("kept");
        assert_eq!(moved, Changed::Done);
        assert_eq!(
            records.move_notice_mark(Rhythm::AtOnce, None, later(200), false).await.expect("read"),
            Changed::Outdated
        );
        // What the daily digest would have told is told at once now.
        records.follow(id(22), "konferenz", Rhythm::AtOnce, later(110)).await.expect("kept");
        assert_eq!(records.notice_mark(Rhythm::AtOnce).await.expect("read"), Some(now()));
        assert_eq!(records.following(id(22), "konferenz").await.expect("read").expect("there").told, now());

        // Two processes tell the same: one mail.
        let following = records.following(id(22), "konferenz").await.expect("read").expect("there");
        let moved = [(following, later(50))];
        assert_eq!(records.tell(&mail(80), &moved, later(120)).await.expect("kept"), Changed::Done);
        assert_eq!(records.tell(&mail(81), &moved, later(120)).await.expect("read"), Changed::Outdated);
        assert_eq!(records.mails(None, 9).await.expect("read").len(), 1);
        assert_eq!(records.following(id(22), "konferenz").await.expect("read").expect("there").told, later(50));

        records.follow(id(22), "x", Rhythm::Weekly, now()).await.expect("kept");
        let moved = records.move_notice_mark(Rhythm::Weekly, None, later(300), true).await.expect("kept");
        assert_eq!(moved, Changed::Done);
        let told = |thing: &'static str| {
            let records = records.clone();
            async move { records.following(id(22), thing).await.expect("read").map(|following| following.told) }
        };
        assert_eq!((told("x").await, told("konferenz").await), (Some(later(300)), Some(later(50))));
        let followers = records.followers(&["x".into(), "konferenz".into()]).await.expect("read");
        assert_eq!(followers.len(), 2);
        assert_eq!(records.followings(id(22)).await.expect("read").len(), 2);
        assert_eq!(records.followings(id(21)).await.expect("read"), []);
        records.unfollow(id(22), "x").await.expect("gone");
        assert_eq!(told("x").await, None);
    });
}

#[test]
fn what_happened_is_found_by_its_time_and_by_its_name() {
    run(async {
        let records = with_conference().await;
        for number in 1..=4_i64 {
            let happening = happening(u128::from(number.unsigned_abs()), number * 10);
            records.create_meeting(&meeting(happening.id.as_u128(), 1), &happening).await.expect("kept");
        }
        let ids = |found: Vec<Happening>| found.iter().map(|found| found.id.as_u128()).collect::<Vec<_>>();
        let between = records.happenings_between(later(10), later(30)).await.expect("read");
        assert_eq!(ids(between), [1_002, 1_003]);
        assert_eq!(ids(records.newest_happenings("konferenz", None, None, 2).await.expect("read")), [1_004, 1_003]);
        assert_eq!(ids(records.newest_happenings("andere", None, None, 2).await.expect("read")), [0_u128; 0]);
        assert_eq!(ids(records.newest_happenings("konferenz", Some(id(1)), None, 9).await.expect("read")), [0_u128; 0]);
        assert_eq!(ids(records.newest_happenings("konferenz", None, Some(id(1)), 9).await.expect("read")), [0_u128; 0]);
        let named = records.happenings_of(&[id(1_004), id(1_001), id(9)]).await.expect("read");
        assert_eq!(ids(named), [1_001, 1_004]);
        assert_eq!(records.thread_comments(&[id(1)]).await.expect("read"), []);
    });
}

#[test]
fn a_secret_address_is_found_by_its_hash_until_it_is_taken_back_or_the_account_erased() {
    run(async {
        let records = with_conference().await;
        let secret = |serial| FeedSecret { account: id(22), thing: "konferenz".into(), serial: id(serial) };
        records.keep_feed_secret(&secret(1), "aa", now()).await.expect("kept");
        assert_eq!(records.feed_secret("aa").await.expect("read"), Some(secret(1)));
        // A new one takes the place of the old one.
        records.keep_feed_secret(&secret(2), "bb", now()).await.expect("kept");
        assert_eq!(records.feed_secret("aa").await.expect("read"), None);
        assert_eq!(records.feed_secrets(id(22)).await.expect("read"), [secret(2)]);
        records.revoke_feed_secret(id(22), "konferenz").await.expect("gone");
        assert_eq!(records.feed_secret("bb").await.expect("read"), None);

        records.keep_feed_secret(&secret(3), "cc", now()).await.expect("kept");
        records.follow(id(22), "konferenz", Rhythm::Daily, now()).await.expect("kept");
        records.follow(id(21), "konferenz", Rhythm::Daily, now()).await.expect("kept");
        let account = records.account(id(22)).await.expect("read").expect("there");
        records.erase_account(&account, "Ehemaliges Konto").await.expect("erased");
        assert_eq!(records.feed_secret("cc").await.expect("read"), None);
        assert_eq!(records.followings(id(22)).await.expect("read"), []);
        assert_eq!(records.followings(id(21)).await.expect("read").len(), 1);
    });
}
