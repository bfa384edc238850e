//! Invitations: kept once, ended once, noted as sent and done.

use domain::invitation::{Progress, Window};
use domain::language::Language;
use store::{Invitation, InvitationState};

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
        records.create_invitations(&all).await.expect("kept");
        assert_eq!(records.invitation("00000007").await.expect("readable"), Some(invitation(7)));
        assert_eq!(records.invitation("nothing").await.expect("readable"), None);
        let listed = records.invitations("bedarf").await.expect("readable");
        assert_eq!(listed.len(), 60);
        assert!(listed.windows(2).all(|pair| pair[0].name.to_lowercase() <= pair[1].name.to_lowercase()));
        assert!(records.invitations("anders").await.expect("readable").is_empty());
        assert!(records.create_invitations(&[invitation(7)]).await.is_err(), "an id is taken once");
    });
}

#[test]
fn progress_goes_one_way_and_an_end_is_an_end() {
    run(async {
        let records = in_memory().await;
        records.create_invitations(&[invitation(1), invitation(2)]).await.expect("kept");
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
        assert!(records.end_invitation("00000002", InvitationState::Revoked).await.expect("ended"));
        assert!(!records.end_invitation("00000002", InvitationState::Replaced).await.expect("asked"), "it has ended");
        assert!(!records.end_invitation("nothing", InvitationState::Revoked).await.expect("asked"));
    });
}
