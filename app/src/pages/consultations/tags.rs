//! Tags: for readers what a paragraph is about and what else stands about it, for writers the form that says so.

use domain::text::document::{Tag, Vocabulary};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::reading::number_words;
use super::{count, loaded};
use crate::calls::consultation::tags::{TagParagraph, Tagged, TaggedText, Tagging, load_tagged, load_tagging};
use crate::components::forum::{Forum, Refused, refusal};
use crate::texts::{consultation, fill, tags as t};

/// What something is about, as ways to whatever else the conference says about it.
pub fn tag_list(conference: &str, tags: Vec<Tag>) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = tags
        .into_iter()
        .map(|tag| {
            let name = tag.name();
            view! { <li><a class="tag" href=address(conference, &tag)>{name}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="tags" aria-label=t::TAGS>{links}</ul> })
}

/// The page about a tag.
fn address(conference: &str, tag: &Tag) -> String {
    let key: String = tag
        .key()
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b':' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("/consultations/{conference}/tags?tag={key}")
}

/// `/consultations/:conference/tags?tag=`: what the texts of a conference are about, and all paragraphs about one thing.
#[component]
pub fn TaggedPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        (params.read().get("conference").unwrap_or_default(), query.read().get("tag").unwrap_or_default())
    });
    let found = Resource::new(move || asked.get(), |(slug, tag)| load_tagged(slug, tag));
    loaded(found, |found| view! { <About found/> })
}

#[component]
fn About(found: Tagged) -> impl IntoView {
    let Tagged { conference: (slug, conference), used, tag, texts } = found;
    let here = format!("/consultations/{slug}");
    let mut trail = vec![(here.clone(), conference)];
    let title = tag.as_ref().map_or_else(|| t::BY_TAG.to_owned(), Tag::name);
    if tag.is_some() {
        trail.push((format!("{here}/tags"), t::BY_TAG.to_owned()));
    }
    let shelves = Vocabulary::ALL.map(|vocabulary| {
        let of_it: Vec<(Tag, usize)> = used.iter().filter(|(tag, _)| tag.vocabulary == vocabulary).cloned().collect();
        shelf(&slug, vocabulary, of_it, tag.as_ref())
    });
    view! {
        <Forum title=title.clone() trail wide=true>
            <div class="page-head"><h1 class="begins">{title}</h1></div>
            {tag.is_some().then(|| view! {
                <section aria-labelledby="about">
                    <h2 id="about">{t::ABOUT}</h2>
                    {if texts.is_empty() {
                        view! { <p class="empty">{t::NONE_ABOUT}</p> }.into_any()
                    } else {
                        texts.into_iter().map(tagged_text).collect_view().into_any()
                    }}
                </section>
            })}
            <section aria-labelledby="used">
                <h2 id="used">{t::TAGS}</h2>
                <p>{if used.is_empty() { t::NONE_USED } else { t::BY_TAG_LEAD }}</p>
                {shelves}
            </section>
        </Forum>
    }
}

/// The used tags of a vocabulary.
fn shelf(
    conference: &str,
    vocabulary: Vocabulary,
    used: Vec<(Tag, usize)>,
    chosen: Option<&Tag>,
) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = used
        .into_iter()
        .map(|(tag, number)| {
            let current = (chosen == Some(&tag)).then_some("true");
            let number = count(u64::try_from(number).unwrap_or_default(), t::PARAGRAPHS_ONE, t::PARAGRAPHS);
            view! {
                <li>
                    <a class="tag" href=address(conference, &tag) aria-current=current>{tag.name()}</a>
                    " "<span class="quiet small">{number}</span>
                </li>
            }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <h3 class="tags-of">{vocabulary.name()}</h3><ul class="tags">{links}</ul> })
}

fn tagged_text(text: TaggedText) -> impl IntoView {
    let id = text.card.id;
    let facts = text.group.into_iter().chain([consultation::kind(text.card.kind).to_owned()]);
    view! {
        <article class="tagged-text">
            <h3><a href=format!("/texts/{id}")>{text.card.title}</a></h3>
            <p class="quiet small">{facts.collect::<Vec<_>>().join(" · ")}</p>
            <ol class="plain">
                {text.paragraphs.into_iter().map(|paragraph| {
                    let number = fill(consultation::PARAGRAPH, &[("n", &number_words(&paragraph.number))]);
                    view! { <li><a href=format!("/texts/{id}/paragraphs/{}#p-{}", paragraph.id, paragraph.id)>{number}</a>": "{paragraph.words}</li> }
                }).collect_view()}
            </ol>
        </article>
    }
}

/// `/texts/:text/paragraphs/:paragraph/tags`: says what a paragraph is about.
#[component]
pub fn TagsPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        let params = params.read();
        (params.get("text").unwrap_or_default(), params.get("paragraph").unwrap_or_default())
    });
    let found = Resource::new(move || asked.get(), |(text, paragraph)| load_tagging(text, paragraph));
    loaded(found, |found| view! { <TagForm found/> })
}

#[component]
fn TagForm(found: Tagging) -> impl IntoView {
    let action = ServerAction::<TagParagraph>::new();
    let error = refusal(action);
    let Tagging { place, paragraph, number, words, tags } = found;
    let text = place.id;
    let number = number_words(&number);
    let trail = vec![
        (format!("/texts/{text}"), place.title),
        (
            format!("/texts/{text}/paragraphs/{paragraph}#p-{paragraph}"),
            fill(consultation::PARAGRAPH, &[("n", &number)]),
        ),
    ];
    let topics: Vec<String> =
        tags.iter().filter(|tag| tag.vocabulary == Vocabulary::Topic).map(|tag| tag.code.clone()).collect();
    let choices = Vocabulary::ALL
        .into_iter()
        .filter(|vocabulary| *vocabulary != Vocabulary::Topic)
        .map(|vocabulary| choices(vocabulary, &tags))
        .collect_view();
    view! {
        <Forum title=t::EDIT trail wide=true>
            <h1>{t::EDIT}</h1>
            <p>{t::LEAD}</p>
            <blockquote class="tagged-words"><p>{words}</p></blockquote>
            {(!place.may.write).then(|| view! { <p class="notice warning">{consultation::NOT_NOW}</p> })}
            <ActionForm action=action attr:class="edit-form wide">
                <Refused error id="tags-problem"/>
                <input type="hidden" name="id" value=text.to_string()/>
                <input type="hidden" name="seen" value=place.current/>
                <input type="hidden" name="paragraph" value=paragraph.to_string()/>
                <div class="tag-choices">{choices}</div>
                <div class="field">
                    <label for="topics">{t::TOPICS}</label>
                    <p class="help" id="topics-hint">{t::TOPICS_HINT}</p>
                    <input type="text" id="topics" name="topics" maxlength="1000" value=topics.join(", ") aria-describedby="topics-hint"/>
                </div>
                <p class="notice">{t::VERSION_NOTE}</p>
                <div class="field">
                    <label for="reason">{consultation::REASON}</label>
                    <p class="help" id="reason-hint">{consultation::REASON_HINT}</p>
                    <input type="text" id="reason" name="reason" required maxlength="500" value=fill(t::REASON, &[("n", &number)]) aria-describedby="reason-hint"/>
                </div>
                <button class="button primary">{t::SAVE}</button>
            </ActionForm>
        </Forum>
    }
}

/// The entries of a vocabulary to tick, behind its name; open where something is ticked. What nobody knows any more can stay.
fn choices(vocabulary: Vocabulary, tags: &[Tag]) -> impl IntoView + use<> {
    let mut offered = vocabulary.tags();
    let more = tags.iter().filter(|tag| tag.vocabulary == vocabulary && !offered.contains(tag));
    let more: Vec<Tag> = more.cloned().collect();
    offered.extend(more);
    let chosen = offered.iter().filter(|tag| tags.contains(tag)).count();
    let ticks = offered
        .into_iter()
        .map(|tag| {
            let name = match vocabulary {
                // Numbers and boroughs say more here than their names alone.
                Vocabulary::Guideline | Vocabulary::District => tag.name(),
                _ => tag.short_name().to_owned(),
            };
            let checked = tags.contains(&tag);
            view! { <label class="tick"><input type="checkbox" name="tags[]" value=tag.key() checked=checked/>" "<span>{name}</span></label> }
        })
        .collect_view();
    view! {
        <details class="choices" open={chosen > 0}>
            <summary>{vocabulary.name()}" "<span class="quiet">{fill(t::CHOSEN, &[("n", &chosen.to_string())])}</span></summary>
            <fieldset class="tick-group"><legend class="visually-hidden">{vocabulary.name()}</legend>{ticks}</fieldset>
        </details>
    }
}
