//! The documents the consultation is made for, read as addressable texts: the fourteen guidelines and the recommendations of the
//! city's integration concept. They stand beside the repository; without them these tests say so and pass.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use domain::text::blocks::{Block, BlockKind, List};
use domain::text::document::{Content, paragraphs};
use domain::text::replace::replace;
use domain::text::{lines, plain};
use uuid::Uuid;

#[expect(clippy::print_stdout, reason = "a person reads what was not run")]
fn document(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/documents");
    if !folder.is_dir() {
        println!("{name}: skipped, there are no documents beside this repository");
        return None;
    }
    Some(std::fs::read_to_string(folder.join(name)).unwrap_or_else(|problem| panic!("{name}: {problem}")))
}

fn items(blocks: &[Block], wanted: List) -> Vec<&str> {
    let is = |block: &&Block| matches!(block.kind, BlockKind::Item { list, .. } if list == wanted);
    blocks.iter().filter(is).map(|block| block.text.as_str()).collect()
}

#[test]
fn the_fourteen_guidelines() {
    let Some(text) = document("leitlinien-duisburg.txt") else { return };
    let blocks = plain::read(&text);
    let guidelines = items(&blocks, List::Numbers);
    assert_eq!(guidelines.len(), 14, "{guidelines:#?}");
    assert!(
        guidelines[0].starts_with("Die Integration aller") && guidelines[0].contains("kommunalpolitische Aufgabe.")
    );
    assert!(guidelines[0].contains("unterschiedlicher Herkunft") && guidelines[1].contains("stadtnahen Unternehmen"));
    assert_eq!(guidelines[6], "Frauenförderung bildet einen besonderen Schwerpunkt in unserer Integrationspolitik.");
    assert!(guidelines[13].ends_with("Migrantinnen und Migranten ein."));

    // Every one is addressable and can be cited by lines, and the same file again changes nothing.
    let mut next = 0;
    let mut ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let content = Content { title: "Leitlinien".into(), paragraphs: paragraphs(blocks.clone(), &mut ids) };
    assert!(replace(&content, &plain::read(&text), &mut ids).is_unchanged(&content));
    let numbered = lines::number(blocks.iter().map(|block| block.text.as_str()), 1, lines::USUAL);
    assert!(numbered.iter().all(|line| line.text.trim_end().chars().count() <= lines::USUAL.get()));
    let narrow = lines::number(blocks.iter().map(|block| block.text.as_str()), 1, NonZeroUsize::MIN);
    assert!(narrow.len() > numbered.len());
}

#[test]
fn the_six_recommendations() {
    let Some(text) = document("integrationskonzept-duisburg.txt") else { return };
    let blocks = plain::read(&text);
    let heading = |block: &Block| block.text == "6.7 INTERKULTURELLE AUSRICHTUNG DER VERWALTUNG";
    let chapter = blocks.iter().position(heading).expect("the chapter");
    assert_eq!(blocks[chapter].kind, BlockKind::Heading(2));
    let is_item = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
    let first = chapter + blocks[chapter..].iter().position(is_item).expect("a recommendation");
    let list: Vec<&Block> = blocks[first..].iter().take_while(|block| is_item(block)).collect();
    assert_eq!(list.len(), 6, "{list:#?}");
    assert_eq!(list[0].text, "Interkulturelle Ausrichtung als Querschnittsaufgabe");
    assert!(list[5].text.ends_with("benennen"));
}
