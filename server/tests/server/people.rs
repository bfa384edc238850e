//! Accounts through the router: invitations, passwords, sessions, the second step, limits over restarts, own data.

use std::time::Duration;

use app::services::account_links::{self, Recipient, late_parameters};
use app::services::people::STAFF_NEED_SECOND_STEP;
use app::services::settings::Settings;
use app::services::vault::Vault;
use app::services::{Services, chance};
use axum::http::StatusCode;
use domain::account::{Role, Standing};
use domain::language::Language;
use store::{Account, Actor, Connection, Invited, LinkPurpose, Records};
use totp_rs::{Builder, Secret};
use uuid::Uuid;

use crate::support::{Answer, Client, EMAIL, PASSWORD, TestServer, pairs, run};

pub const NEW: &str = "vier Igel tanzen Montags";

pub async fn account(server: &TestServer, email: &str) -> Account {
    server.services.records.account_by_email(email).await.expect("readable").expect("there")
}

/// The path of the only good link of an account, as its mail will carry it.
pub async fn link(server: &TestServer, account: Uuid) -> String {
    let links = server.services.records.account_links_of(account, server.clock.now()).await.expect("readable");
    assert_eq!(links.len(), 1, "{links:?}");
    let late = late_parameters(&server.services, &links[0].id.to_string()).await.expect("works").expect("good");
    late["url"].strip_prefix("http://teilhabe.test/account/link/").expect("our address").to_owned()
}

pub async fn call(client: &mut Client, name: &str, fields: &[(&str, &str)]) -> Answer {
    client.post_form(&format!("/calls/{name}"), &pairs(fields)).await
}

pub async fn signed_in(client: &mut Client) -> bool {
    let page = client.get("/account").await;
    page.status == StatusCode::OK && !page.leads_to_sign_in()
}

fn leads_to(answer: &Answer) -> &str {
    answer.location()
}

#[test]
fn an_invited_person_chooses_a_password_and_comes_in() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Administrator).await;
        let mut office = server.client();
        office.sign_in(EMAIL, PASSWORD).await;
        let fields = [
            ("name", " Ayşe  Yılmaz "),
            ("email", "ayse@verein.example"),
            ("role", "member"),
            ("ends", ""),
            ("language", "tr"),
        ];
        assert_eq!(leads_to(&call(&mut office, "invite-person", &fields).await), "/office/accounts?done=invited");
        assert!(call(&mut office, "invite-person", &fields).await.body.contains("EmailTaken"));
        let invited = account(&server, "ayse@verein.example").await;
        assert_eq!(
            (invited.name.as_str(), invited.standing, invited.role),
            ("Ayşe Yılmaz", Standing::Invited, Role::Member)
        );

        let link = link(&server, invited.id).await;
        let page = server.client().get(&format!("/account/link/{link}")).await;
        assert!(page.status == StatusCode::OK && page.body.contains("Ayşe Yılmaz"));
        let mut person = server.client();
        let long = "ab ".repeat(60);
        for (password, said) in [
            ("kurz", "TooShort"),
            ("ayseayseayse", "Personal"),
            ("aaaaaaaaaaaaaa", "Pattern"),
            (long.as_str(), "TooLong"),
        ] {
            let answer = call(&mut person, "set-password-by-link", &[("link", &link), ("password", password)]).await;
            assert!(answer.body.contains(said), "{password}: {}", answer.body);
        }
        let (id, token) = link.split_once('.').expect("two halves");
        for wrong in [
            format!("{id}.{}", token.to_lowercase()),
            format!("{id}."),
            id.to_owned(),
            format!("{}.{token}", chance::uuid().simple()),
        ] {
            let answer = call(&mut person, "set-password-by-link", &[("link", &wrong), ("password", NEW)]).await;
            assert!(answer.body.contains("LinkOver"), "{}", answer.body);
        }
        let answer = call(&mut person, "set-password-by-link", &[("link", &link), ("password", NEW)]).await;
        assert_eq!(leads_to(&answer), "/sign-in?done=password");
        assert!(
            call(&mut person, "set-password-by-link", &[("link", &link), ("password", PASSWORD)])
                .await
                .body
                .contains("LinkOver")
        );
        assert_eq!(person.get(&format!("/account/link/{link}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(leads_to(&person.sign_in("ayse@verein.example", NEW).await), "/account");
        assert!(signed_in(&mut person).await);
        let page = person.get("/office").await;
        assert!(page.leads_to_sign_in(), "not for members");
        assert!(person.get("/sign-in").await.body.contains("Ayşe Yılmaz"), "told that they are signed in");
        let noted: Vec<String> = server
            .services
            .records
            .deeds_of(&Actor::Account(account(&server, EMAIL).await.id))
            .await
            .expect("readable")
            .into_iter()
            .map(|deed| deed.1)
            .collect();
        assert!(noted.contains(&"account.invited".to_owned()), "{noted:?}");
    });
}

#[test]
fn accounts_for_reading_have_a_last_day_and_end_after_it() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Administrator).await;
        let mut office = server.client();
        office.sign_in(EMAIL, PASSWORD).await;
        let invite = |ends: &'static str| {
            [("name", "L"), ("email", "leser@uni.example"), ("role", "reader"), ("ends", ends), ("language", "de")]
        };
        for wrong in ["", "2026-11-22", "gestern", "2025-01-01"] {
            assert!(call(&mut office, "invite-person", &invite(wrong)).await.body.contains("EndMissing"), "{wrong}");
        }
        call(&mut office, "invite-person", &invite("2026-11-23")).await;
        let reader = account(&server, "leser@uni.example").await;
        let link = link(&server, reader.id).await;
        let mut person = server.client();
        call(&mut person, "set-password-by-link", &[("link", &link), ("password", NEW)]).await;
        assert_eq!(leads_to(&person.sign_in("leser@uni.example", NEW).await), "/office");
        server.clock.advance(Duration::from_hours(24));
        assert!(signed_in(&mut person).await, "the last day itself");
        server.clock.advance(Duration::from_hours(24));
        assert!(!signed_in(&mut person).await);
        assert!(server.client().sign_in("leser@uni.example", NEW).await.body.contains("WrongCredentials"));
    });
}

#[test]
fn changes_of_role_and_standing_count_at_the_next_request() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("chefin@example.org", Role::Administrator).await;
        let mut person = server.staff().await;
        let staff = account(&server, EMAIL).await;
        let chief = account(&server, "chefin@example.org").await;
        let mut office = server.client();
        office.sign_in("chefin@example.org", PASSWORD).await;
        let id = staff.id.to_string();
        assert_eq!(person.get("/office/surveys").await.status, StatusCode::OK);
        call(&mut office, "change-role", &[("account", &id), ("role", "member"), ("ends", "")]).await;
        assert!(person.get("/office/surveys").await.leads_to_sign_in());
        assert!(signed_in(&mut person).await);
        call(&mut office, "deactivate-account", &[("account", &id)]).await;
        assert!(!signed_in(&mut person).await);
        assert!(server.client().sign_in(EMAIL, PASSWORD).await.body.contains("WrongCredentials"));
        call(&mut office, "reactivate-account", &[("account", &id)]).await;
        assert!(!signed_in(&mut person).await, "its sessions are over");
        person.sign_in(EMAIL, PASSWORD).await;
        assert!(signed_in(&mut person).await);

        let own = chief.id.to_string();
        for (name, fields) in [
            ("deactivate-account", vec![("account", own.as_str())]),
            ("change-role", vec![("account", own.as_str()), ("role", "staff"), ("ends", "")]),
            ("erase-me", vec![("password", PASSWORD)]),
        ] {
            assert!(call(&mut office, name, &fields).await.body.contains("LastAdministrator"), "{name}");
        }
        assert!(signed_in(&mut office).await);
    });
}

#[test]
fn asking_for_a_new_password_tells_nobody_who_has_an_account() {
    run(async {
        let server = TestServer::start().await;
        let mut person = server.staff().await;
        let staff = account(&server, EMAIL).await;
        let known = call(&mut server.client(), "forgotten-password", &[("email", " AMT@example.org ")]).await;
        let unknown = call(&mut server.client(), "forgotten-password", &[("email", "nobody@example.org")]).await;
        assert_eq!((known.status, known.location(), &known.body), (unknown.status, unknown.location(), &unknown.body));
        assert_eq!(known.location(), "/sign-in/forgotten?sent=1");

        let link = link(&server, staff.id).await;
        assert!(signed_in(&mut person).await, "asking changes nothing");
        call(&mut server.client(), "set-password-by-link", &[("link", &link), ("password", NEW)]).await;
        assert!(!signed_in(&mut person).await, "all sessions end");
        assert!(person.sign_in(EMAIL, PASSWORD).await.body.contains("WrongCredentials"));
        assert_eq!(leads_to(&person.sign_in(EMAIL, NEW).await), "/office");

        // An old link is worthless after two hours, and the mail that would carry it does not go.
        call(&mut server.client(), "forgotten-password", &[("email", EMAIL)]).await;
        let links = server.services.records.account_links_of(staff.id, server.clock.now()).await.expect("readable");
        let late = || late_parameters(&server.services, "x");
        assert_eq!(late().await.expect("works"), None);
        server.clock.advance(Duration::from_hours(2));
        let gone = late_parameters(&server.services, &links[0].id.to_string()).await.expect("works");
        assert_eq!(gone, None);
    });
}

#[test]
fn mails_that_strangers_cause_are_limited_without_a_word() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        let staff = account(&server, EMAIL).await;
        let mut last = Uuid::nil();
        for number in 0..7 {
            let answer = call(&mut server.client(), "forgotten-password", &[("email", EMAIL)]).await;
            assert_eq!(answer.location(), "/sign-in/forgotten?sent=1");
            let links = server.services.records.account_links_of(staff.id, server.clock.now()).await.expect("readable");
            assert_eq!(links[0].id != last, number < 5, "mail {number}");
            last = links[0].id;
        }
    });
}

#[test]
fn a_changed_password_ends_the_other_sessions() {
    run(async {
        let server = TestServer::start().await;
        let mut here = server.staff().await;
        let mut there = server.client();
        there.sign_in(EMAIL, PASSWORD).await;
        let change = |old: &'static str, new: &'static str| [("old", old), ("password", new)];
        assert!(call(&mut here, "change-password", &change("falsch falsch", NEW)).await.body.contains("WrongPassword"));
        assert!(call(&mut here, "change-password", &change(PASSWORD, "passwort1234")).await.body.contains("TooWeak"));
        assert_eq!(
            leads_to(&call(&mut here, "change-password", &change(PASSWORD, NEW)).await),
            "/account?done=password"
        );
        assert!(signed_in(&mut here).await && !signed_in(&mut there).await);
        assert_eq!(leads_to(&there.sign_in(EMAIL, NEW).await), "/office");
    });
}

#[test]
fn a_new_address_counts_once_it_is_confirmed() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("vergeben@example.org", Role::Staff).await;
        let mut here = server.staff().await;
        let mut there = server.client();
        there.sign_in(EMAIL, PASSWORD).await;
        let staff = account(&server, EMAIL).await;
        let links =
            async || server.services.records.account_links_of(staff.id, server.clock.now()).await.expect("readable");
        assert!(
            call(&mut here, "change-email", &[("email", "neu"), ("password", PASSWORD)])
                .await
                .body
                .contains("NotAnEmail")
        );
        let taken = call(&mut here, "change-email", &[("email", "Vergeben@example.org"), ("password", PASSWORD)]).await;
        assert!(taken.location() == "/account?done=email" && links().await.is_empty(), "not told who has an account");
        let answer = call(&mut here, "change-email", &[("email", "neu@example.org"), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location()), (taken.status, taken.location()));
        assert_eq!(account(&server, EMAIL).await.id, staff.id, "nothing has changed yet");
        let link = link(&server, staff.id).await;
        assert!(
            call(&mut server.client(), "set-password-by-link", &[("link", &link), ("password", NEW)])
                .await
                .body
                .contains("LinkOver")
        );
        assert!(server.client().get(&format!("/account/link/{link}")).await.body.contains("neu@example.org"));
        assert_eq!(leads_to(&call(&mut here, "confirm-email", &[("link", &link)]).await), "/sign-in?done=email");
        assert_eq!(account(&server, "neu@example.org").await.id, staff.id);
        assert!(signed_in(&mut here).await && !signed_in(&mut there).await);
        assert!(server.client().sign_in(EMAIL, PASSWORD).await.body.contains("WrongCredentials"));
    });
}

#[test]
fn sessions_are_ended_one_by_one_or_all_others() {
    run(async {
        let server = TestServer::start().await;
        let mut here = server.staff().await;
        let (mut second, mut third) = (server.client(), server.client());
        second.sign_in(EMAIL, PASSWORD).await;
        third.sign_in(EMAIL, PASSWORD).await;
        let list = call(&mut here, "own-account", &[]).await.json();
        let sessions = list["sessions"].as_array().expect("a list").clone();
        assert_eq!(sessions.len(), 3);
        assert_eq!(sessions.iter().filter(|session| session["this"] == true).count(), 1);
        let cookies = [&here, &second, &third].map(|client| client.cookies["teilhabe"].clone());
        assert!(cookies.iter().all(|cookie| !list.to_string().contains(cookie)), "no cookie is shown");

        server.add_account("andere@example.org", Role::Member).await;
        let mut other = server.client();
        other.sign_in("andere@example.org", PASSWORD).await;
        let key = sessions[1]["key"].as_str().expect("a key");
        call(&mut other, "end-session", &[("key", key)]).await;
        assert!(signed_in(&mut second).await && signed_in(&mut third).await, "nobody ends sessions of others");
        call(&mut here, "end-session", &[("key", key)]).await;
        assert_ne!(signed_in(&mut second).await, signed_in(&mut third).await);
        call(&mut here, "end-other-sessions", &[]).await;
        assert!(signed_in(&mut here).await && !signed_in(&mut second).await && !signed_in(&mut third).await);
        assert!(signed_in(&mut other).await);
    });
}

/// The code that the person's app shows.
pub fn code(server: &TestServer, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("as typed");
    let totp = Builder::new().with_secret(secret).build().expect("long enough");
    totp.generate(u64::try_from(server.clock.now().timestamp()).expect("after 1970")).to_string()
}

/// Sets up the second step; gives the secret and the recovery codes.
pub async fn set_up(server: &TestServer, client: &mut Client) -> (String, Vec<String>) {
    let begun = call(client, "second-factor", &[]).await.json();
    let secret = begun["Begun"]["secret"].as_str().expect("a secret").to_owned();
    assert!(begun["Begun"]["image"].as_str().expect("an image").starts_with("data:image/svg+xml;base64,"));
    assert!(call(client, "confirm-second-factor", &[("code", "000000")]).await.body.contains("WrongCode"));
    let right = call(client, "confirm-second-factor", &[("code", &code(server, &secret))]).await;
    assert_eq!(leads_to(&right), "/account/second-factor");
    let on = call(client, "second-factor", &[]).await.json();
    let codes: Vec<String> = on["On"]["fresh"]
        .as_array()
        .expect("codes")
        .iter()
        .map(|code| code.as_str().expect("a text").to_owned())
        .collect();
    assert_eq!(codes.len(), 10);
    call(client, "recovery-codes-noted", &[]).await;
    let noted = call(client, "second-factor", &[]).await.json();
    assert!(noted["On"]["fresh"].as_array().expect("codes").is_empty(), "shown no more");
    (secret, codes)
}

#[test]
fn with_a_second_step_the_password_alone_opens_nothing() {
    run(async {
        let server = TestServer::start().await;
        let mut person = server.staff().await;
        let (secret, codes) = set_up(&server, &mut person).await;

        let mut next = server.client();
        assert_eq!(leads_to(&next.sign_in(EMAIL, PASSWORD).await), "/sign-in/code");
        for path in ["/account", "/office", "/account/second-factor"] {
            assert!(next.get(path).await.leads_to_sign_in(), "{path}");
        }
        assert!(call(&mut next, "own-account", &[]).await.body.contains("Forbidden"));
        assert!(call(&mut next, "second-factor", &[]).await.body.contains("Forbidden"));
        assert_eq!(next.get("/account/data").await.status, StatusCode::UNAUTHORIZED);

        let used = code(&server, &secret);
        assert!(call(&mut next, "sign-in-code", &[("code", &used)]).await.body.contains("WrongCode"), "used at set-up");
        server.clock.advance(Duration::from_mins(1));
        let fresh = code(&server, &secret);
        let half = next.cookies["teilhabe"].clone();
        assert_eq!(leads_to(&call(&mut next, "sign-in-code", &[("code", &fresh)]).await), "/office");
        assert_ne!(next.cookies["teilhabe"], half, "a new session");
        assert!(signed_in(&mut next).await);

        let mut replay = server.client();
        replay.sign_in(EMAIL, PASSWORD).await;
        assert!(call(&mut replay, "sign-in-code", &[("code", &fresh)]).await.body.contains("WrongCode"));
        let recovery = codes[3].to_lowercase().replace('-', " ");
        assert_eq!(leads_to(&call(&mut replay, "sign-in-code", &[("code", &recovery)]).await), "/office");
        let mut again = server.client();
        again.sign_in(EMAIL, PASSWORD).await;
        assert!(call(&mut again, "sign-in-code", &[("code", &codes[3])]).await.body.contains("WrongCode"), "once only");
        assert!(call(&mut server.client(), "sign-in-code", &[("code", &codes[4])]).await.body.contains("SignInAgain"));
    });
}

#[test]
fn guessing_codes_ends_soon_and_a_half_way_session_too() {
    run(async {
        let server = TestServer::start().await;
        let mut person = server.staff().await;
        let (secret, _) = set_up(&server, &mut person).await;
        server.clock.advance(Duration::from_mins(10));
        let mut next = server.client();
        next.sign_in(EMAIL, PASSWORD).await;
        let mut tried = 0;
        while !call(&mut next, "sign-in-code", &[("code", "123456")]).await.body.contains("TooMany") {
            tried += 1;
            assert!(tried < 10);
        }
        let right = code(&server, &secret);
        assert!(call(&mut next, "sign-in-code", &[("code", &right)]).await.body.contains("TooMany"));
        server.clock.advance(Duration::from_mins(16));
        assert!(
            call(&mut next, "sign-in-code", &[("code", &code(&server, &secret))]).await.body.contains("SignInAgain")
        );
        next.sign_in(EMAIL, PASSWORD).await;
        assert_eq!(leads_to(&call(&mut next, "sign-in-code", &[("code", &code(&server, &secret))]).await), "/office");
    });
}

#[test]
fn where_it_is_required_staff_set_up_a_second_step_before_anything_else() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("chefin@example.org", Role::Administrator).await;
        server.add_account("mitglied@example.org", Role::Member).await;
        server.add_account(EMAIL, Role::Staff).await;
        let mut office = server.client();
        office.sign_in("chefin@example.org", PASSWORD).await;
        set_up(&server, &mut office).await;
        call(&mut office, "require-second-factor", &[("required", "true")]).await;
        assert!(server.services.records.account_rule(STAFF_NEED_SECOND_STEP).await.expect("readable"));

        let mut member = server.client();
        assert_eq!(leads_to(&member.sign_in("mitglied@example.org", PASSWORD).await), "/account");
        let mut person = server.client();
        assert_eq!(leads_to(&person.sign_in(EMAIL, PASSWORD).await), "/sign-in/second-factor");
        assert!(!signed_in(&mut person).await);
        assert!(person.get("/office").await.leads_to_sign_in());
        assert!(person.get("/sign-in/second-factor").await.body.contains("data:image/svg+xml"));
        set_up(&server, &mut person).await;
        assert!(signed_in(&mut person).await);
        assert_eq!(person.get("/office").await.status, StatusCode::OK);

        // Telephone and codes lost: an administrator removes it, and the person sets up a new one.
        let id = account(&server, EMAIL).await.id.to_string();
        call(&mut office, "remove-second-factor-of", &[("account", &id)]).await;
        assert!(!signed_in(&mut person).await);
        assert_eq!(leads_to(&person.sign_in(EMAIL, PASSWORD).await), "/sign-in/second-factor");
    });
}

#[test]
fn recovery_codes_are_renewed_and_the_second_step_removed_with_the_password_only() {
    run(async {
        let server = TestServer::start().await;
        let mut person = server.staff().await;
        let (_, codes) = set_up(&server, &mut person).await;
        server.clock.advance(Duration::from_mins(5));
        for name in ["renew-recovery-codes", "remove-second-factor"] {
            assert!(call(&mut person, name, &[("password", "falsch falsch")]).await.body.contains("WrongPassword"));
        }
        call(&mut person, "renew-recovery-codes", &[("password", PASSWORD)]).await;
        let on = call(&mut person, "second-factor", &[]).await.json();
        let fresh = on["On"]["fresh"].as_array().expect("codes").clone();
        assert!(fresh.len() == 10 && codes.iter().all(|old| !fresh.contains(&old.as_str().into())));
        let mut next = server.client();
        next.sign_in(EMAIL, PASSWORD).await;
        assert!(call(&mut next, "sign-in-code", &[("code", &codes[0])]).await.body.contains("WrongCode"));
        call(&mut person, "remove-second-factor", &[("password", PASSWORD)]).await;
        assert_eq!(leads_to(&next.sign_in(EMAIL, PASSWORD).await), "/office");
    });
}

#[test]
fn limits_outlive_a_restart_and_known_browsers_are_not_locked_out() {
    run(async {
        let server = TestServer::start().await;
        let mut owner = server.staff().await;
        let mut attacker = server.client();
        while !attacker.sign_in(EMAIL, "falsch falsch falsch").await.body.contains("TooMany") {}
        assert!(server.client().sign_in(EMAIL, PASSWORD).await.body.contains("TooMany"), "from this address");
        call(&mut owner, "sign-out", &[]).await;
        assert_eq!(leads_to(&owner.sign_in(EMAIL, PASSWORD).await), "/office", "her browser is known");
        let mut forged = server.client();
        forged.cookies.insert("browser".to_owned(), "AAAAAAAAAAAAAAAAAAAAAA.AAAA".to_owned());
        assert!(forged.sign_in(EMAIL, PASSWORD).await.body.contains("TooMany"), "no cookie but ours");

        server.services.limits.keep(&server.services.records).await.expect("kept");
        let before = &server.services;
        let settings = Settings { public_url: "http://teilhabe.test".to_owned(), ..Settings::default() };
        let again = Services::new(before.records.clone(), before.vault.clone(), settings, server.clock.clone());
        let address = std::net::IpAddr::from([0, 0, 0, 0]).into();
        assert!(again.limits.sign_in(EMAIL, address, None).is_ok(), "nothing is known yet");
        again.limits.remember(&again.records).await.expect("remembered");
        assert!(again.limits.sign_in(EMAIL, address, None).is_err());
        assert!(again.limits.sign_in(EMAIL, std::net::IpAddr::from([192, 0, 2, 1]).into(), None).is_ok());
        server.clock.advance(Duration::from_mins(6));
        assert!(again.limits.sign_in(EMAIL, address, None).is_ok());
    });
}

#[test]
fn people_take_their_data_and_leave() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("chefin@example.org", Role::Administrator).await;
        let mut person = server.staff().await;
        let id = account(&server, EMAIL).await.id;
        let file = person.get("/account/data").await;
        assert!(file.header("content-disposition").contains("attachment"));
        let data = file.json();
        assert_eq!((data["account"]["email"].as_str(), data["account"]["role"].as_str()), (Some(EMAIL), Some("staff")));
        assert_eq!(data["sessions"].as_array().map(Vec::len), Some(1));
        assert!(data["audit_log"].to_string().contains("account.signed-in"));
        assert!(!file.body.contains("argon2") && !file.body.contains("chefin@"));

        assert!(call(&mut person, "erase-me", &[("password", "falsch falsch")]).await.body.contains("WrongPassword"));
        assert!(signed_in(&mut person).await);
        assert_eq!(leads_to(&call(&mut person, "erase-me", &[("password", PASSWORD)]).await), "/sign-in?done=erased");
        assert!(!signed_in(&mut person).await);
        let former = server.services.records.account(id).await.expect("readable").expect("texts refer to it");
        assert_eq!(
            (former.name.as_str(), former.email.as_str(), former.standing),
            ("Ehemaliges Konto", "", Standing::Deactivated)
        );
        assert!(person.sign_in(EMAIL, PASSWORD).await.body.contains("WrongCredentials"));
        assert!(person.sign_in("", PASSWORD).await.body.contains("WrongCredentials"));
        let mut office = server.client();
        office.sign_in("chefin@example.org", PASSWORD).await;
        assert!(!call(&mut office, "account-rows", &[]).await.body.contains("Ehemaliges"));
        assert!(
            call(&mut office, "reactivate-account", &[("account", &id.to_string())]).await.body.contains("NotFound")
        );
    });
}

#[test]
fn failed_sign_ins_of_known_accounts_are_noted_without_addresses() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        server.client().sign_in(EMAIL, "falsch falsch").await;
        server.client().sign_in("nobody@example.org", "falsch falsch").await;
        let mut noted = Vec::new();
        for _ in 0..100 {
            noted = server.services.records.deeds_of(&Actor::Stranger).await.expect("readable");
            if !noted.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let id = account(&server, EMAIL).await.id;
        let said: Vec<(&str, &str, &str)> =
            noted.iter().map(|(_, deed, subject, note)| (deed.as_str(), subject.as_str(), note.as_str())).collect();
        assert_eq!(said, [("account.sign-in-failed", format!("account:{id}").as_str(), "")]);
    });
}

#[test]
fn hostile_input_is_answered_and_changes_nothing() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("chefin@example.org", Role::Administrator).await;
        let mut office = server.client();
        office.sign_in("chefin@example.org", PASSWORD).await;
        let html = "<script>alert(1)</script>";
        let fields =
            [("name", html), ("email", "html@example.org"), ("role", "member"), ("ends", ""), ("language", "../de")];
        call(&mut office, "invite-person", &fields).await;
        let page = office.get("/office/accounts").await.body;
        assert!(page.contains("html@example.org") && !page.contains(html));
        for (name, fields) in [
            ("change-role", vec![("account", "'; DELETE account"), ("role", "staff"), ("ends", "")]),
            ("change-role", vec![("account", "00000000-0000-4000-8000-000000000000"), ("role", "root"), ("ends", "")]),
            (
                "invite-person",
                vec![("name", "x"), ("email", "x@example.org"), ("role", "root"), ("ends", ""), ("language", "de")],
            ),
            ("end-session", vec![("key", "x OR true")]),
            ("rename-me", vec![("name", "\u{0}\n \t")]),
        ] {
            call(&mut office, name, &fields).await;
        }
        call(&mut office, "rename-me", &[("name", &"ä".repeat(5_000))]).await;
        assert!(signed_in(&mut office).await);
        let chief = account(&server, "chefin@example.org").await;
        assert_eq!((chief.role, chief.name.chars().count()), (Role::Administrator, 120));
        assert_eq!(server.services.records.count_accounts().await.expect("readable"), 2);
    });
}

#[test]
fn the_database_files_hold_no_secret_of_links_codes_or_browsers() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("surrealkv://{}", folder.path().join("data").display());
        let clock = app::services::clock::Clock::standing_at("2026-11-22T08:00:00Z".parse().expect("a time"));
        let records = Records::open(&Connection::new(url), clock.now()).await.expect("a database");
        let services = Services::new(records.clone(), Vault::in_memory(), Settings::default(), clock.clone());
        let id = chance::uuid();
        let invited = Invited {
            email: "ayse@verein.example".to_owned(),
            name: "Ayşe".to_owned(),
            role: Role::Member,
            ends: None,
            language: Language::new("tr"),
        };
        records.invite_account(&invited, id, clock.now()).await.expect("new");
        let language = Language::new("tr");
        let to = Recipient { account: id, name: "Ayşe", email: "ayse@verein.example", language: &language };
        let link = account_links::send(&services, LinkPurpose::Invitation, to).await.expect("sent");
        let url = late_parameters(&services, &link.to_string()).await.expect("works").expect("good")["url"].clone();
        let token = url.rsplit('.').next().expect("a token").to_owned();
        assert!(
            account_links::find(&services, url.rsplit('/').next().expect("a link")).await.expect("works").is_some()
        );
        let person = app::services::people::Person {
            id,
            email: "ayse@verein.example".to_owned(),
            name: "Ayşe".to_owned(),
            role: Role::Member,
        };
        let app::services::second_factor::State::Begun { secret, .. } =
            app::services::second_factor::state(&services, &person).await.expect("works")
        else {
            panic!("just begun")
        };
        let secret = secret.replace(' ', "");
        let raw = Secret::try_from_base32(&secret).expect("a secret").as_bytes().to_vec();
        assert!(
            services
                .limits
                .sign_in("versuch@verein.example", std::net::IpAddr::from([203, 0, 113, 77]).into(), None)
                .is_ok()
        );
        services.limits.keep(&records).await.expect("kept");
        services.tallies.stop().await;
        records.close().await;

        let holds = |wanted: &[u8]| {
            files(folder.path()).iter().any(|file| file.windows(wanted.len()).any(|part| part == wanted))
        };
        assert!(holds("ayse@verein.example".as_bytes()), "the files are looked at");
        let secrets: [&[u8]; 5] =
            [token.as_bytes(), secret.as_bytes(), raw.as_slice(), b"versuch@verein.example", b"203.0.113.77"];
        for wanted in secrets {
            assert!(!holds(wanted));
        }
    });
}

fn files(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(std::fs::read(path).expect("readable")) }
    }
    found
}
