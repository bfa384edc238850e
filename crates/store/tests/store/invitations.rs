//! Invitations: kept once, ended once, noted as sent and done.

use domain::invitation::{Progress, Window};
use domain::language::Language;
use store::{Invitation, InvitationState, StoreError};

use crate::{in_memory, run, today};

fn invitation(number: u32) -> Invitation {
    Invitation {
        id: format!("{number:08}"),
        survey: "bedarf".to_owned(),
        organisation: None,
        name: format!("Verein {}", 100 - number),
        email: Some(format!("verein{number}@example.org")),
        address: vec!["Am Markt 1".to_owned(), "47051 Duisburg".to_owned()],
        language: Language::new("tr"),
        request: "f".repeat(64),
        window: Window { from: None, until: Some(today()) },
        state: InvitationState::Valid,
        sent: Vec::new(),
        done: false,
    }
}

#[test]
fn invitations_come_back_as_they_were_kept_and_by_name() {
    run(async {
        let records = in_memory().await;
        let all: Vec<Invitation> = (1..=60).map(invitation).collect();
        records.add_invitations("bedarf", 0, &all, None).await.expect("kept");
        assert_eq!(records.invitation("00000007").await.expect("readable"), Some(invitation(7)));
        assert_eq!(records.invitation("nothing").await.expect("readable"), None);
        let listed = records.invitations("bedarf").await.expect("readable");
        assert_eq!(listed.len(), 60);
        assert!(listed.windows(2).all(|pair| pair[0].name.to_lowercase() <= pair[1].name.to_lowercase()));
        assert!(records.invitations("anders").await.expect("readable").is_empty());
        let twice = records.add_invitations("bedarf", 1, &[invitation(7)], None).await;
        assert!(matches!(twice, Err(StoreError::Taken)), "an id is taken once: {twice:?}");
    });
}

#[test]
fn progress_goes_one_way_and_an_end_is_an_end() {
    run(async {
        let records = in_memory().await;
        records.add_invitations("bedarf", 0, &[invitation(1), invitation(2)], None).await.expect("kept");
        let first = vec!["00000001".to_owned()];
        let progress = async || records.invitation("00000001").await.expect("readable").expect("there").progress();
        assert_eq!(progress().await, Progress::Created);
        records.note_sent(&first, today()).await.expect("noted");
        records.note_sent(&first, today()).await.expect("noted");
        assert_eq!(progress().await, Progress::Invited, "twice on a day is once");
        records.note_sent(&first, today().succ_opt().expect("a day")).await.expect("noted");
        assert_eq!(progress().await, Progress::Reminded);
        records.note_done(&first).await.expect("noted");
        assert_eq!(progress().await, Progress::Done);
        assert!(records.revoke_invitation("00000002").await.expect("ended"));
        assert!(!records.revoke_invitation("00000002").await.expect("asked"), "it has ended");
        assert!(!records.revoke_invitation("nothing").await.expect("asked"));
    });
}

#[test]
fn a_list_that_others_have_added_to_takes_nothing() {
    run(async {
        let records = in_memory().await;
        assert_eq!(records.invitation_list_version("bedarf").await.expect("readable"), 0);
        records.add_invitations("bedarf", 0, &[invitation(1)], None).await.expect("kept");
        let late = records.add_invitations("bedarf", 0, &[invitation(2)], None).await;
        assert!(matches!(late, Err(StoreError::Refused)), "{late:?}");
        assert_eq!(records.invitation_list_version("bedarf").await.expect("readable"), 1);
        assert_eq!(records.invitation_list_version("anders").await.expect("readable"), 0);

        records.add_invitations("bedarf", 1, &[invitation(3)], Some("00000001")).await.expect("replaced");
        let again = records.add_invitations("bedarf", 2, &[invitation(4)], Some("00000001")).await;
        assert!(matches!(again, Err(StoreError::Refused)), "what was replaced is not replaced again: {again:?}");
        let ids = |all: Vec<Invitation>| all.into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids(records.invitations("bedarf").await.expect("readable")), ["00000003", "00000001"]);
        assert_eq!(ids(records.ended_invitations("bedarf").await.expect("readable")), ["00000001"]);
    });
}

#[test]
fn invitations_run_longer_and_never_shorter() {
    run(async {
        let records = in_memory().await;
        let later = today().succ_opt().expect("a day");
        let without_end = Invitation { window: Window::default(), ..invitation(2) };
        let not_yet = Window { from: later.succ_opt(), until: Some(later) };
        let all = [invitation(1), without_end, Invitation { window: not_yet, ..invitation(3) }, invitation(4)];
        records.add_invitations("bedarf", 0, &all, None).await.expect("kept");
        records.note_done(&["00000004".to_owned()]).await.expect("noted");
        assert_eq!(records.extend_invitations("bedarf", None, today()).await.expect("asked"), 0, "no day longer");
        assert_eq!(records.extend_invitations("anders", Some("00000001"), later).await.expect("asked"), 0);
        assert_eq!(records.extend_invitations("bedarf", None, later).await.expect("done"), 1);
        let until = async |id: &str| records.invitation(id).await.expect("readable").expect("there").window.until;
        assert_eq!((until("00000001").await, until("00000002").await), (Some(later), None));
        assert_eq!(until("00000004").await, Some(today()), "who has answered needs no more time");
    });
}
