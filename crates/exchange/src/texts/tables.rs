//! A text for spreadsheets (CSV) and for programs (JSON).

use chrono::{DateTime, Utc};
use domain::text::blocks::{BlockKind, List};
use domain::text::document::Content;
use domain::text::words::Piece;
use serde::Serialize;
use uuid::Uuid;

use super::paper::{Paper, standing};
use crate::organisations::write::bound;

/// One row per paragraph, as Excel opens it in Germany. No cell is computed.
pub fn csv(paper: &Paper<'_>) -> Vec<u8> {
    let header = ["Nummer", "Kennung", "Art", "Zeilen", "Text", "Schlagworte", "Kommentare", "Änderungsanträge"];
    let rows = paper.rows().into_iter().map(|row| {
        [
            row.number.clone(),
            row.paragraph.id.to_string(),
            kind(row.block().kind),
            row.line_range(),
            standing(row.block()),
            row.tags.clone(),
            row.comments.to_string(),
            row.amendments.len().to_string(),
        ]
    });
    table(header, rows)
}

/// Any table as Excel opens it in Germany: semicolons, UTF-8 with its mark. No cell is computed, whatever stands in it.
pub fn table<const N: usize>(header: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    // Into memory: nothing can fail but memory itself.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row.each_ref().map(|cell| bound(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

fn kind(kind: BlockKind) -> String {
    match kind {
        BlockKind::Paragraph => "Absatz".to_owned(),
        BlockKind::Heading(level) => format!("Überschrift {level}"),
        BlockKind::Quote => "Zitat".to_owned(),
        BlockKind::Verbatim => "Unverändert".to_owned(),
        BlockKind::Item { list, depth } => {
            let list = match list {
                List::Bullets => "Punkt",
                List::Numbers => "Nummer",
                List::Letters => "Buchstabe",
            };
            if depth == 0 { list.to_owned() } else { format!("{list}, Ebene {}", u16::from(depth) + 1) }
        }
    }
}

/// The version with its address and hash, and the numbers and lines under which its paragraphs are cited. No account stands in it: the
/// author only by name, and only where the paper names one.
///
/// # Errors
/// Never for a version that can be kept.
pub fn json(paper: &Paper<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let rows = paper.rows();
    let places = rows
        .iter()
        .map(|row| Place {
            paragraph: row.paragraph.id,
            number: &row.number,
            lines: row.lines.first().zip(row.lines.last()).map(|(first, last)| [first.number, last.number]),
            comments: row.comments,
            amendments: row
                .amendments
                .iter()
                .map(|amendment| Amendment {
                    label: &amendment.label,
                    author: &amendment.author,
                    reason: &amendment.reason,
                    difference: &amendment.pieces,
                })
                .collect(),
        })
        .collect();
    let version = paper.version;
    let file = File {
        format: "teilhabe text 1",
        address: version.address(),
        line_length: paper.line_length.get(),
        version: Told {
            text: version.text,
            number: version.number,
            author: paper.author.as_deref(),
            at: version.at,
            reason: &version.reason,
            content: &version.content,
            hash: &version.hash,
        },
        places,
    };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    address: String,
    line_length: usize,
    version: Told<'a>,
    places: Vec<Place<'a>>,
}

/// A version without the account that made it; anybody can compute its hash again from its content.
#[derive(Serialize)]
struct Told<'a> {
    text: Uuid,
    number: u32,
    author: Option<&'a str>,
    at: DateTime<Utc>,
    reason: &'a str,
    content: &'a Content,
    hash: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    paragraph: Uuid,
    number: &'a str,
    /// First and last.
    lines: Option<[usize; 2]>,
    comments: usize,
    amendments: Vec<Amendment<'a>>,
}

#[derive(Serialize)]
struct Amendment<'a> {
    label: &'a str,
    author: &'a str,
    reason: &'a str,
    difference: &'a [Piece],
}
