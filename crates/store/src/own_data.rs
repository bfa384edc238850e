//! Everything that is stored with an account, for its person to take along. Tables that name accounts and are not asked here are
//! asked by the methods of their own files: the account, its second step, sessions, links, what it follows, its own deeds.

use serde_json::{Map, Value};
use surrealdb::types::vars;
use uuid::Uuid;

use crate::{Actor, Records, StoreError};

/// What a part of the file is called, and where it comes from.
const PARTS: [(&str, &str); 21] = [
    (
        "seats",
        "SELECT group, record::id(conference) AS conference, chair, since FROM group_member WHERE account = $account",
    ),
    ("texts", "SELECT record::id(id) AS id, title, kind, created FROM text WHERE author = $account ORDER BY created"),
    (
        "versions",
        "SELECT record::id(id)[0] AS text, record::id(id)[1] AS number, at FROM text_version WHERE author = $account",
    ),
    (
        "comments",
        "SELECT record::id(id) AS id, text, paragraph, parent, kind, body, at, standing, history, ruling, fate \
         FROM comment WHERE author = $account ORDER BY at",
    ),
    ("opinions_on_comments", "SELECT comment, opinion FROM comment_opinion WHERE account = $account"),
    ("reports_of_comments", "SELECT comment, reason, words, at, closed FROM comment_report WHERE by = $account"),
    (
        "amendments",
        "SELECT record::id(id) AS id, text, entry, at, state FROM amendment WHERE author = $account ORDER BY at",
    ),
    ("amendments_supported", "SELECT amendment, at FROM amendment_support WHERE account = $account"),
    ("positions", "SELECT text, number, group, position, at FROM position WHERE account = $account"),
    (
        "objections",
        "SELECT record::id(id) AS id, text, number, entry, at FROM objection WHERE string::contains(entry, $id)",
    ),
    ("open_votes", "SELECT record::id(id)[0] AS vote, choice FROM vote_choice WHERE record::id(id)[1] = $account"),
    // What was chosen in a secret vote is stored with nobody.
    (
        "secret_votes_taken_part_in",
        "SELECT record::id(id)[0] AS vote FROM vote_voter WHERE record::id(id)[1] = $account",
    ),
    ("meetings", "SELECT meeting, registered, attended, asked, spoken FROM meeting_guest WHERE account = $account"),
    ("happenings", "SELECT at, kind, deed, thing FROM happening WHERE by = $account ORDER BY at"),
    ("feeds", "SELECT thing, created FROM feed_secret WHERE account = $account"),
    (
        "notes_about_organisations",
        "SELECT record::id(organisation) AS organisation, text, created, follow_up, done \
         FROM organisation_note WHERE author = $account ORDER BY created",
    ),
    (
        "organisations_looked_after",
        "SELECT record::id(id) AS organisation FROM organisation WHERE caretaker = $account",
    ),
    ("unfinished_forms", "SELECT text, expires FROM organisation_slip WHERE owner = $account"),
    (
        "drafts_of_mail_texts",
        "SELECT record::id(id) AS name, subject, body FROM mail_draft WHERE string::ends_with(record::id(id), $id)",
    ),
    (
        "mails",
        "SELECT template, language, parameters, state, trouble, queued, due, ended FROM mail WHERE address = $address \
         ORDER BY queued",
    ),
    (
        "audit_log_by_others",
        "SELECT at, IF string::starts_with(actor, 'account:') { 'somebody else' } ELSE { actor } AS by, deed, note \
         FROM audit WHERE subject = $subject AND actor != $subject ORDER BY at DESC",
    ),
];
/// Fields that hold JSON as text.
const JSON: [&str; 5] = ["entry", "history", "ruling", "fate", "parameters"];

impl Records {
    /// What is stored with an account beyond the account itself, by the names of its parts.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn own_data(&self, account: Uuid, email: &str) -> Result<Map<String, Value>, StoreError> {
        let queries: Vec<&str> = PARTS.iter().map(|(_, query)| *query).collect();
        let variables = vars! {
            account: surrealdb::types::Uuid::from(account),
            id: account.to_string(),
            address: email.trim().to_lowercase(),
            subject: Actor::Account(account).text(),
        };
        let mut answer = self.database().query(queries.join("; ")).bind(variables).await?;
        let mut data = Map::new();
        for (number, (name, _)) in PARTS.iter().enumerate() {
            let rows: Vec<Value> = answer.take(number)?;
            let rows: Vec<Value> = rows.into_iter().map(unfolded).collect();
            data.insert((*name).to_owned(), Value::Array(rows));
        }
        // The names of others may stand in an objection, too.
        if let Some(Value::Array(objections)) = data.get_mut("objections") {
            objections.retain(|objection| objection["entry"]["by"] == account.to_string());
        }
        Ok(data)
    }
}

/// A row with its texts of JSON read.
fn unfolded(mut row: Value) -> Value {
    if let Value::Object(fields) = &mut row {
        for name in JSON {
            let read = fields.get(name).and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok());
            if let Some(read) = read {
                fields.insert(name.to_owned(), read);
            }
        }
    }
    row
}
