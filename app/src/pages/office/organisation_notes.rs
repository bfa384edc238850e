//! Internal notes about an organisation, and a form for the next one.

use leptos::prelude::*;
use uuid::Uuid;

use super::organisations::HERE;
use crate::calls::organisations::NoteView;
use crate::components::textarea::in_textarea;
use crate::texts::{fill, organisations as t};

#[component]
pub fn Notes(
    organisation: Uuid,
    notes: Vec<NoteView>,
    new_note: Uuid,
    refused: Option<(String, String, String)>,
) -> impl IntoView {
    let (text, follow_up, problem) = refused.unwrap_or_default();
    let described = (!problem.is_empty()).then_some("note-problem");
    let invalid = (!problem.is_empty()).then_some("true");
    view! {
        <section class="panel" id="notes" aria-labelledby="notes-title">
            <h2 id="notes-title">{t::NOTES}</h2>
            <p class="quiet small">{t::NOTES_HINT}</p>
            {if notes.is_empty() {
                view! { <p class="quiet">{t::NO_NOTES}</p> }.into_any()
            } else {
                view! {
                    <ul class="case-notes">
                        {notes.into_iter().map(|note| view! { <Note organisation note/> }).collect_view()}
                    </ul>
                }.into_any()
            }}
            <form method="post" action=format!("{HERE}/{organisation}/notes") id="new-note" class="note-form">
                <input type="hidden" name="id" value=new_note.to_string()/>
                <div class="field">
                    <label for="note-text">{t::NEW_NOTE}</label>
                    {(!problem.is_empty()).then(|| view! {
                        <p class="field-problem" id="note-problem" role="alert">{problem}</p>
                    })}
                    <textarea
                        id="note-text"
                        name="text"
                        maxlength="5000"
                        required
                        aria-describedby=described
                        aria-invalid=invalid
                    >{in_textarea(&text)}</textarea>
                </div>
                <div class="field">
                    <label for="follow-up">{t::FOLLOW_UP}</label>
                    <p class="help quiet" id="follow-up-help">{t::FOLLOW_UP_HINT}</p>
                    <input type="date" id="follow-up" name="follow-up" value=follow_up aria-describedby="follow-up-help"/>
                </div>
                <button class="button">{t::ADD_NOTE}</button>
            </form>
        </section>
    }
}

#[component]
fn Note(organisation: Uuid, note: NoteView) -> impl IntoView {
    let action = format!("{HERE}/{organisation}/notes/{}", note.id);
    let to_delete = action.clone();
    let by = fill(t::WRITTEN_BY, &[("name", &note.author), ("day", &note.created)]);
    let state = note.follow_up.map(|day| {
        let (class, words, label, done) = if note.done {
            ("state closed", t::DONE.to_owned(), t::MARK_OPEN, "0")
        } else {
            ("state open", fill(t::OPEN_UNTIL, &[("day", &day)]), t::MARK_DONE, "1")
        };
        view! {
            <form method="post" action=action class="button-row">
                <span class=class>{words}</span>
                <input type="hidden" name="done" value=done/>
                <button class="button quiet-button">{label}</button>
            </form>
        }
    });
    view! {
        <li>
            <p class="quiet small">{by}</p>
            <p class="note-text" dir="auto">{note.text}</p>
            {state}
            // Two steps, so that nothing is gone by one wrong click.
            <details>
                <summary>{t::DELETE_NOTE}</summary>
                <form method="post" action=to_delete>
                    <p class="small">{t::DELETE_NOTE_HINT}</p>
                    <button class="button danger" name="go" value="delete">{t::DELETE_NOTE_FOR_GOOD}</button>
                </form>
            </details>
        </li>
    }
}
