//! A text as it is read: numbered paragraphs with numbered lines, and a mark where something was said.

use domain::text::blocks::BlockKind;
use domain::text::document::Number;
use leptos::prelude::*;
use uuid::Uuid;

use super::count;
use super::tags::tag_list;
use crate::calls::consultation::texts::{ParagraphView, TextView};
use crate::texts::{consultation as t, fill};

/// What stands in front of a paragraph.
pub fn number_words(number: &Number) -> String {
    match number {
        Number::Heading(outline) => outline.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
        Number::Paragraph(number) => number.to_string(),
    }
}

/// The whole text. `chosen` is the paragraph whose discussion is open; `lines` shows lines with their numbers.
#[component]
pub fn Reading(found: TextView, chosen: Option<Uuid>, lines: bool) -> impl IntoView {
    let (text, conference) = (found.place.id, found.place.conference);
    view! {
        <div class="reading-text" class:with-lines=lines>
            {found.paragraphs.into_iter().map(|paragraph| {
                let open = chosen == Some(paragraph.id);
                view! { <Paragraph text conference=conference.clone() paragraph open lines/> }
            }).collect_view()}
        </div>
    }
}

#[component]
fn Paragraph(text: Uuid, conference: String, paragraph: ParagraphView, open: bool, lines: bool) -> impl IntoView {
    let number = number_words(&paragraph.number);
    let (class, name) = match paragraph.kind {
        BlockKind::Heading(_) => ("heading", fill(t::HEADING, &[("n", &number)])),
        BlockKind::Item { .. } => ("item", fill(t::PARAGRAPH, &[("n", &number)])),
        BlockKind::Quote => ("quotation", fill(t::PARAGRAPH, &[("n", &number)])),
        BlockKind::Paragraph | BlockKind::Verbatim => ("plain", fill(t::PARAGRAPH, &[("n", &number)])),
    };
    let depth = match paragraph.kind {
        BlockKind::Item { depth, .. } => usize::from(depth).min(3),
        _ => 0,
    };
    let words = || {
        paragraph
            .lines
            .iter()
            .cloned()
            .map(|(number, words)| {
                view! {
                    <span class="line"><span class="line-number" aria-hidden="true">{number}</span>{words}" "</span>
                }
            })
            .collect_view()
    };
    let body = match (paragraph.kind, lines) {
        (BlockKind::Heading(level), true) => heading(level, words().into_any()),
        (BlockKind::Heading(level), false) => {
            let words: Vec<String> = paragraph.lines.iter().map(|(_, words)| words.clone()).collect();
            heading(level, words.join(" ").into_any())
        }
        (_, true) => view! { <p class="words">{words()}</p> }.into_any(),
        (_, false) => view! { <div class="words prose" inner_html=paragraph.html.clone()></div> }.into_any(),
    };
    let said = paragraph.marks.comments + paragraph.marks.amendments;
    let mut facts = Vec::new();
    if paragraph.marks.comments > 0 {
        facts.push(count(paragraph.marks.comments, t::COMMENTS_ONE, t::COMMENTS));
    }
    if paragraph.marks.amendments > 0 {
        facts.push(count(paragraph.marks.amendments, t::AMENDMENTS_ONE, t::AMENDMENTS));
    }
    view! {
        <div class=format!("paragraph {class} depth-{depth}") class:chosen=open id=format!("p-{}", paragraph.id) data-paragraph=paragraph.id.to_string()>
            <span class="paragraph-number" aria-hidden="true">{number}</span>
            <div class="paragraph-body">
                {body}
                {paragraph.origin.map(|origin| view! { <p class="small"><a href=origin>{t::ORIGIN}</a></p> })}
                {tag_list(&conference, paragraph.tags)}
            </div>
            <a
                class="mark"
                class:said={said > 0}
                href=format!("/texts/{text}/paragraphs/{}#talk", paragraph.id)
                aria-current=open.then_some("true")
            >
                <span class="visually-hidden">{name}": "</span>
                {if facts.is_empty() { t::TALK.to_owned() } else { facts.join(", ") }}
            </a>
        </div>
    }
}

/// The page's title is the first level.
fn heading(level: u8, words: AnyView) -> AnyView {
    match level {
        1 => view! { <h2 class="words">{words}</h2> }.into_any(),
        2 => view! { <h3 class="words">{words}</h3> }.into_any(),
        _ => view! { <h4 class="words">{words}</h4> }.into_any(),
    }
}
