//! The register through its plain forms: saving, two people at once, import in two steps, export, the public directory.

use axum::http::{Request, StatusCode};
use domain::account::Role;
use domain::organisation::{Consent, Contact, Filter, Organisation};
use uuid::Uuid;

use crate::support::{Answer, Client, PASSWORD, TestServer, pairs, run};

const REGISTER: &str = "/office/organisations";
const IMPORT: &str = "/office/organisations/import";

/// Sends a file as the form of the import does.
async fn bring(client: &mut Client, name: &str, text: &str) -> Answer {
    let body = format!(
        "--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n{text}\r\n--mark--\r\n"
    );
    let request = Request::post("/office/organisations/import/file")
        .header("content-type", "multipart/form-data; boundary=mark")
        .header("sec-fetch-site", "same-origin");
    client.send(request, &body).await
}

async fn all(server: &TestServer) -> Vec<Organisation> {
    let stored = server.services.records.organisations(&Filter::default()).await.expect("the database works");
    stored.into_iter().map(|one| one.organisation).collect()
}

async fn add(server: &TestServer, organisation: &Organisation) {
    server.services.records.create_organisation(organisation, server.clock.now()).await.expect("the database works");
}

fn organisation(number: u128, name: &str) -> Organisation {
    Organisation { name: name.to_owned(), ..Organisation::new(Uuid::from_u128(number)) }
}

fn agreed(server: &TestServer, number: u128, name: &str) -> Organisation {
    let contact = |name: &str, public| Contact { name: name.to_owned(), public, ..Contact::default() };
    Organisation {
        contacts: vec![contact("Öffentliche Person", true), contact("Geheime Person", false)],
        consent: Some(Consent { given: server.clock.today(), directory: true, contact: true, mail: false }),
        ..organisation(number, name)
    }
}

#[test]
fn only_the_office_reads_and_changes_the_register() {
    run(async {
        let server = TestServer::start().await;
        let secret = Organisation { consent: None, ..agreed(&server, 1, "Verein der geheimen Sterne") };
        add(&server, &secret).await;
        let mut member = server.client();
        server.add_account("mitglied@example.org", Role::Member).await;
        member.sign_in("mitglied@example.org", PASSWORD).await;
        let mut stranger = server.client();
        let one = format!("{REGISTER}/{}", secret.id);
        let fields = pairs(&[("name", "Geändert"), ("version", "1"), ("text", "Notiz"), ("done", "1")]);
        for (client, refused) in [(&mut stranger, StatusCode::UNAUTHORIZED), (&mut member, StatusCode::FORBIDDEN)] {
            for path in [
                one.clone(),
                format!("{REGISTER}/new"),
                format!("{one}/notes"),
                format!("{one}/notes/{}", Uuid::from_u128(5)),
                format!("{IMPORT}/{}", Uuid::from_u128(6)),
            ] {
                let answer = client.post_form(&path, &fields).await;
                assert_eq!(answer.status, refused, "{path}");
                assert_eq!(
                    answer.body.contains("Geändert"),
                    refused == StatusCode::UNAUTHORIZED,
                    "shown to copy: {path}"
                );
            }
            let mut others = vec![bring(client, "liste.csv", "Name\nNeu\n").await];
            for path in ["/office/organisations/export.csv", "/office/organisations/export.xlsx"] {
                others.push(client.get(path).await);
            }
            assert!(others.iter().all(|answer| answer.leads_to_sign_in() || answer.status == StatusCode::FORBIDDEN));
            for path in [REGISTER, one.as_str(), "/office/organisations/new", IMPORT, "/organisations"] {
                let answer = client.get(path).await;
                assert!(!answer.body.contains("geheimen Sterne") && !answer.body.contains("Person"), "{path}");
            }
            for (call, fields) in [
                ("list-organisations", pairs(&[("search[text]", "")])),
                ("open-organisation", pairs(&[("id", &secret.id.to_string()), ("slip", "")])),
                ("open-organisation", pairs(&[("id", "new"), ("slip", "")])),
                ("import-trouble", pairs(&[("slip", "")])),
                ("look-at-import", pairs(&[("id", &secret.id.to_string()), ("page", "")])),
            ] {
                let answer = client.post_form(&format!("/calls/{call}"), &fields).await;
                assert!(!answer.status.is_success() && answer.body.contains("Forbidden"), "{call}: {answer:?}");
            }
        }
        assert_eq!(all(&server).await, [secret]);
    });
}

#[test]
fn an_organisation_is_made_once_and_found_again() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        let id = Uuid::from_u128(7).to_string();
        let fields = pairs(&[
            ("id", &id),
            ("version", "0"),
            ("name", "Elternverein <b>Marxloh</b>"),
            ("language", "tr"),
            ("topic", "education"),
            ("district", "202"),
            ("contact-0-name", "Ayşe Yılmaz"),
            ("contact-0-email", "ayse@example.org"),
            ("postcode", "47169"),
        ]);
        for _ in 0..2 {
            let answer = staff.post_form(&format!("{REGISTER}/new"), &fields).await;
            assert_eq!(answer.location(), format!("{REGISTER}/{id}?saved=1"));
        }
        assert_eq!(all(&server).await.len(), 1);
        let page = staff.get(&format!("{REGISTER}/{id}?saved=1")).await;
        assert!(page.body.contains("Ayşe Yılmaz") && page.body.contains("Gespeichert."));
        assert!(!page.body.contains("<b>Marxloh"), "names are text");
        let list = staff.get(&format!("{REGISTER}?topic=education&district=202&language=tr")).await;
        assert!(list.body.contains("1 Organisation"));
        assert!(!list.body.contains("Ayşe"), "persons stand on the organisation's own page");
        let none = staff.get(&format!("{REGISTER}?topic=sport")).await;
        assert!(none.body.contains("Dazu passt keine Organisation."));
    });
}

#[test]
fn what_cannot_be_saved_comes_back_with_its_problems_and_not_by_the_address() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        let fields = pairs(&[("name", ""), ("contact-0-name", "Ayşe"), ("contact-0-email", "ayse.yilmaz")]);
        let answer = staff.post_form(&format!("{REGISTER}/new"), &fields).await;
        assert!(answer.location().starts_with(&format!("{REGISTER}/new?slip=")), "{}", answer.location());
        assert!(!answer.location().contains("ayse"));
        let page = staff.get(answer.location()).await;
        assert!(page.body.contains("value=\"ayse.yilmaz\""), "kept as written");
        assert!(page.body.contains("Bitte prüfen Sie die E-Mail-Adresse"));
        assert!(page.body.contains("aria-invalid=\"true\"") && page.body.contains("contact-0-email-problem"));
        assert!(all(&server).await.is_empty());

        let mut other = server.client();
        server.add_account("kollegin@example.org", Role::Staff).await;
        other.sign_in("kollegin@example.org", PASSWORD).await;
        assert!(!other.get(answer.location()).await.body.contains("ayse.yilmaz"), "a desk is one person's");
    });
}

#[test]
fn of_two_who_edit_at_once_the_second_is_told_and_keeps_the_text() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        add(&server, &organisation(1, "Verein")).await;
        let path = format!("{REGISTER}/{}", Uuid::from_u128(1));
        let first = staff.post_form(&path, &pairs(&[("version", "1"), ("name", "Verein"), ("city", "Duisburg")])).await;
        assert_eq!(first.location(), format!("{path}?saved=1"));
        let second = staff.post_form(&path, &pairs(&[("version", "1"), ("name", "Verein"), ("city", "Moers")])).await;
        let page = staff.get(second.location()).await;
        assert!(page.body.contains("Jemand anderes hat diese Organisation inzwischen geändert."));
        assert!(
            page.body.contains("value=\"Moers\"") && page.body.contains("name=\"version\" value=\"2\""),
            "{}",
            page.body
        );
        assert_eq!(all(&server).await[0].address.city, "Duisburg");
        let again = staff.post_form(&path, &pairs(&[("version", "2"), ("name", "Verein"), ("city", "Moers")])).await;
        assert_eq!(again.location(), format!("{path}?saved=1"));
        assert_eq!(all(&server).await[0].address.city, "Moers");
    });
}

#[test]
fn an_import_shows_first_and_changes_once() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        add(&server, &organisation(1, "Alter Verein")).await;
        let head = "Name;PLZ;Sprachen\nAlter Verein;47051;Deutsch\nSchlecht;4;Klingonisch\n";
        let rows: Vec<String> = (0..300).map(|number| format!("Verein {number};47169;Türkisch")).collect();
        let list = format!("{head}{}\n", rows.join("\n"));
        let answer = bring(&mut staff, "liste.csv", &list).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let preview_path = answer.location().to_owned();
        let preview = staff.get(&preview_path).await;
        for words in
            ["301 Zeilen übernehmen", "liste.csv", "Klingonisch", "Eine Postleitzahl hat fünf Ziffern.", "47051"]
        {
            assert!(preview.body.contains(words), "{words}");
        }
        assert_eq!(all(&server).await.len(), 1, "nothing is changed before somebody agrees");

        let mut other = server.client();
        server.add_account("kollegin@example.org", Role::Staff).await;
        other.sign_in("kollegin@example.org", PASSWORD).await;
        assert_eq!(other.get(&preview_path).await.status, StatusCode::NOT_FOUND);
        other.post_form(&preview_path, &[]).await;
        assert_eq!(all(&server).await.len(), 1, "another's preview is nobody else's to confirm");

        for _ in 0..2 {
            assert_eq!(staff.post_form(&preview_path, &[]).await.location(), preview_path);
        }
        let report = staff.get(&preview_path).await;
        assert!(report.body.contains("300 neu angelegt, 1 geändert."), "{}", report.body);
        assert_eq!(all(&server).await.len(), 301);
        let stored = server.services.records.organisation(Uuid::from_u128(1)).await.expect("works").expect("there");
        assert_eq!((stored.version, stored.organisation.address.postcode.as_str()), (2, "47051"));

        let again = bring(&mut staff, "liste.csv", &list).await;
        let preview = staff.get(again.location()).await;
        assert!(preview.body.contains("ändert keine Zeile etwas am Register"));
    });
}

#[test]
fn a_change_since_the_preview_is_not_overwritten() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        add(&server, &organisation(1, "Verein")).await;
        let preview =
            bring(&mut staff, "l.csv", "Name;Ort\nVerein;Moers\nNeuer;Duisburg\n").await.location().to_owned();
        let path = format!("{REGISTER}/{}", Uuid::from_u128(1));
        staff.post_form(&path, &pairs(&[("version", "1"), ("name", "Verein"), ("city", "Essen")])).await;
        staff.post_form(&preview, &[]).await;
        let report = staff.get(&preview).await;
        assert!(report.body.contains("seit der Vorschau geändert") && report.body.contains("1 neu angelegt"));
        let cities: Vec<String> = all(&server).await.into_iter().map(|one| one.address.city).collect();
        assert_eq!(cities, ["Duisburg", "Essen"]);
    });
}

#[test]
fn files_that_cannot_be_read_are_refused_in_words() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        let huge = "x".repeat(exchange::organisations::MAX_FILE + 10);
        for (file, words) in [
            ("Alter;Farbe\n1;2\n", "keine Spalte „Name“"),
            ("", "Bitte wählen Sie eine Datei."),
            (huge.as_str(), "größer als 20 MB"),
        ] {
            let answer = bring(&mut staff, "x.csv", file).await;
            assert!(answer.location().starts_with(&format!("{IMPORT}?slip=")), "{words}");
            let page = staff.get(answer.location()).await;
            assert!(page.body.contains(words), "{words}");
        }
        let elsewhere = staff.post_form(&format!("{REGISTER}/new"), &pairs(&[("name", &huge)])).await;
        assert_eq!(elsewhere.status, StatusCode::PAYLOAD_TOO_LARGE, "other forms stay small");
    });
}

#[test]
fn exports_follow_the_filter_and_are_kept_nowhere() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        add(&server, &agreed(&server, 1, "=Rechnung")).await;
        add(&server, &organisation(2, "Ohne Einwilligung")).await;
        let csv = staff.get("/office/organisations/export.csv?consent=directory").await;
        assert_eq!((csv.status, csv.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(csv.body.contains(";'=Rechnung;") && !csv.body.contains("Ohne Einwilligung"));
        let xlsx = staff.get("/office/organisations/export.xlsx").await;
        assert!(xlsx.body.starts_with("PK") && xlsx.header("content-disposition").contains("organisationen.xlsx"));
        assert_eq!(xlsx.header("cache-control"), "no-store");
    });
}

#[test]
fn notes_are_kept_followed_up_and_never_public() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        add(&server, &agreed(&server, 1, "Verein")).await;
        let path = format!("{REGISTER}/{}", Uuid::from_u128(1));
        let day = server.clock.today().to_string();
        let note = pairs(&[("id", &Uuid::from_u128(3).to_string()), ("text", "Bitte anrufen"), ("follow-up", &day)]);
        for _ in 0..2 {
            staff.post_form(&format!("{path}/notes"), &note).await;
        }
        let page = staff.get(&path).await;
        // Once on the page, and once in what the browser goes on with.
        assert_eq!(page.body.matches(">Bitte anrufen<").count(), 1);
        assert!(staff.get(REGISTER).await.body.contains("Wiedervorlagen bis heute"));
        staff.post_form(&format!("{path}/notes/{}", Uuid::from_u128(3)), &pairs(&[("done", "1")])).await;
        assert!(!staff.get(REGISTER).await.body.contains("Wiedervorlagen bis heute"));
        let empty = staff.post_form(&format!("{path}/notes"), &pairs(&[("text", "Text"), ("follow-up", "bald")])).await;
        let page = staff.get(empty.location().split('#').next().unwrap_or_default()).await;
        assert!(page.body.contains("Bitte schreiben Sie das Datum so") && page.body.contains(">Text</textarea>"));
        assert!(!server.client().get("/organisations").await.body.contains("anrufen"));

        // A note goes when somebody says so; of another organisation it stays.
        add(&server, &organisation(2, "Anderer")).await;
        let wrong = format!("{REGISTER}/{}/notes/{}", Uuid::from_u128(2), Uuid::from_u128(3));
        let delete = pairs(&[("go", "delete")]);
        assert_eq!(staff.post_form(&wrong, &delete).await.status, StatusCode::NOT_FOUND);
        assert!(staff.get(&path).await.body.contains(">Bitte anrufen<"));
        staff.post_form(&format!("{path}/notes/{}", Uuid::from_u128(3)), &delete).await;
        assert!(!staff.get(&path).await.body.contains("Bitte anrufen"));
    });
}

#[test]
fn the_directory_shows_who_agreed_until_they_no_longer_do() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        add(&server, &agreed(&server, 1, "Offener Verein")).await;
        add(&server, &organisation(2, "Stiller Verein")).await;
        let mut visitor = server.client();
        let page = visitor.get("/organisations").await;
        assert!(page.body.contains("Offener Verein") && page.body.contains("Öffentliche Person"));
        for hidden in ["Stiller Verein", "Geheime Person", Uuid::from_u128(1).to_string().as_str()] {
            assert!(!page.body.contains(hidden), "{hidden}");
        }
        for (language, title, direction) in [
            ("tr", "Duisburg&#x27;daki kuruluşlar", "ltr"),
            ("ar", "منظمات في دويسبورغ", "rtl"),
            ("en", "Organisations in Duisburg", "ltr"),
        ] {
            let page = visitor.get(&format!("/organisations?language={language}")).await;
            let shown = page.body.replace("&#39;", "&#x27;").replace("Duisburg'daki", "Duisburg&#x27;daki");
            assert!(shown.contains(title) && shown.contains(&format!("dir=\"{direction}\"")), "{language}");
        }
        assert!(visitor.get("/organisations?language=de&speaks=tr").await.body.contains("keine Organisation gefunden"));

        // Without the ticks: the consent is withdrawn.
        let path = format!("{REGISTER}/{}", Uuid::from_u128(1));
        let saved = staff.post_form(&path, &pairs(&[("version", "1"), ("name", "Offener Verein")])).await;
        assert_eq!(saved.location(), format!("{path}?saved=1"));
        assert!(!visitor.get("/organisations?language=de").await.body.contains("Offener Verein"), "gone at once");
    });
}

#[test]
fn the_demo_register_is_loaded_once_and_marked() {
    run(async {
        let server = TestServer::start().await;
        for _ in 0..2 {
            server::demonstration::load(&server.services.records, &server.clock).await.expect("the demo loads");
        }
        let all = all(&server).await;
        assert_eq!(all.len(), 40);
        assert!(all.iter().all(|one| one.demo));
        let page = server.client().get("/organisations").await;
        assert!(page.body.contains("Diese Organisationen sind erfunden."));
    });
}

#[test]
fn who_has_left_the_office_is_not_offered_and_stays_where_they_are_named() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        let frida = Uuid::from_u128(77);
        let account = store::NewAccount {
            email: "frida@example.org".to_owned(),
            name: "Frida Früher".to_owned(),
            role: Role::Staff,
            password_hash: "!".to_owned(),
        };
        let records = &server.services.records;
        records.create_account(&account, frida, server.clock.now()).await.expect("new");
        add(&server, &Organisation { caretaker: Some(frida), ..organisation(1, "Ihr Verein") }).await;
        add(&server, &organisation(2, "Anderer Verein")).await;
        let other = format!("{REGISTER}/{}", Uuid::from_u128(2));
        let choice = format!("<option value=\"{frida}\"");
        assert!(staff.get(&other).await.body.contains(&choice));
        records.deactivate_account(frida).await.expect("done");
        assert!(!staff.get(&other).await.body.contains(&choice));
        let own = format!("{REGISTER}/{}", Uuid::from_u128(1));
        assert!(staff.get(&own).await.body.contains(&format!("{choice} selected")));
        for (path, name) in [(&own, "Ihr Verein"), (&other, "Anderer Verein")] {
            let form = [("version", "1"), ("name", name), ("caretaker", &frida.to_string())];
            assert!(staff.post_form(path, &pairs(&form)).await.location().ends_with("saved=1"));
        }
        let mut after = all(&server).await;
        after.sort_by_key(|one| one.id);
        let caretakers: Vec<Option<Uuid>> = after.into_iter().map(|one| one.caretaker).collect();
        assert_eq!(caretakers, [Some(frida), None]);
    });
}

#[test]
fn who_agreed_to_no_mails_is_counted_before_they_are_sent() {
    run(async {
        let server = TestServer::start().await;
        let survey =
            crate::guests::by_invitation(&server, domain::survey::Mode::Named, domain::terms::Terms::default()).await;
        let mut staff = server.staff().await;
        for (number, name, mail) in [(1, "Verein der Briefe", ""), (2, "Verein der Mails", "1")] {
            let fields = pairs(&[
                ("id", &Uuid::from_u128(number).to_string()),
                ("name", name),
                ("contact-0-name", "Ayşe"),
                ("contact-0-email", &format!("verein{number}@example.org")),
                ("consent-given", "2026-11-01"),
                ("consent-directory", "1"),
                ("consent-mail", mail),
            ]);
            let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            let saved = staff.post_form(&format!("{REGISTER}/new"), &fields).await;
            assert!(saved.location().ends_with("?saved=1"), "{saved:?}");
            assert_eq!(staff.get(saved.location()).await.body.contains("möchte E-Mails"), mail == "1");
        }
        let page = format!("/office/surveys/{}/invitations", survey.slug);
        let chosen = [1, 2].map(Uuid::from_u128).into();
        let guests = app::services::inviting::guests_of_register(&server.services, &chosen).await.expect("readable");
        let window = domain::invitation::Window::default();
        app::services::invitations::invite(&server.services, &survey.slug, guests, window).await.expect("invited");
        let said = staff.get(&page).await.body;
        assert!(said.contains("Eine Organisation darunter hat in E-Mails nicht eingewilligt."), "{said}");
    });
}
