//! What the office can rely on when it invites: nobody twice, no second vote by a replaced code, days that mean what they say.

use std::time::Duration;

use app::services::invitations::{self, Guest};
use app::services::inviting::keep_dates;
use app::services::mail::stop::StopHash;
use axum::http::StatusCode;
use chrono::Days;
use demo::Generator;
use domain::ballot::Request;
use domain::invitation::{Progress, Window};
use domain::language::Language;
use domain::organisation::{Address, Contact, Organisation};
use domain::survey::{Mode, Survey};
use domain::terms::Terms;
use futures::future::join_all;
use serde_json::json;
use store::{Cause, Invitation, InvitationState, SurveyState};
use uuid::Uuid;

use crate::guests::{by_invitation, finish_in_browser, generous, invite, open_in_browser, receipt, send_from_browser};
use crate::support::{Client, EMAIL, PASSWORD, TestServer, pairs, run};

const DAY: Duration = Duration::from_hours(24);

fn page_of(survey: &Survey, page: &str) -> String {
    format!("/office/surveys/{}/{page}", survey.slug)
}

async fn all(server: &TestServer, survey: &Survey) -> Vec<Invitation> {
    server.services.records.invitations(&survey.slug).await.expect("readable")
}

async fn register(server: &TestServer, number: u128, name: &str, email: &str) -> Organisation {
    let organisation = Organisation {
        name: name.to_owned(),
        contacts: vec![Contact { name: "Ayşe".to_owned(), email: email.to_owned(), ..Contact::default() }],
        ..Organisation::new(Uuid::from_u128(number))
    };
    server.services.records.create_organisation(&organisation, server.clock.now()).await.expect("it is new");
    organisation
}

/// As a page that has been sent twice, or two who press at the same moment.
fn twin(server: &TestServer, of: &Client) -> Client {
    let mut twin = server.client();
    twin.cookies.clone_from(&of.cookies);
    twin
}

#[test]
fn many_who_invite_at_once_make_one_invitation_of_each() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let office = server.staff().await;
        let organisation = register(&server, 1, "Verein der Sterne", "sterne@example.org").await;
        // More than go into one transaction.
        let mut lines: Vec<String> =
            (1..=250).map(|number| format!("Verein {number}; v{number}@example.org")).collect();
        lines.push("Verein der Sterne".to_owned());
        let list = pairs(&[("go", "list"), ("list", &lines.join("\n"))]);
        let ticked = pairs(&[("go", "register"), ("organisation", &organisation.id.to_string())]);
        let path = page_of(&survey, "invitations");
        let answers = join_all((0..8).map(|place| {
            let (mut client, path) = (twin(&server, &office), path.clone());
            let form = if place % 2 == 0 { list.clone() } else { ticked.clone() };
            tokio::spawn(async move { client.post_form(&path, &form).await.location().to_owned() })
        }))
        .await;
        for answer in answers {
            let answer = answer.expect("done");
            assert!(answer.contains("outcome=made"), "{answer}");
        }
        let made = all(&server, &survey).await;
        assert_eq!(made.len(), 251);
        let of_register: Vec<&Invitation> = made.iter().filter(|one| one.organisation.is_some()).collect();
        assert_eq!(of_register.len(), 1);
        assert_eq!(of_register[0].name, "Verein der Sterne");

        // Two who replace the same one: one new invitation.
        let id = made[0].id.clone();
        let replaced = join_all((0..4).map(|_| {
            let (services, id) = (server.services.clone(), id.clone());
            tokio::spawn(async move { invitations::replace(&services, &id).await.expect("asked").is_some() })
        }))
        .await;
        assert_eq!(replaced.into_iter().filter(|one| matches!(one, Ok(true))).count(), 1);
        let standing = all(&server, &survey).await.into_iter().filter(|one| one.state == InvitationState::Valid);
        assert_eq!(standing.count(), 251);
    });
}

#[test]
fn a_pasted_list_and_the_register_mean_the_same_organisation() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Named, Terms::default()).await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "invitations");
        let sterne = register(&server, 1, "Verein der Sterne", "sterne@example.org").await;
        let bruecke = register(&server, 2, "Kulturbrücke", "haus@example.org").await;
        let other = register(&server, 3, "Anderer Verein", "haus@example.org").await;
        // By address, by name in another way of writing, and by an address that two have: then nobody is guessed.
        let list = "Sterne e.V.; Sterne@Example.org\nKULTURBRUECKE\nNeuer Verein; haus@example.org";
        let made = office.post_form(&path, &pairs(&[("go", "list"), ("list", list)])).await;
        assert!(made.location().contains("made&n=3"), "{}", made.location());
        let invited = all(&server, &survey).await;
        let found = |name: &str| {
            let one = invited.iter().find(|one| one.name == name).expect("invited");
            (one.organisation.clone(), one.email.clone())
        };
        assert_eq!(found("Sterne e.V.").0, Some(sterne.id.to_string()));
        assert_eq!(found("KULTURBRUECKE"), (Some(bruecke.id.to_string()), Some("haus@example.org".to_owned())));
        assert_eq!(found("Neuer Verein").0, None);

        // The register offers only whom it would invite, by name, and invites only who is ticked.
        let look = office.get(&format!("{path}?look=1&text=verein")).await.body;
        assert!(look.contains("Diese Organisation würden Sie einladen") && look.contains("Anderer Verein"), "{look}");
        assert!(!look.contains(&format!("value=\"{}\"", sterne.id)), "who is invited already is not offered");
        let nobody = office.post_form(&path, &pairs(&[("go", "register"), ("text", "")])).await;
        assert!(nobody.location().ends_with("outcome=nobody"), "an empty filter invites nobody");
        assert_eq!(all(&server, &survey).await.len(), 3);
        let ticked: Vec<(String, String)> = [("go", "register".to_owned())]
            .into_iter()
            .chain([&sterne, &bruecke, &other].map(|one| ("organisation", one.id.to_string())))
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let made = office.post_form(&path, &ticked).await;
        assert!(made.location().contains("made&n=1&known=2"), "{}", made.location());
        let page = office.get(made.location()).await.body;
        assert!(page.contains("Eine Einladung ist angelegt.") && page.contains("2 hatten schon eine gültige"));

        // Taken back: a new one may be made.
        let id = all(&server, &survey).await.into_iter().find(|one| one.name == "Neuer Verein").expect("there").id;
        office.post_form(&path, &pairs(&[("go", "revoke"), ("id", &id)])).await;
        let again = office.post_form(&path, &pairs(&[("go", "list"), ("list", "Neuer Verein")])).await;
        assert!(again.location().contains("made&n=1"), "{}", again.location());
    });
}

/// Asks for the ballot of an invitation: whether one is handed out.
async fn gets_a_ballot(server: &TestServer, survey: &Survey, invitation: &Invitation) -> bool {
    let access = invitations::access(&server.services, invitation).expect("readable").expect("a key");
    let request = Request::new(&access, &survey.slug).expect("a request");
    let asked = json!({ "invitation": invitation.id, "message": request.message() });
    let mut scripts = server.client();
    let answer = scripts.post_json("/calls/request-ballot", &asked).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    let mut plain = server.client();
    plain.cookies.insert("language".to_owned(), "de".to_owned());
    let sent = plain.post_form("/i", &pairs(&[("code", &access.code())])).await;
    if answer.json().is_null() {
        assert_eq!(sent.location(), "/i?problem=answered", "with and without scripts the same");
        let page = plain.get(sent.location()).await.body;
        assert!(page.contains("Für Ihre Organisation ist schon geantwortet") && page.contains("früheren Code"));
        return false;
    }
    assert_eq!(sent.location(), format!("/surveys/{}", survey.slug));
    true
}

#[test]
fn who_has_answered_gets_no_second_vote_by_a_new_invitation_and_the_office_learns_nothing() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "invitations");
        let guests = invite(&server, &survey, 3, Window::default()).await;
        for (_, access) in &guests[..2] {
            let mut client = server.client();
            let draft = open_in_browser(&mut client, access, &survey.slug).await;
            receipt(&send_from_browser(&mut client, &survey, &draft, &Generator::new(&survey, 4).response()).await);
            finish_in_browser(&mut client, access, &survey).await;
        }
        // The first and the third are replaced (twice), the second is taken back and invited anew.
        for place in [0, 2] {
            let said = office.post_form(&path, &pairs(&[("go", "replace"), ("id", &guests[place].0.id)])).await;
            assert!(said.location().ends_with("outcome=replace"), "{}", said.location());
            let page = office.get(said.location()).await.body;
            assert!(
                page.contains("kann die begonnene Antwort noch absenden"),
                "the office is told what it cannot know"
            );
        }
        office.post_form(&path, &pairs(&[("go", "revoke"), ("id", &guests[1].0.id)])).await;
        office.post_form(&path, &pairs(&[("go", "list"), ("list", "verein  nummer 1")])).await;
        let standing = |name: &'static str| {
            let server = &server;
            let survey = &survey;
            async move {
                let all = all(server, survey).await.into_iter();
                all.filter(|one| one.state == InvitationState::Valid)
                    .find(|one| domain::words::key(&one.name) == name)
                    .expect("there")
            }
        };
        let first = standing("verein nummer 0").await;
        invitations::replace(&server.services, &first.id).await.expect("replaced").expect("a new one");
        for (name, ballot) in [("verein nummer 0", false), ("verein nummer 1", false), ("verein nummer 2", true)] {
            let invitation = standing(name).await;
            assert_eq!(gets_a_ballot(&server, &survey, &invitation).await, ballot, "{name}");
        }
        // Whoever knows the name of the invitation alone learns nothing.
        let answered = standing("verein nummer 0").await;
        let looked =
            server.client().post_json("/calls/look-up-invitation", &json!({ "invitation": answered.id })).await;
        assert_eq!(looked.json()["standing"], "valid");
        let foreign = Request::new(&guests[2].1, &survey.slug).expect("a request");
        let asked = json!({ "invitation": answered.id, "message": foreign.message() });
        assert!(!server.client().post_json("/calls/request-ballot", &asked).await.status.is_success());
        let all = all(&server, &survey).await;
        assert!(
            all.iter().all(|one| one.progress() != Progress::Done),
            "nothing in the database says who has answered"
        );
        assert!(!office.get(&path).await.body.contains("fertig"));
        // Whoever has the right to answer and did so finds the way back to their own response.
        let own = standing("verein nummer 2").await;
        let access = invitations::access(&server.services, &own).expect("readable").expect("a key");
        let mut client = server.client();
        let draft = open_in_browser(&mut client, &access, &survey.slug).await;
        receipt(&send_from_browser(&mut client, &survey, &draft, &Generator::new(&survey, 5).response()).await);
        finish_in_browser(&mut client, &access, &survey).await;
        assert!(gets_a_ballot(&server, &survey, &own).await);
    });
}

#[test]
fn an_invitation_has_two_days_and_can_run_longer() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Named, Terms::default()).await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "invitations");
        let form = |from: &str, until: &str| {
            pairs(&[("go", "list"), ("list", "A; a@example.org\nB; b@example.org"), ("from", from), ("until", until)])
        };
        for (from, until, words) in [
            ("", "21.11.2026", "Dieser Tag ist schon vorbei."),
            ("26.11.2026", "25.11.2026", "Der letzte Tag liegt vor dem ersten."),
            ("bald", "", "Bitte schreiben Sie es wie 31.12.2026."),
        ] {
            let refused = office.post_form(&path, &form(from, until)).await;
            let page = office.get(refused.location()).await.body;
            assert!(page.contains(words) && page.contains("aria-describedby=\"list-"), "{words}");
            assert!(page.contains("B; b@example.org</textarea>"), "what was typed is there: {page}");
        }
        assert!(all(&server, &survey).await.is_empty());
        let made = office.post_form(&path, &form("23.11.2026", "2026-11-24")).await;
        assert!(made.location().contains("made&n=2"), "{}", made.location());
        assert!(office.get(&path).await.body.contains("23.11.2026 bis 24.11.2026"));
        let code = {
            let made = all(&server, &survey).await;
            invitations::access(&server.services, &made[0]).expect("readable").expect("a key").code()
        };
        let opened = async || server.client().post_form("/i", &pairs(&[("code", &code)])).await.location().to_owned();
        assert_eq!(opened().await, "/i?problem=too-early");
        assert!(office.get(&page_of(&survey, "letters")).await.body.contains("Der Code gilt ab dem 23.11.2026."));
        server.clock.advance(DAY * 3);
        assert_eq!(opened().await, "/i?problem=expired");

        // Nobody is written to, and no letter is printed; the office is told why.
        office.sign_in(EMAIL, PASSWORD).await;
        let page = office.get(&path).await.body;
        assert!(page.contains("2 Einladungen sind abgelaufen") && page.contains(">abgelaufen<"), "{page}");
        assert!(office.post_form(&path, &pairs(&[("go", "send")])).await.location().ends_with("sent&n=0"));
        assert_eq!(office.get(&page_of(&survey, "letters")).await.body.matches("class=\"paper\"").count(), 0);

        let id = all(&server, &survey).await[0].id.clone();
        for (until, outcome) in [("", "no-day"), ("24.11.2026", "past")] {
            let refused = office.post_form(&path, &pairs(&[("go", "extend"), ("id", &id), ("until", until)])).await;
            assert_eq!(refused.location(), format!("{path}?outcome={outcome}&extend={id}#extend"));
            let page = office.get(refused.location().split('#').next().unwrap_or_default()).await.body;
            assert!(
                page.contains("id=\"extend-until-problem\"") && page.contains(&format!("name=\"id\" value=\"{id}\""))
            );
        }
        let extended = office.post_form(&path, &pairs(&[("go", "extend"), ("id", &id), ("until", "30.11.2026")])).await;
        assert!(extended.location().ends_with("extended&n=1"));
        assert_eq!(opened().await, format!("/surveys/{}", survey.slug));
        let extended = office.post_form(&path, &pairs(&[("go", "extend"), ("until", "2026-11-29")])).await;
        assert!(extended.location().ends_with("extended&n=1"), "the other one; what runs longer stays");
        let untils: Vec<String> =
            all(&server, &survey).await.iter().filter_map(|one| one.window.until).map(|day| day.to_string()).collect();
        assert_eq!(untils, ["2026-11-30", "2026-11-29"]);
    });
}

#[test]
fn days_of_a_survey_are_read_as_typed_and_a_slip_of_the_pen_ends_nothing() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = server.add_survey().await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "terms");
        let form = |closes: &str, version: &str| {
            pairs(&[
                ("go", "save"),
                ("version", version),
                ("door", "invited"),
                ("mode", "named"),
                ("closes", closes),
                ("reminder1", "1.12.2026"),
                ("smallest_cell", "7"),
            ])
        };
        for (closes, words) in [("31.12.2025", "Dieser Tag ist schon vorbei."), ("Silvester", "wie 31.12.2026")] {
            let refused = office.post_form(&path, &form(closes, "1")).await;
            let page = office.get(refused.location()).await.body;
            assert!(page.contains(words) && page.contains("id=\"closes-problem\""), "{page}");
            let shown = if closes == "Silvester" { "value=\"Silvester\"" } else { "value=\"2025-12-31\"" };
            for typed in [shown, "value=\"2026-12-01\"", "value=\"7\""] {
                assert!(page.contains(typed), "{typed} is still there");
            }
        }
        let stored = async || server.services.records.survey(&survey.slug).await.expect("readable").expect("there");
        assert_eq!(stored().await.terms, Terms::default(), "nothing of it was kept");
        assert!(office.post_form(&path, &form("24.11.2026", "1")).await.location().ends_with("outcome=saved"));
        assert_eq!(stored().await.terms.closes.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));

        // Closing asks back, and says what it destroys.
        server.clock.advance(Duration::from_secs(3));
        invite(&server, &survey, 1, Window::default()).await;
        let refused = office.post_form(&path, &pairs(&[("go", "close")])).await;
        assert_eq!(refused.location(), format!("{path}?outcome=unsure#close"));
        assert_eq!(stored().await.state, SurveyState::Open);
        assert!(invitations::has_key(&server.services, &survey.slug).expect("readable"));
        let page = office.get(&format!("{path}?outcome=unsure")).await.body;
        assert!(page.contains("nie wieder öffnen") && page.contains("aria-describedby=\"unsure\""), "{page}");
        office.post_form(&path, &pairs(&[("go", "close"), ("sure", "yes")])).await;
        assert_eq!(stored().await.state, SurveyState::Closed);

        // What would be closed again at once is not opened.
        let other = Survey { slug: "offen".to_owned(), ..survey.clone() };
        let records = &server.services.records;
        records.create_survey(&other, SurveyState::Draft, server.clock.now()).await.expect("new");
        let path = page_of(&other, "terms");
        let until = pairs(&[("go", "save"), ("version", "1"), ("closes", "2026-11-23")]);
        assert!(office.post_form(&path, &until).await.location().ends_with("outcome=saved"));
        server.clock.advance(DAY * 2);
        office.sign_in(EMAIL, PASSWORD).await;
        let refused = office.post_form(&path, &pairs(&[("go", "open")])).await;
        assert!(refused.location().ends_with("outcome=over"), "{}", refused.location());
        assert!(office.get(refused.location()).await.body.contains("Der letzte Tag zum Antworten ist schon vorbei"));
        // A day that was there before may stay.
        let same = pairs(&[("go", "save"), ("version", "2"), ("closes", "2026-11-23"), ("smallest_cell", "9")]);
        assert!(office.post_form(&path, &same).await.location().ends_with("outcome=saved"));
    });
}

#[test]
fn the_dry_run_counts_only_who_will_get_a_mail_and_only_printed_letters_count_as_sent() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "invitations");
        let guests = invite(&server, &survey, 3, Window::default()).await;
        let hash = StopHash::of(&server.services.vault, "Verein1@example.org").expect("a hash");
        server.services.records.stop_mails_to(&hash.text(), server.clock.now()).await.expect("stopped");
        let page = office.get(&path).await.body;
        assert!(
            page.contains("2 würden jetzt eine Einladung") && page.contains("Eine Organisation möchte keine E-Mails")
        );
        // A colleague adds one while the letters are being printed.
        let letters = office.get(&page_of(&survey, "letters")).await.body;
        office.post_form(&path, &pairs(&[("go", "list"), ("list", "Später; spaeter@example.org")])).await;
        let mut form = pairs(&[("go", "printed")]);
        for (invitation, _) in &guests[..2] {
            assert!(letters.contains(&format!("name=\"id\" value=\"{}\"", invitation.id)));
            form.push(("id".to_owned(), invitation.id.clone()));
        }
        form.push(("id".to_owned(), "ZZZZZZZZ".to_owned()));
        let marked = office.post_form(&path, &form).await;
        assert!(marked.location().ends_with("printed&n=2"), "{}", marked.location());
        assert!(office.post_form(&path, &pairs(&[("go", "send")])).await.location().ends_with("sent&n=2"));
        server.clock.advance(DAY);
        office.sign_in(EMAIL, PASSWORD).await;
        let reminded = office.post_form(&path, &pairs(&[("go", "remind")])).await;
        assert!(reminded.location().ends_with("sent&n=3"), "who wants no mails is not marked as reminded");
        let all = all(&server, &survey).await;
        let stopped = all.iter().find(|one| one.id == guests[1].0.id).expect("there");
        assert_eq!(stopped.progress(), Progress::Invited);

        // Nobody is written to about a survey that nobody can answer yet.
        server.set_state(&survey, SurveyState::Draft).await;
        office.post_form(&path, &pairs(&[("go", "list"), ("list", "Früh; frueh@example.org")])).await;
        assert!(office.post_form(&path, &pairs(&[("go", "send")])).await.location().ends_with("sent&n=0"));
        assert!(office.get(&path).await.body.contains("Die Befragung ist noch ein Entwurf."));
    });
}

#[test]
fn a_letter_without_an_address_has_nothing_in_its_window_and_the_office_is_warned() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "invitations");
        let known = register(&server, 1, "Aus dem Register", "r@example.org").await;
        let list = "Mit Anschrift; ; ; Am Markt 1, 47051 Duisburg\nOhne Anschrift; ; tr";
        office.post_form(&path, &pairs(&[("go", "list"), ("list", list)])).await;
        office.post_form(&path, &pairs(&[("go", "register"), ("organisation", &known.id.to_string())])).await;
        let windows = |page: &str| -> Vec<String> {
            let parts = page.split("class=\"paper-address\"").skip(1);
            parts.map(|part| part.split("</address>").next().unwrap_or_default().to_owned()).collect()
        };
        let page = office.get(&page_of(&survey, "letters")).await.body;
        let shown = windows(&page);
        assert_eq!(shown.len(), 3);
        assert!(shown.iter().any(|window| window.contains("Am Markt 1") && window.contains("47051 Duisburg")));
        assert!(!shown.iter().any(|window| window.contains("fehlt")), "{shown:?}");
        assert!(page.contains("Auf 2 Briefen fehlt die Anschrift"));
        let link = format!("href=\"/office/organisations/{}\"", known.id);
        assert!(page.contains(&link) && page.contains("notice warning no-print"));
        // Entered in the register, it stands on the letter.
        let address = Address {
            extra: String::new(),
            street: "Am Ring 2".to_owned(),
            postcode: "47053".to_owned(),
            city: "Duisburg".to_owned(),
        };
        let mended = Organisation { address, ..known.clone() };
        server.services.records.change_organisation(&mended, 1, server.clock.now()).await.expect("changed");
        let page = office.get(&page_of(&survey, "letters")).await.body;
        assert!(windows(&page).iter().any(|window| window.contains("Am Ring 2")));
        assert!(page.contains("Auf einem Brief fehlt die Anschrift") && !page.contains(&link));
    });
}

#[test]
fn lines_that_cannot_be_read_come_back_with_their_reasons() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let mut office = server.staff().await;
        let path = page_of(&survey, "invitations");
        let mut lines: Vec<String> = (0..30).map(|number| format!("Schlecht {number}; keine-adresse")).collect();
        lines.push("Guter Verein; gut@example.org".to_owned());
        lines.push("</textarea><b>; x@example.org; Klingonisch".to_owned());
        let made = office
            .post_form(&path, &pairs(&[("go", "list"), ("list", &lines.join("\n")), ("until", "30.11.2026")]))
            .await;
        assert!(made.location().contains("made&n=1&known=0&slip="), "{}", made.location());
        let page = office.get(made.location()).await.body;
        assert!(page.contains("Eine Einladung ist angelegt. Geschrieben haben wir noch niemandem."));
        for number in 0..30 {
            assert!(page.contains(&format!("Schlecht {number}; keine-adresse\n")), "line {number} is in the field");
        }
        assert!(page.contains("Das ist keine E-Mail-Adresse.") && page.contains("Diese Sprache kennen wir nicht."));
        assert!(page.contains("&lt;/textarea>") && !page.contains("</textarea><b>"));
        assert!(page.contains("aria-describedby=\"list-help list-problem\"") && page.contains("value=\"2026-11-30\""));
        // A slip is for its owner alone.
        server.add_account("andere@example.org", domain::account::Role::Staff).await;
        let mut other = server.client();
        other.sign_in("andere@example.org", PASSWORD).await;
        assert!(!other.get(made.location()).await.body.contains("Schlecht 1"));
    });
}

#[test]
fn invitations_and_mails_about_them_go_with_the_responses_when_their_time_is_over() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let mut office = server.staff().await;
        let guests = invite(&server, &survey, 3, Window::default()).await;
        office.post_form(&page_of(&survey, "invitations"), &pairs(&[("go", "send")])).await;
        let mut client = server.client();
        let draft = open_in_browser(&mut client, &guests[0].1, &survey.slug).await;
        receipt(&send_from_browser(&mut client, &survey, &draft, &Generator::new(&survey, 4).response()).await);
        let keep = [("slug", survey.slug.as_str()), ("version", "0"), ("retention", "24.11.2026")];
        let kept = office.post_form("/calls/keep-survey-protection", &pairs(&keep)).await;
        assert!(kept.body.contains("Saved"), "both ways of writing a day: {}", kept.body);
        server::jobs::retention::erase_due(&server.services).await;
        assert_eq!(all(&server, &survey).await.len(), 3);
        server.clock.advance(DAY * 3);
        for _ in 0..2 {
            server::jobs::retention::erase_due(&server.services).await;
        }
        assert!(all(&server, &survey).await.is_empty());
        let records = &server.services.records;
        let erasures = records.erasures(Some(&survey.slug)).await.expect("readable");
        let told: Vec<_> = erasures.iter().map(|one| (one.responses, one.invitations, one.cause)).collect();
        assert_eq!(told, [(1, 3, Cause::Retention)]);
        let mails = records.mails(None, 10).await.expect("readable");
        assert_eq!(mails.len(), 3);
        assert!(mails.iter().all(|mail| mail.recipient.is_empty() && mail.state == domain::mail::MailState::Stopped));
        assert!(!invitations::has_key(&server.services, &survey.slug).expect("readable"), "nor is the key left");
        office.sign_in(EMAIL, PASSWORD).await;
        let audit = office.get("/office/audit").await.body;
        assert!(audit.contains("hat nach Ablauf der Löschfrist 3 Einladungen gelöscht"));
    });
}

#[test]
fn days_are_those_of_duisburg_and_reminders_wait_for_the_morning() {
    run(async {
        let server = TestServer::with(generous()).await;
        let today = server.clock.today();
        let terms = Terms {
            closes: today.checked_add_days(Days::new(4)),
            reminders: vec![today.checked_add_days(Days::new(1)).expect("a day")],
            ..Terms::default()
        };
        let survey = by_invitation(&server, Mode::Named, terms).await;
        let last = Window { from: None, until: today.checked_add_days(Days::new(3)) };
        let guests = invite(&server, &survey, 2, last).await;
        let mut office = server.staff().await;
        office.post_form(&page_of(&survey, "invitations"), &pairs(&[("go", "send")])).await;
        let services = &server.services;
        let done = async || -> Vec<(&'static str, usize)> {
            let done = keep_dates(services).await.expect("kept");
            done.into_iter().map(|(deed, _, count)| (deed, count)).collect()
        };
        // It is 9:00; in 15 hours and a half it is 0:30 in Duisburg, and 23:30 of the day before in UTC.
        server.clock.advance(Duration::from_mins(15 * 60 + 30));
        assert_eq!(server.clock.today(), today.succ_opt().expect("a day"));
        assert_eq!(server.clock.day_of_responses(), today);
        assert!(done().await.is_empty(), "nobody is written to in the night");
        // The process is down for a day: the reminder is caught up, once.
        server.clock.advance(Duration::from_hours(32));
        assert_eq!(done().await, [("invitation.reminded", 2)]);
        assert!(done().await.is_empty());
        server.clock.advance(DAY);
        assert!(done().await.is_empty());

        // On the day after the last one, at 0:30, an invitation is over; a day later the survey.
        server.clock.advance(Duration::from_hours(16));
        let code = guests[0].1.code();
        let arrived = server.client().post_form("/i", &pairs(&[("code", &code)])).await;
        assert_eq!(arrived.location(), "/i?problem=expired");
        server.clock.advance(DAY);
        assert_eq!(done().await, [("survey.closed", 0)]);
        assert_eq!(server.client().get(&format!("/surveys/{}", survey.slug)).await.status, StatusCode::GONE);
    });
}

#[test]
fn the_same_call_again_and_a_guest_twice_make_nothing_new() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Named, Terms::default()).await;
        let guest = |name: &str| Guest {
            organisation: None,
            name: name.to_owned(),
            email: None,
            address: Vec::new(),
            language: Language::new("de"),
        };
        let guests = || vec![guest("Straße"), guest("STRASSE"), guest("Weg")];
        for made in [2, 0] {
            let new = invitations::invite(&server.services, &survey.slug, guests(), Window::default()).await;
            assert_eq!(new.expect("invited").len(), made);
        }
    });
}
