//! Texts as files through the real site: taken along byte for byte, brought by plain forms, and nothing for those who may not see.

use std::path::Path;

use axum::http::{Request, StatusCode};
use domain::text::kind::TextStage;
use http_body_util::BodyExt as _;
use uuid::Uuid;

use crate::consultation::{Site, begin, stage, write};
use crate::outcome::{post, refused};
use crate::support::{Answer, Client, pairs, run};

const FILES: [&str; 6] = ["text.pdf", "text.docx", "text.odt", "text.md", "text.csv", "text.json"];

/// A file as it comes: status, kind, bytes.
async fn fetch(client: &mut Client, path: &str) -> (StatusCode, String, Vec<u8>) {
    let response = client.begin(Request::get(path), "").await;
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (status, kind) = (response.status(), kind.to_owned());
    let bytes = response.into_body().collect().await.expect("the answer can be read").to_bytes().to_vec();
    (status, kind, bytes)
}

/// Sends a file as the forms do.
pub async fn bring(client: &mut Client, path: &str, id: &str, name: &str, text: &str) -> Answer {
    let body = format!(
        "--mark\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n\
         --mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{text}\r\n--mark--\r\n"
    );
    let request = Request::post(path)
        .header("content-type", "multipart/form-data; boundary=mark")
        .header("sec-fetch-site", "same-origin");
    client.send(request, &body).await
}

#[test]
fn two_downloads_are_the_same_bytes() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (account, mut anna) = site.member("anna", Some(group), false).await;
        let id = Uuid::from_u128(77);
        begin(&mut anna, group, id, "# Warum\n\nVereine brauchen Räume.\n\n- am Abend\n").await;
        stage(&mut anna, id, "open").await;
        let has_fonts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../public/generated/fonts/print")).exists();
        for file in FILES {
            let path = format!("/texts/{id}/versions/1/files/{file}");
            let (status, kind, bytes) = fetch(&mut anna, &path).await;
            site.server.clock.advance(std::time::Duration::from_secs(7));
            if file == "text.pdf" && !has_fonts {
                let page = String::from_utf8_lossy(&bytes).into_owned();
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                assert!(page.contains("Die Schriften für den Druck fehlen"), "{page}");
                continue;
            }
            assert_eq!(status, StatusCode::OK, "{file}");
            assert!(!kind.starts_with("text/html") && bytes.len() > 100, "{file}: {kind}");
            assert_eq!(fetch(&mut site.staff, &path).await.2, bytes, "{file} is the same for all inside");
            assert_eq!(fetch(&mut anna, &path).await.2, bytes, "{file} at another time");
        }
        let json = anna.get(&format!("/texts/{id}/versions/1/files/text.json")).await;
        assert!(!json.body.contains(&account.to_string()), "no account stands in a file");
        assert_eq!(json.json()["version"]["author"], "Amt", "those inside read the author's name");
        assert_eq!(json.header("cache-control"), "no-store");
        let markdown = anna.get(&format!("/texts/{id}/versions/1/files/text.md")).await.body;
        assert!(markdown.contains("Vereine brauchen Räume.") && markdown.contains("Arbeitsgruppe"), "{markdown}");
        let archive = "/consultations/konferenz/archive.zip";
        let (status, kind, bytes) = fetch(&mut anna, archive).await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/zip"));
        site.server.clock.advance(std::time::Duration::from_secs(7));
        assert_eq!(fetch(&mut anna, archive).await.2, bytes);
        let names = String::from_utf8_lossy(&bytes).into_owned();
        for name in ["texte/001-raeume-fuer-alle/fassung-1.md", "beschluesse.csv", "geschehen.csv", "konferenz.json"] {
            assert!(names.contains(name), "{name}");
        }
        for wrong in ["text.exe", "text.pdf.exe", ".."] {
            let path = format!("/texts/{id}/versions/1/files/{wrong}");
            assert_eq!(anna.get(&path).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        assert_eq!(anna.get(&format!("/texts/{id}/versions/9/files/text.md")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn files_and_archive_tell_nothing_of_a_closed_group() {
    run(async {
        let mut site = Site::start().await;
        let [closed, visible, _] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), false).await;
        let (_, mut bela) = site.member("bela", Some(visible), false).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let mut stranger = site.server.client();
        let archive = "/consultations/konferenz/archive.zip";
        let before = [
            fetch(&mut stranger, archive).await.2,
            fetch(&mut guest, archive).await.2,
            fetch(&mut bela, archive).await.2,
        ];
        let inside = fetch(&mut anna, archive).await.2;
        let (id, draft) = (Uuid::from_u128(1), Uuid::from_u128(2));
        begin(&mut anna, closed, id, "Geheimnis").await;
        stage(&mut anna, id, "open").await;
        write(&mut anna, id, 1, "Größeres Geheimnis", "mehr").await;
        begin(&mut anna, closed, draft, "Entwurf").await;
        let after = [
            fetch(&mut stranger, archive).await.2,
            fetch(&mut guest, archive).await.2,
            fetch(&mut bela, archive).await.2,
        ];
        // Not one byte tells that something happened in the closed group.
        assert_eq!(before, after);
        assert_ne!(fetch(&mut anna, archive).await.2, inside);
        for (name, client) in [("stranger", &mut stranger), ("guest", &mut guest), ("bela", &mut bela)] {
            for file in FILES {
                let answer = client.get(&format!("/texts/{id}/versions/1/files/{file}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} {file}");
                assert!(!answer.body.contains("Geheimnis"), "{name} {file}");
            }
            for path in [format!("/groups/{closed}/texts/import"), format!("/texts/{id}/replace")] {
                let page = client.get(&path).await;
                assert!(page.status == StatusCode::NOT_FOUND || page.leads_to_sign_in(), "{name} {path}: {page:?}");
                assert!(!page.body.contains("Räume für alle") && !page.body.contains("Geschlossen"), "{name} {path}");
                let sent = bring(client, &path, "", "text.md", "Untergeschoben").await;
                assert!(sent.status == StatusCode::NOT_FOUND || sent.leads_to_sign_in(), "{name} {path}: {sent:?}");
            }
        }
        // A draft is its author's and the chairs', as a file, too.
        let (_, mut cem) = site.member("cem", Some(closed), false).await;
        let path = format!("/texts/{draft}/versions/1/files/text.md");
        assert_eq!(cem.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(anna.get(&path).await.status, StatusCode::OK);
    });
}

#[test]
fn a_file_becomes_a_draft_and_what_is_wrong_with_it_is_said() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let form = format!("/groups/{group}/texts/import");
        let page = anna.get(&form).await;
        assert!(page.body.contains("multipart/form-data") && page.body.contains("name=\"id\""), "{}", page.body);
        let id = Uuid::from_u128(900);
        let file = "# Räume\n\nErster Absatz.\n\n<script>alert(1)</script>\n\nZweiter <b>Absatz</b>.\n";
        for _ in 0..2 {
            let done = bring(&mut anna, &form, &id.to_string(), "raeume.md", file).await;
            assert!(
                done.location().starts_with(&format!("/texts/{id}/imported?slip=")),
                "sent twice it is one: {done:?}"
            );
            let page = anna.get(done.location()).await.body;
            assert!(page.contains("HTML") && page.contains("nie ausgeführt") && page.contains("Räume"), "{page}");
        }
        let head = site.server.services.records.text(id).await.expect("readable").expect("there");
        assert_eq!((head.title.as_str(), head.stage, head.current), ("Räume", TextStage::Draft, 1));
        let page = anna.get(&format!("/texts/{id}")).await.body;
        assert!(page.contains("Erster Absatz.") && !page.contains("<script>alert"), "{page}");
        for (name, content, words) in [
            ("text.pdf", "%PDF-1.7", "eine PDF-Datei"),
            ("leer.md", " \n ", "Die Datei ist leer."),
            ("seite.md", "<!doctype html><html></html>", "eine Internetseite"),
            ("kaputt.docx", "PK\u{3}\u{4}kaputt", "beschädigt"),
        ] {
            let refused = bring(&mut anna, &form, "", name, content).await;
            assert!(refused.location().starts_with(&format!("{form}?slip=")), "{name}: {refused:?}");
            let page = anna.get(refused.location()).await.body;
            assert!(page.contains(words) && page.contains("multipart/form-data"), "{name}: {page}");
            // What lies on somebody's desk is nobody else's.
            assert!(!guest.get(refused.location()).await.body.contains(words), "{name}");
        }
        let refused = bring(&mut anna, &form, "", "nichts.md", "").await;
        assert!(anna.get(refused.location()).await.body.contains("keine Datei angekommen"));
        let large = "Wort ".repeat(5_300_000);
        let refused = bring(&mut anna, &form, "", "gross.md", &large).await;
        assert!(anna.get(refused.location()).await.body.contains("zu groß"), "{refused:?}");
        // Whoever sees the group but does not write in it is told so.
        let refused = bring(&mut guest, &form, "", "a.md", "Untergeschoben").await;
        assert!(guest.get(refused.location()).await.body.contains("nicht für Sie"), "{refused:?}");
        // The identity of somebody else's text opens nothing.
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let refused = bring(&mut bela, &form, &id.to_string(), "a.md", "Andere Worte").await;
        assert!(refused.location().starts_with(&form), "{refused:?}");
    });
}

#[test]
fn a_replacement_is_shown_first_and_keeps_what_is_still_there() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let id = Uuid::from_u128(77);
        begin(&mut anna, group, id, "Vereine brauchen günstige Räume am Abend.\n\nDas fällt weg.\n").await;
        stage(&mut anna, id, "open").await;
        let form = format!("/texts/{id}/replace");
        assert!(anna.get(&form).await.body.contains("multipart/form-data"));
        let file = "Vereine brauchen sehr günstige Räume am Abend.\n\nGanz neuer Absatz über Schlüssel.\n";
        let done = bring(&mut anna, &form, "", "neu.txt", file).await;
        assert!(done.location().starts_with(&format!("{form}?slip=")), "{done:?}");
        let page = anna.get(done.location()).await.body;
        assert!(page.contains("Absätze mit anderen Worten: 1 · neu: 1 · ohne Nachfolger: 1"), "{page}");
        assert!(page.contains("Das fällt weg.") && page.contains("Davor stand:"), "{page}");
        let records = site.server.services.records.clone();
        let head = async || records.text(id).await.expect("readable").expect("there");
        assert_eq!(head().await.current, 1, "nothing happens before somebody agrees");
        let slip = done.location().split_once("slip=").expect("a slip").1.to_owned();
        // The preview is its owner's.
        assert!(!bela.get(done.location()).await.body.contains("Das fällt weg."));
        let fields = |reason: &'static str| pairs(&[("text", &id.to_string()), ("slip", &slip), ("reason", reason)]);
        let take = "/calls/take-replacement";
        let answer = post(&mut anna, take, &fields(" ")).await;
        assert!(refused(&answer, "Bitte schreiben Sie, warum."), "{answer:?}");
        let answer = post(&mut bela, take, &fields("fremd")).await;
        assert!(refused(&answer, "Diese Vorschau gibt es nicht mehr."), "{answer:?}");
        assert_eq!(head().await.current, 1);
        let second = bring(&mut anna, &form, "", "anders.txt", "Etwas ganz anderes steht hier.\n").await;
        let taken = anna.post_form(take, &fields("aus der Redaktion")).await;
        assert_eq!(taken.location(), format!("/texts/{id}/compare?old=1&new=2"), "{taken:?}");
        let version = async |number| records.version(id, number).await.expect("readable").expect("there");
        let (before, after) = (version(1).await, version(2).await);
        assert_eq!(
            before.content.paragraphs[0].id, after.content.paragraphs[0].id,
            "comments stay with their paragraph"
        );
        assert_eq!(after.reason, "aus der Redaktion");
        let compared = anna.get(taken.location()).await.body;
        assert!(compared.contains("Das fällt weg."), "orphans are listed at the comparison: {compared}");
        // The other file was compared with a version that is no longer the newest.
        let page = anna.get(second.location()).await.body;
        assert!(page.contains("Inzwischen gibt es eine neuere Fassung."), "{page}");
        let slip = second.location().split_once("slip=").expect("a slip").1;
        let fields = pairs(&[("text", &id.to_string()), ("slip", slip), ("reason", "zu spät")]);
        let answer = post(&mut anna, take, &fields).await;
        assert!(refused(&answer, "Inzwischen gibt es eine neuere Fassung."), "{answer:?}");
        assert_eq!(head().await.current, 2);
        // A settled text stays as it is.
        stage(&mut site.staff, id, "settled").await;
        let answer = bring(&mut anna, &form, "", "neu.txt", file).await;
        assert!(anna.get(answer.location()).await.body.contains("abgeschlossen"));
    });
}
