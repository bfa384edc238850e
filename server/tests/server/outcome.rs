//! What comes out of a consultation, through the real site with plain forms: bodies, decisions, the report, traces; and nothing of it
//! for those who may not see.

use axum::http::StatusCode;
use domain::text::kind::{TextKind, TextStage};
use uuid::Uuid;

use crate::consultation::{Site, begin, stage, write};
use crate::support::{Answer, Client, form, pairs, run};

const BODY: Uuid = Uuid::from_u128(600);

async fn keep_body(client: &mut Client, version: &str, changes: &[(&str, &str)]) -> Answer {
    let id = BODY.to_string();
    let mut fields = pairs(&[
        ("id", &id),
        ("version", version),
        ("name", "Rat der Stadt"),
        ("kind", "Rat"),
        ("right", "decide"),
        ("from", "2025-11-01"),
        ("to", ""),
        ("successor", ""),
    ]);
    for (name, value) in changes {
        let field = fields.iter_mut().find(|(field, _)| field == name).expect("a field of the form");
        (*value).clone_into(&mut field.1);
    }
    post(client, "/calls/keep-body", &fields).await
}

async fn decide(client: &mut Client, id: u128, text: Uuid, changes: &[(&str, &str)]) -> Answer {
    let (id, text, body) = (Uuid::from_u128(id).to_string(), text.to_string(), BODY.to_string());
    let mut fields = pairs(&[
        ("id", &id),
        ("text", &text),
        ("body", &body),
        ("version", "1"),
        ("paper", "27-0123"),
        ("day", "2027-03-14"),
        ("yes", "30"),
        ("no", "12"),
        ("abstain", "3"),
        ("majority", "simple"),
        ("outcome", "accepted"),
        ("conditions", "Bericht nach einem Jahr\n\nKosten offenlegen"),
    ]);
    for (name, value) in changes {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    post(client, "/calls/enter-decision", &fields).await
}

/// Sends a form as a browser with scripts does: what was refused comes as a sentence.
pub async fn post(client: &mut Client, call: &str, fields: &[(String, String)]) -> Answer {
    let request = axum::http::Request::post(call)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .header("sec-fetch-site", "same-origin");
    client.send(request, &form(fields)).await
}

/// Whether it was refused, with these words.
pub fn refused(answer: &Answer, words: &str) -> bool {
    answer.location().is_empty() && answer.status.is_server_error() && answer.body.contains(words)
}

#[test]
fn bodies_are_entered_by_the_office_and_read_by_everybody() {
    run(async {
        let mut site = Site::start().await;
        let (_, mut anna) = site.member("anna", Some(site.groups[0]), true).await;
        let mut stranger = site.server.client();
        for (field, value, words) in [
            ("name", "  ", "Bitte geben Sie Name und Art an."),
            ("to", "2025-10-31", "Der letzte Tag liegt vor dem ersten."),
            ("from", "gestern", "Das ist kein Tag."),
            ("successor", "00000000-0000-0000-0000-000000000258", "nicht sein eigener Nachfolger"),
        ] {
            let answer = keep_body(&mut site.staff, "0", &[(field, value)]).await;
            assert!(refused(&answer, words), "{field}: {answer:?}");
        }
        assert!(refused(&keep_body(&mut anna, "0", &[]).await, "Forbidden"), "chairs do not enter bodies");
        assert!(refused(&keep_body(&mut stranger, "0", &[]).await, "Forbidden"));
        assert!(stranger.get("/bodies").await.body.contains("Noch ist kein Gremium eingetragen."));
        for _ in 0..2 {
            assert_eq!(keep_body(&mut site.staff, "0", &[]).await.location(), "/bodies", "sent twice it is one");
        }
        assert_eq!(keep_body(&mut site.staff, "1", &[("name", "Rat")]).await.location(), "/bodies");
        let late = keep_body(&mut site.staff, "1", &[("name", "Rat zwei")]).await;
        assert!(refused(&late, "Jemand anderes war schneller."), "{late:?}");
        let page = stranger.get("/bodies").await.body;
        assert!(
            page.contains("seit 01.11.2025") && page.contains("beschließt") && !page.contains("<form method"),
            "{page}"
        );
        assert!(site.staff.get("/bodies").await.body.contains("Gremium eintragen"));
    });
}

#[test]
fn a_decision_fits_its_votes_and_finishes_the_text() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let text = Uuid::from_u128(77);
        begin(&mut anna, group, text, "Vereine brauchen Räume.").await;
        keep_body(&mut site.staff, "0", &[]).await;
        assert!(refused(&decide(&mut site.staff, 700, text, &[]).await, "noch ein Entwurf"));
        stage(&mut anna, text, "open").await;
        for (field, value, words) in [
            ("outcome", "rejected", "ergeben ein anderes Ergebnis"),
            ("day", "2025-10-31", "Dieses Gremium gab es an diesem Tag nicht."),
            ("paper", " ", "Nummer der Drucksache an"),
            ("yes", "", "alle drei Zahlen"),
            ("yes", "-1", "alle drei Zahlen"),
            ("day", "morgen", "Das ist kein Tag."),
            ("version", "2", "NotFound"),
            ("body", "00000000-0000-0000-0000-000000000001", "Dieses Gremium gab es an diesem Tag nicht."),
        ] {
            let answer = decide(&mut site.staff, 700, text, &[(field, value)]).await;
            assert!(refused(&answer, words), "{field}: {answer:?}");
        }
        assert!(refused(&decide(&mut anna, 700, text, &[]).await, "Forbidden"), "chairs do not enter decisions");
        let against = [("outcome", "rejected"), ("yes", "1"), ("finished", "true")];
        let answer = decide(&mut site.staff, 700, text, &against).await;
        assert!(refused(&answer, "Nur ein Beschluss eines entscheidenden Gremiums"), "{answer:?}");
        let empty = anna.get(&format!("/texts/{text}/outcome")).await.body;
        assert!(empty.contains("Noch hat kein Gremium") && empty.contains("Noch hat niemand etwas"), "{empty}");
        write(&mut anna, text, 1, "Vereine brauchen günstige Räume.", "genauer").await;
        let old = decide(&mut site.staff, 700, text, &[("finished", "true")]).await;
        assert!(refused(&old, "Abschließen geht nur mit der neuesten Fassung."), "{old:?}");
        for _ in 0..2 {
            let done = decide(&mut site.staff, 701, text, &[("version", "2"), ("finished", "true")]).await;
            assert_eq!(done.location(), format!("/texts/{text}/outcome"), "{done:?}");
        }
        let records = &site.server.services.records;
        assert_eq!(records.decisions(text).await.expect("readable").len(), 1, "sent twice it is one");
        assert_eq!(records.text(text).await.expect("readable").expect("there").stage, TextStage::Settled);
        let page = anna.get(&format!("/texts/{text}/outcome")).await.body;
        for words in [
            "Beschlossen",
            "Drucksache 27-0123",
            "30 dafür, 12 dagegen, 3 Enthaltungen",
            "Kosten offenlegen",
            "14.03.2027",
            "Dieser Text ist abgeschlossen",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let file = anna.get(&format!("/texts/{text}/versions/2/files/text.md")).await.body;
        assert!(file.contains("\"Drucksache 27-0123\": \"Rat der Stadt: Beschlossen am 14.03.2027"), "{file}");
        let file = anna.get(&format!("/texts/{text}/versions/1/files/text.md")).await.body;
        assert!(!file.contains("Drucksache"), "{file}");
        let trace = anna.get(&format!("/texts/{text}/trace")).await.body;
        assert!(trace.contains("Änderungen: 1"), "{trace}");
    });
}

#[test]
fn a_report_remembers_where_it_came_from_and_takes_newer_versions_in() {
    run(async {
        let mut site = Site::start().await;
        let [first, second, _] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(first), true).await;
        let (_, mut bela) = site.member("bela", Some(second), true).await;
        let (one, two, report) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        begin(&mut anna, first, one, "Vereine brauchen Räume.\n\nUnd Schlüssel.").await;
        begin(&mut bela, second, two, "Alle lernen Deutsch.").await;
        let page = site.staff.get("/consultations/konferenz/report").await.body;
        assert!(page.contains("Noch ist kein Text geöffnet."), "{page}");
        stage(&mut anna, one, "open").await;
        stage(&mut bela, two, "open").await;
        let page = site.staff.get("/consultations/konferenz/report").await.body;
        assert!(page.contains("parts[0][place]") && page.contains("Geschlossen: Räume für alle"), "{page}");
        let (id, from_one, from_two) = (report.to_string(), one.to_string(), two.to_string());
        let fields = |places: [&str; 2]| {
            pairs(&[
                ("conference", "konferenz"),
                ("id", &id),
                ("title", "Bericht der Konferenz"),
                ("parts[0][text]", &from_one),
                ("parts[0][place]", places[0]),
                ("parts[0][heading]", "Gruppe eins"),
                ("parts[1][text]", &from_two),
                ("parts[1][place]", places[1]),
                ("parts[1][heading]", ""),
            ])
        };
        let make = "/calls/make-report";
        let nothing = post(&mut site.staff, make, &fields(["", " "])).await;
        assert!(refused(&nothing, "mindestens einem Text"), "{nothing:?}");
        assert!(refused(&post(&mut site.staff, make, &fields(["zwei", "1"])).await, "Ein Platz ist keine Zahl."));
        assert!(
            refused(&post(&mut anna, make, &fields(["2", "1"])).await, "Forbidden"),
            "chairs do not make the report"
        );
        for _ in 0..2 {
            let done = site.staff.post_form(make, &fields(["2", "1"])).await;
            assert_eq!(done.location(), format!("/texts/{report}"), "{done:?}");
        }
        let records = site.server.services.records.clone();
        let at_number = async |number| records.version(report, number).await.expect("readable").expect("there");
        let first = at_number(1).await;
        let words: Vec<&str> = first.content.paragraphs.iter().map(|one| one.block.text.as_str()).collect();
        let expected =
            ["Räume für alle", "Alle lernen Deutsch.", "Gruppe eins", "Vereine brauchen Räume.", "Und Schlüssel."];
        assert_eq!(words, expected);
        let head = records.text(report).await.expect("readable").expect("there");
        assert_eq!((head.kind, head.stage, head.group), (TextKind::Report, TextStage::Draft, None));
        let page = site.staff.get("/consultations/konferenz/report").await.body;
        assert!(page.contains("Alle Texte sind auf dem Stand des Berichts."), "{page}");
        assert!(
            page.contains(&format!("/texts/{one}/versions/1#p-"))
                && page.contains("Herkunft: Räume für alle, Fassung 1")
        );

        write(&mut anna, one, 1, "Vereine brauchen günstige Räume.\n\nUnd Schlüssel.\n\nUnd Licht.", "mehr").await;
        let page = site.staff.get("/consultations/konferenz/report").await.body;
        assert!(page.contains("Der Bericht hat Fassung 1, inzwischen gibt es Fassung 2."), "{page}");
        assert!(page.contains("Und Licht."), "{page}");
        let fields = pairs(&[("report", &id), ("seen", "1"), ("source", &from_one), ("taken", "1"), ("newest", "2")]);
        assert!(refused(&post(&mut anna, "/calls/update-report", &fields).await, "Forbidden"));
        let done = site.staff.post_form("/calls/update-report", &fields).await;
        assert_eq!(done.location(), format!("/texts/{report}/compare?old=1&new=2"), "{done:?}");
        let late = post(&mut site.staff, "/calls/update-report", &fields).await;
        assert!(refused(&late, "Jemand anderes war schneller."), "{late:?}");
        let next = at_number(2).await;
        let words: Vec<&str> = next.content.paragraphs.iter().map(|one| one.block.text.as_str()).collect();
        assert_eq!(words[3..], ["Vereine brauchen günstige Räume.", "Und Schlüssel.", "Und Licht."]);
        assert_eq!(next.content.paragraphs[3].id, first.content.paragraphs[3].id);

        // From the group's paragraph to the report and back.
        stage(&mut site.staff, report, "open").await;
        let origin = next.content.paragraphs[3].origin.expect("an origin");
        let here = anna.get(&format!("/texts/{one}/trace?paragraph={}", origin.paragraph)).await.body;
        let there = format!("/texts/{report}/trace?paragraph={}", next.content.paragraphs[3].id);
        assert!(here.contains(&there) && here.contains("Bericht der Konferenz, Fassung 2"), "{here}");
        let back = anna.get(&there).await.body;
        assert!(back.contains(&format!("/texts/{one}/trace?paragraph={}", origin.paragraph)), "{back}");
        // Who does not see the closed group learns nothing of it by the report's trace.
        let hidden = bela.get(&there).await.body;
        assert!(hidden.contains("den Sie nicht sehen können") && !hidden.contains(&one.to_string()), "{hidden}");
    });
}

#[test]
fn a_trace_leads_from_a_survey_to_the_text_and_back() {
    run(async {
        let mut site = Site::start().await;
        let survey = site.server.add_survey().await;
        let question =
            survey.questions().find(|question| question.kind.takes_answer()).expect("a question").code.clone();
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let text = Uuid::from_u128(77);
        begin(&mut anna, group, text, "Vereine brauchen Räume.").await;
        stage(&mut anna, text, "open").await;
        let version = site.server.services.records.version(text, 1).await.expect("readable").expect("there");
        let paragraph = version.content.paragraphs[0].id;
        let (id, place) = (text.to_string(), paragraph.to_string());
        let named = format!("{}/{question}", survey.slug);
        let fields = |question: &str| pairs(&[("text", &id), ("paragraph", &place), ("question", question)]);
        let add = "/calls/add-source";
        for wrong in ["", "nirgends/frage", &format!("{}/keine", survey.slug)] {
            assert!(refused(&post(&mut anna, add, &fields(wrong)).await, "Diese Frage gibt es nicht."), "{wrong}");
        }
        assert!(refused(&post(&mut bela, add, &fields(&named)).await, "Forbidden"), "only those who lead");
        let trace = format!("/texts/{text}/trace?paragraph={paragraph}");
        assert_eq!(anna.post_form(add, &fields(&named)).await.location(), trace);
        let page = bela.get(&trace).await.body;
        assert!(page.contains("Die Zahlen sieht das Referat") && !page.contains("result-card"), "{page}");
        let page = site.staff.get(&trace).await.body;
        assert!(page.contains("result-card") && page.contains(&format!("/office/surveys/{}", survey.slug)), "{page}");
        let results = site.staff.get(&format!("/office/surveys/{}", survey.slug)).await.body;
        assert!(results.contains("Daraus wurde") && results.contains(&place), "{results}");
        let fields = pairs(&[("text", &id), ("paragraph", &place), ("survey", &survey.slug), ("question", &question)]);
        assert!(refused(&post(&mut bela, "/calls/remove-source", &fields).await, "Forbidden"));
        assert_eq!(anna.post_form("/calls/remove-source", &fields).await.location(), trace);
        assert!(anna.get(&trace).await.body.contains("nennt keine Frage"));
        assert_eq!(anna.get(&format!("/texts/{text}/trace?paragraph={text}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_answer_is_promised_then_given_and_what_is_still_open_is_told() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let text = Uuid::from_u128(77);
        begin(&mut anna, group, text, "Vereine brauchen Räume.").await;
        stage(&mut anna, text, "open").await;
        let version = site.server.services.records.version(text, 1).await.expect("readable").expect("there");
        let (comment, id) = (Uuid::from_u128(500).to_string(), text.to_string());
        let said = pairs(&[
            ("comment[id]", &comment),
            ("comment[text]", &id),
            ("comment[paragraph]", &version.content.paragraphs[0].id.to_string()),
            ("comment[kind]", "question"),
            ("comment[body]", "Wann gibt es Schlüssel?"),
        ]);
        post(&mut anna, "/calls/send-comment", &said).await;
        let page = format!("/texts/{text}/outcome");
        let shown = anna.get(&page).await.body;
        assert!(shown.contains("Noch offen: 1 von 1 Beiträgen (100 %).") && shown.contains("Schlüssel"), "{shown}");
        assert!(anna.get(&format!("/texts/{text}")).await.body.contains("Noch offen: 1 von 1"), "on the text's page");
        let answer = Uuid::from_u128(501).to_string();
        let keep = |version: &'static str, words: &'static str, due: &'static str| {
            pairs(&[
                ("id", &answer),
                ("version", version),
                ("text", &id),
                ("to", &comment),
                ("unit", "Amt für Räume"),
                ("due", due),
                ("words", words),
            ])
        };
        let call = "/calls/keep-answer";
        assert!(refused(&post(&mut anna, call, &keep("0", "Ja.", "")).await, "Forbidden"), "the office answers");
        assert!(site.staff.get(&format!("{page}?open={comment}")).await.body.contains("answer-form"));
        for _ in 0..2 {
            // The last day was yesterday. Sent twice, it is one.
            let done = site.staff.post_form(call, &keep("0", "", "2026-11-21")).await;
            assert_eq!(done.location(), format!("{page}#answers"), "{done:?}");
        }
        let shown = anna.get(&page).await.body;
        for words in ["Überfällig", "Zuständig: Amt für Räume", "Frist: 21.11.2026", "Noch offen: 1 von 1"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        let done = site.staff.post_form(call, &keep("1", "Im Mai.", "2026-11-21")).await;
        assert_eq!(done.location(), format!("{page}#answers"), "{done:?}");
        let again = post(&mut site.staff, call, &keep("1", "Im Juni.", "")).await;
        assert!(refused(&again, "Diese Antwort wurde schon gegeben."), "{again:?}");
        let shown = anna.get(&page).await.body;
        for words in ["Kein Beitrag ist mehr offen.", "Im Mai.", "Beantwortet am 22.11.2026"] {
            assert!(shown.contains(words) && !shown.contains("Überfällig"), "{words}: {shown}");
        }
        let list = anna.get(&format!("{page}?fate=open")).await.body;
        assert!(list.contains("Hier steht nichts."), "{list}");
    });
}

#[test]
fn outcome_and_trace_tell_nothing_of_a_closed_group() {
    run(async {
        let mut site = Site::start().await;
        let [closed, visible, _] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), true).await;
        let (_, mut bela) = site.member("bela", Some(visible), true).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let text = Uuid::from_u128(1);
        begin(&mut anna, closed, text, "Geheimnis").await;
        stage(&mut anna, text, "open").await;
        keep_body(&mut site.staff, "0", &[]).await;
        decide(&mut site.staff, 700, text, &[]).await;
        let version = site.server.services.records.version(text, 1).await.expect("readable").expect("there");
        let paragraph = version.content.paragraphs[0].id;
        let mut stranger = site.server.client();
        for (name, client) in [("stranger", &mut stranger), ("guest", &mut guest), ("bela", &mut bela)] {
            for page in [
                format!("/texts/{text}/outcome"),
                format!("/texts/{text}/outcome?open={paragraph}"),
                format!("/texts/{text}/trace"),
                format!("/texts/{text}/trace?paragraph={paragraph}"),
            ] {
                let answer = client.get(&page).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} {page}");
                for secret in ["Geheimnis", "Räume für alle", "27-0123"] {
                    assert!(!answer.body.contains(secret), "{name} {page}");
                }
            }
            let page = client.get("/consultations/konferenz/report").await;
            assert!(page.leads_to_sign_in() && !page.body.contains("Räume für alle"), "{name}: {page:?}");
            for (call, fields) in [
                ("outcome-summary", format!("id={text}")),
                ("load-outcome", format!("id={text}&wanted[fate]=")),
                ("load-trace", format!("id={text}&paragraph=")),
                ("load-trace", format!("id={text}&paragraph={paragraph}")),
                ("load-report-desk", "conference=konferenz".to_owned()),
                ("import-desk", format!("group={closed}&slip=")),
                ("replace-desk", format!("text={text}&slip=")),
                ("look-at-imported", format!("text={text}&slip={text}")),
                ("add-source", format!("text={text}&paragraph={paragraph}&question=x")),
                ("remove-source", format!("text={text}&paragraph={paragraph}&survey=x&question=x")),
                ("take-replacement", format!("text={text}&slip={text}&reason=x")),
            ] {
                let request = axum::http::Request::post(format!("/calls/{call}"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin");
                let answer = client.send(request, &fields).await;
                let nothing = answer.body.contains("NotFound") || answer.body.contains("Forbidden");
                assert!(nothing && !answer.body.contains("Räume"), "{name} {call}: {}", answer.body);
            }
        }
    });
}
