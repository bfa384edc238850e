//! The documents the consultation is made for, through every file and back. They stand beside the repository; without them these tests
//! say so and pass.

use std::path::PathBuf;

use domain::text::plain;
use exchange::texts::{Paper, TextFormat, docx, markdown, numbered_lines, odt};

use crate::{good, say, version};

fn document(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/documents"));
    if !folder.is_dir() {
        say(&format!("{name}: skipped, there are no documents beside this repository"));
        return None;
    }
    Some(std::fs::read(folder.join(name)).unwrap_or_else(|problem| panic!("{name}: {problem}")))
}

#[test]
fn the_real_documents_come_through_every_file() {
    for name in [
        "leitlinien-duisburg.txt",
        "integrationskonzept-duisburg.txt",
        "leitlinien-magdeburg.txt",
        "partnervereinbarung-presse.txt",
    ] {
        let Some(bytes) = document(name) else { continue };
        let imported = good(name, &bytes);
        assert_eq!(imported.format, TextFormat::Plain);
        let text = String::from_utf8(bytes).expect("text");
        assert!(plain::read(&text).len() - imported.blocks.len() <= 1, "{name}");
        let first = version("Titel", imported.blocks);
        let words: Vec<String> =
            first.content.paragraphs.iter().map(|part| squeezed(&exchange::texts::standing(&part.block))).collect();
        let lines = numbered_lines(&first.content, domain::text::lines::USUAL).len();
        for (file, bytes) in [
            ("a.docx", docx(&Paper::new(&first)).expect("a document")),
            ("a.odt", odt(&Paper::new(&first)).expect("a document")),
        ] {
            let again = good(file, &bytes);
            let came: Vec<String> =
                again.blocks.iter().map(|block| squeezed(&exchange::texts::standing(block))).collect();
            assert_eq!(came, words, "{name} as {file}");
            // Read once, the text has its final form: from here on every file is the same text.
            let second = version("Titel", again.blocks.clone());
            assert_eq!(good("a.docx", &docx(&Paper::new(&second)).expect("a document")).blocks, again.blocks);
            assert_eq!(good("a.odt", &odt(&Paper::new(&second)).expect("a document")).blocks, again.blocks);
            assert_eq!(good("a.md", markdown(&Paper::new(&second)).as_bytes()).blocks, again.blocks);
        }
        say(&format!("{name}: {} blocks, {lines} lines", words.len()));
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
