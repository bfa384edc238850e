//! Lists of organisations as files: what [`super::read`] reads.

use std::collections::{BTreeMap, BTreeSet};

use domain::organisation::Organisation;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use uuid::Uuid;

use super::cells::cell_of;
use super::column::Column;

/// The names behind identities: organisations, and people of the office.
#[derive(Clone, Default)]
pub struct Names {
    pub organisations: BTreeMap<Uuid, String>,
    /// Whoever looks after organisations, or did.
    pub caretakers: BTreeMap<Uuid, String>,
    /// Those of them who do no longer: their names are shown, and nobody chooses them anew.
    pub former: BTreeSet<Uuid>,
}

impl Names {
    /// Whether this person may look after an organisation that `before` looked after.
    pub fn may_look_after(&self, person: Uuid, before: Option<Uuid>) -> bool {
        before == Some(person) || (self.caretakers.contains_key(&person) && !self.former.contains(&person))
    }
}

/// Shows nothing: what is printed may land in a log.
impl std::fmt::Debug for Names {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Names(…)")
    }
}

/// Signs with which spreadsheet programs begin to compute.
fn computes(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text so that no spreadsheet program computes it: an apostrophe in front where it might.
pub(crate) fn bound(text: &str) -> String {
    if computes(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text without the apostrophe of [`bound`].
pub(super) fn freed(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| computes(rest)).unwrap_or(text)
}

fn columns(organisations: &[Organisation]) -> Vec<Column> {
    Column::all(organisations.iter().map(|organisation| organisation.contacts.len()).max().unwrap_or(1))
}

/// A CSV file as Excel opens it in Germany: semicolons, UTF-8 with its mark.
pub fn csv(organisations: &[Organisation], names: &Names) -> Vec<u8> {
    let columns = columns(organisations);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let header: Vec<String> = columns.iter().map(|column| column.title()).collect();
    let rows = organisations
        .iter()
        .map(|organisation| columns.iter().map(|column| bound(&cell_of(organisation, *column, names))).collect());
    for row in std::iter::once(header).chain(rows) {
        // Into memory: nothing can fail but memory itself.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

/// An XLSX file: texts throughout, so that nothing is computed and no leading zero is lost.
///
/// # Errors
///
/// When it becomes larger than the format allows.
pub fn xlsx(organisations: &[Organisation], names: &Names) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(organisations);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Organisationen")?;
    let bold = Format::new().set_bold();
    for (place, column) in (0_u16..).zip(&columns) {
        sheet.write_string_with_format(0, place, column.title(), &bold)?;
        sheet.set_column_width(place, if *column == Column::Name { 40 } else { 20 })?;
    }
    for (number, organisation) in (1_u32..).zip(organisations) {
        for (place, column) in (0_u16..).zip(&columns) {
            let text = cell_of(organisation, *column, names);
            // A text is not computed here; only an apostrophe of its own has to be told from ours.
            let text = if text.starts_with('\'') { bound(&text) } else { text };
            if !text.is_empty() {
                sheet.write_string(number, place, text)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    book.save_to_buffer()
}
