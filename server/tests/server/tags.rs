//! Tags of paragraphs through the real site, with plain forms: who sets them, what readers see of them, and who finds what by them.

use axum::http::StatusCode;
use domain::text::document::{Tag, Vocabulary};
use uuid::Uuid;

use crate::consultation::{Site, begin, stage};
use crate::support::{Answer, Client, pairs, run};

async fn tag(client: &mut Client, text: Uuid, seen: u32, paragraph: Uuid, tags: &[&str], topics: &str) -> Answer {
    let (text, seen, paragraph) = (text.to_string(), seen.to_string(), paragraph.to_string());
    let mut fields = vec![("id", text.as_str()), ("seen", &seen), ("paragraph", &paragraph)];
    fields.extend(tags.iter().map(|tag| ("tags[]", *tag)));
    fields.extend([("topics", topics), ("reason", "Schlagworte ergänzt")]);
    client.post_form("/calls/tag-paragraph", &pairs(&fields)).await
}

/// The second paragraph of the newest version.
async fn second(site: &Site, text: Uuid) -> domain::text::document::Paragraph {
    let records = &site.server.services.records;
    let head = records.text(text).await.expect("readable").expect("there");
    let version = records.version(text, head.current).await.expect("readable").expect("there");
    version.content.paragraphs[1].clone()
}

#[test]
fn who_may_write_a_text_says_what_its_paragraphs_are_about() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let id = Uuid::from_u128(78);
        begin(&mut anna, group, id, "Erstens.\n\nZweitens in Marxloh.").await;
        stage(&mut anna, id, "open").await;
        let paragraph = second(&site, id).await.id;
        let form = anna.get(&format!("/texts/{id}/paragraphs/{paragraph}/tags")).await;
        assert_eq!(form.status, StatusCode::OK);
        for name in
            ["Zweitens in Marxloh.", "Leitlinie 3: Lebenslage", "Soziale Beratung und Betreuung", "Stadtteil Marxloh"]
        {
            assert!(form.body.contains(name), "{name} is missing in {}", form.body);
        }
        assert!(anna.get(&format!("/texts/{id}/paragraphs/{paragraph}")).await.body.contains("Schlagworte ändern"));

        let keys = ["guideline:10", "guideline:3", "pillar:sozial", "district:202"];
        let answer = tag(&mut anna, id, 1, paragraph, &keys, " Räume , am Abend,").await;
        assert_eq!(answer.location(), format!("/texts/{id}/paragraphs/{paragraph}#p-{paragraph}"), "{answer:?}");
        let tagged = second(&site, id).await;
        assert_eq!((tagged.id, tagged.tags.len()), (paragraph, 6), "{:?}", tagged.tags);
        assert!(tagged.tags.contains(&Tag::new(Vocabulary::Topic, "am Abend")));
        // Readers see names, in the order of their numbers, on the page, in the comparison and in files.
        let page = anna.get(&format!("/texts/{id}")).await.body;
        let (third, tenth) = (page.find("Leitlinie 3: Lebenslage"), page.find("Leitlinie 10: Viele Gruppen"));
        assert!(third.is_some() && third < tenth && page.contains("Stadtteil Marxloh"), "{page}");
        let compared = anna.get(&format!("/texts/{id}/compare?old=1&new=2&view=changes")).await.body;
        assert!(compared.contains("andere Schlagworte") && !compared.contains("sind gleich"), "{compared}");
        let file = anna.get(&format!("/texts/{id}/versions/2/files/text.csv")).await.body;
        assert!(file.contains("Stadtteil Marxloh") && file.contains("Säule: Soziale Beratung"), "{file}");

        // The form shows what is chosen; without ticks all go.
        let form = anna.get(&format!("/texts/{id}/paragraphs/{paragraph}/tags")).await.body;
        assert!(form.contains("Räume, am Abend") && form.matches(" checked").count() == 4, "{form}");
        let answer = tag(&mut anna, id, 2, paragraph, &[], "").await;
        assert!(answer.location().ends_with(&format!("#p-{paragraph}")), "{answer:?}");
        assert!(second(&site, id).await.tags.is_empty());

        // What is refused changes nothing: an old version, nothing new, no such tag, too long a word, somebody else, too late.
        for (seen, tags, topics) in [
            (2, &["pillar:sozial"][..], ""),
            (3, &[], ""),
            (3, &["guideline:15"], ""),
            (3, &["unit"], ""),
            (
                3,
                &[],
                "ein Wort, das viel länger ist, als ein Schlagwort auf einer Seite jemals sein sollte, ohne ein Komma dazwischen",
            ),
        ] {
            let refused = tag(&mut anna, id, seen, paragraph, tags, &topics.replace(", ", " ")).await;
            assert!(refused.is_refused(), "{seen} {tags:?} {topics}: {refused:?}");
        }
        let refused = tag(&mut anna, id, 3, Uuid::from_u128(1), &["pillar:sozial"], "").await;
        assert!(refused.is_refused(), "{refused:?}");
        for client in [&mut guest, &mut site.server.client()] {
            let refused = tag(client, id, 3, paragraph, &["pillar:sozial"], "").await;
            assert!(refused.is_refused(), "{refused:?}");
            let form = client.get(&format!("/texts/{id}/paragraphs/{paragraph}/tags")).await;
            assert!(!form.body.contains("Zweitens"), "{}", form.body);
        }
        stage(&mut site.staff, id, "settled").await;
        let refused = tag(&mut anna, id, 3, paragraph, &["pillar:sozial"], "").await;
        assert!(refused.is_refused(), "{refused:?}");
        assert!(second(&site, id).await.tags.is_empty());
    });
}

#[test]
fn by_a_tag_people_find_what_they_may_read_and_nothing_else() {
    run(async {
        let mut site = Site::start().await;
        let [closed, _, public] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), false).await;
        let (_, mut cem) = site.member("cem", Some(public), false).await;
        let texts = [Uuid::from_u128(1), Uuid::from_u128(2)];
        for ((client, group), id) in [(&mut anna, closed), (&mut cem, public)].into_iter().zip(texts) {
            begin(client, group, id, &format!("Anfang.\n\nGeheimnis {}", id.as_u128())).await;
            stage(client, id, "open").await;
            let paragraph = second(&site, id).await.id;
            let topic = format!("Wort {}", id.as_u128());
            tag(client, id, 1, paragraph, &["pillar:sozial"], &topic).await;
        }
        let here = "/consultations/konferenz/tags";
        let page = anna.get(&format!("{here}?tag=pillar:sozial")).await.body;
        assert!(page.contains("Geheimnis 1") && page.contains("Wort 1"), "{page}");
        assert!(!page.contains("Anfang.") && !page.contains("Geheimnis 2") && !page.contains("Wort 2"), "{page}");
        let page = cem.get(&format!("{here}?tag=topic:Wort%202")).await.body;
        assert!(page.contains("Geheimnis 2") && !page.contains("Geheimnis 1") && !page.contains("Wort 1"), "{page}");
        let mut stranger = site.server.client();
        for tag in ["", "?tag=pillar:sozial", "?tag=topic:Wort%201", "?tag=guideline:99", "?tag=nonsense"] {
            let page = stranger.get(&format!("{here}{tag}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(
                !page.body.contains("Geheimnis") && page.body.contains("Noch hat hier kein Absatz"),
                "{}",
                page.body
            );
        }
        assert_eq!(stranger.get("/consultations/gibt-es-nicht/tags").await.status, StatusCode::NOT_FOUND);
    });
}
