//! Texts as files: links to take one along, the forms that bring one, and what was read of it.

use domain::text::replace::Orphan;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use crate::calls::consultation::text_files::{
    ImportDesk, ImportedView, LONGEST_REASON, Preview, ReplaceDesk, TakeReplacement, load_import_desk,
    load_replace_desk, look_at_imported,
};
use crate::components::forum::{Forum, Refused, refusal};
use crate::pages::consultations::loaded;
use crate::pages::consultations::reading::number_words;
use crate::texts::{fill, outcome as t};

/// What files are called in addresses, and what people call them.
const FILES: [(&str, &str); 6] = [
    ("text.pdf", "PDF"),
    ("text.docx", "Word"),
    ("text.odt", "OpenDocument"),
    ("text.md", "Markdown"),
    ("text.csv", "Tabelle (CSV)"),
    ("text.json", "Daten (JSON)"),
];

/// Those that show open amendments under their paragraphs.
const AMENDED: usize = 4;

/// Links to the files of a version with its open amendments.
#[component]
pub fn AmendedFileLinks(text: Uuid, number: u32) -> impl IntoView {
    view! {
        <nav class="file-links" aria-label=t::FILES_AMENDED>
            <ul>
                {FILES.into_iter().take(AMENDED).map(|(file, name)| view! {
                    <li>
                        <a href=format!("/texts/{text}/versions/{number}/files/{file}?amendments=true") rel="external" download>
                            {name}
                        </a>
                    </li>
                }).collect_view()}
            </ul>
        </nav>
    }
}

/// Links to all files of a version.
#[component]
pub fn FileLinks(text: Uuid, number: u32) -> impl IntoView {
    view! {
        <nav class="file-links" aria-label=t::FILES>
            <ul>
                {FILES.map(|(file, name)| view! {
                    <li>
                        <a href=format!("/texts/{text}/versions/{number}/files/{file}") rel="external" download>{name}</a>
                    </li>
                })}
            </ul>
        </nav>
    }
}

/// The form that replaces a text by a file; the page it leads to shows first what would change.
#[component]
pub fn ReplaceForm(text: Uuid, #[prop(optional, into)] trouble: String) -> impl IntoView {
    view! {
        <form method="post" action=format!("/texts/{text}/replace") enctype="multipart/form-data" class="panel entry-form" id="replace-form">
            <p>{t::REPLACE_LEAD}</p>
            <FileField id="replace-file" trouble/>
            <button class="button">{t::REPLACE_LOOK}</button>
        </form>
    }
}

#[component]
fn Import(desk: ImportDesk) -> impl IntoView {
    view! {
        <form
            method="post"
            action=format!("/groups/{}/texts/import", desk.group)
            enctype="multipart/form-data"
            class="panel entry-form"
            id="import-form"
        >
            <p>{t::IMPORT_LEAD}</p>
            <input type="hidden" name="id" value=desk.id.to_string()/>
            <FileField id="import-file" trouble=desk.trouble/>
            <button class="button">{t::IMPORT_GO}</button>
        </form>
    }
}

#[component]
fn FileField(id: &'static str, trouble: String) -> impl IntoView {
    let (help, problem) = (format!("{id}-help"), format!("{id}-problem"));
    let wrong = !trouble.is_empty();
    let described = if wrong { format!("{help} {problem}") } else { help.clone() };
    view! {
        {wrong.then(|| view! { <p class="notice danger" id=problem role="alert">{trouble}</p> })}
        <div class="field">
            <label for=id>{t::FILE}</label>
            <p class="help quiet" id=help>{t::FILE_HINT}</p>
            <input
                type="file"
                id=id
                name="file"
                required
                accept=".docx,.docm,.odt,.md,.txt"
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}

/// `/groups/:group/texts/import`
#[component]
pub fn ImportText() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let group = Memo::new(move |_| params.read().get("group").unwrap_or_default());
    let slip = Memo::new(move |_| query.read().get("slip").unwrap_or_default());
    let desk = Resource::new(move || (group.get(), slip.get()), |(group, slip)| load_import_desk(group, slip));
    loaded(desk, |desk| {
        let trail = vec![(format!("/groups/{}", desk.group), desk.group_name.clone())];
        view! {
            <Forum title=t::IMPORT trail>
                <h1>{t::IMPORT}</h1>
                {if desk.may {
                    view! { <Import desk/> }.into_any()
                } else {
                    view! { <p class="notice">{t::NOT_NOW}</p> }.into_any()
                }}
            </Forum>
        }
    })
}

/// `/texts/:text/imported`: what was read of a file that is a text now.
#[component]
pub fn ImportedText() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let slip = Memo::new(move |_| query.read().get("slip").unwrap_or_default());
    let found = Resource::new(move || (text.get(), slip.get()), |(text, slip)| look_at_imported(text, slip));
    loaded(found, |ImportedView { text, title, count, notes }| {
        view! {
            <Forum title=t::IMPORTED>
                <h1>{t::IMPORTED}</h1>
                <p><strong>{title}</strong></p>
                <p>{fill(t::IMPORTED_COUNT, &[("n", &count.to_string())])}</p>
                <Notes notes/>
                <p><a class="button primary" href=format!("/texts/{text}")>{t::TO_TEXT}</a></p>
            </Forum>
        }
    })
}

/// `/texts/:text/replace`: the form, or what a file would change.
#[component]
pub fn ReplaceText() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let slip = Memo::new(move |_| query.read().get("slip").unwrap_or_default());
    let action = ServerAction::<TakeReplacement>::new();
    let desk = Resource::new(move || (text.get(), slip.get()), |(text, slip)| load_replace_desk(text, slip));
    loaded(desk, move |desk| view! { <Replacing desk action/> })
}

#[component]
fn Replacing(desk: ReplaceDesk, action: ServerAction<TakeReplacement>) -> impl IntoView {
    let ReplaceDesk { text, title, may, settled, trouble, preview } = desk;
    let trail = vec![(format!("/texts/{text}"), title)];
    view! {
        <Forum title=t::REPLACE trail>
            <h1>{t::REPLACE}</h1>
            {match preview {
                _ if settled => view! { <p class="notice">{t::SETTLED}</p> }.into_any(),
                _ if !may => view! { <p class="notice">{t::NOT_NOW}</p> }.into_any(),
                None => view! { <ReplaceForm text trouble/> }.into_any(),
                Some(preview) => view! { <Previewed text preview action/> }.into_any(),
            }}
        </Forum>
    }
}

#[component]
fn Previewed(text: Uuid, preview: Preview, action: ServerAction<TakeReplacement>) -> impl IntoView {
    let Preview { slip, outdated, unchanged, title, edited, added, orphaned, orphans, notes, .. } = preview;
    let counts = [("edited", edited), ("added", added), ("orphans", orphaned)].map(|(name, n)| (name, n.to_string()));
    let counts = fill(t::PREVIEW_COUNTS, &counts.each_ref().map(|(name, n)| (*name, n.as_str())));
    let error = refusal(action);
    view! {
        <h2>{t::PREVIEW}</h2>
        <p><strong>{title}</strong></p>
        <p>{counts}</p>
        <Notes notes/>
        {(!orphans.is_empty()).then(|| view! {
            <section aria-labelledby="orphans">
                <h2 id="orphans">{t::ORPHANS}</h2>
                <p>{t::ORPHANS_LEAD}</p>
                <ul class="orphans">{orphans.into_iter().map(|orphan| view! { <li><OrphanRow orphan/></li> }).collect_view()}</ul>
            </section>
        })}
        {if unchanged {
            view! { <p class="notice">{t::UNCHANGED}</p> }.into_any()
        } else if outdated {
            view! { <p class="notice warning" role="alert">{t::PREVIEW_OUTDATED}</p> }.into_any()
        } else {
            view! {
                <ActionForm action=action attr:class="panel entry-form">
                    <Refused error id="reason-problem"/>
                    <input type="hidden" name="text" value=text.to_string()/>
                    <input type="hidden" name="slip" value=slip.to_string()/>
                    <div class="field">
                        <label for="reason">{t::REASON}</label>
                        <p class="help quiet" id="reason-help">{t::REASON_HINT}</p>
                        <input type="text" id="reason" name="reason" required maxlength=LONGEST_REASON.to_string() aria-describedby="reason-help reason-problem"/>
                    </div>
                    <button class="button primary">{t::TAKE_REPLACEMENT}</button>
                </ActionForm>
            }.into_any()
        }}
        <details>
            <summary>{t::REPLACE_LOOK}</summary>
            <ReplaceForm text/>
        </details>
    }
}

#[component]
fn OrphanRow(orphan: Orphan) -> impl IntoView {
    let around = |title: &'static str, words: Option<String>| {
        words.map(|words| view! { <p class="quiet small">{title}" "{words}</p> })
    };
    view! {
        {around(t::ORPHAN_BEFORE, orphan.before)}
        <p><b>{number_words(&orphan.number)}</b>" "<del>{orphan.paragraph.block.text}</del></p>
        {around(t::ORPHAN_AFTER, orphan.after)}
    }
}

#[component]
fn Notes(notes: Vec<String>) -> impl IntoView {
    view! {
        <h2>{t::NOTES}</h2>
        {if notes.is_empty() {
            view! { <p>{t::NO_NOTES}</p> }.into_any()
        } else {
            view! { <ul class="import-notes">{notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}</ul> }.into_any()
        }}
    }
}
