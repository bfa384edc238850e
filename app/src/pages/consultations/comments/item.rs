//! One comment with what can be done to it.

use domain::bridging::Opinion;
use domain::process::space::Standing;
use leptos::prelude::*;
use uuid::Uuid;

use super::acts::Opened;
use super::talk::Talk;
use crate::calls::consultation::commenting::{PublishNote, ThinkOfComment};
use crate::calls::consultation::comments::{CommentView, FateView, Quote, QuoteNow};
use crate::components::forum::{Refused, Time, moment, refusal};
use crate::texts::{comments as t, fill};

/// The comment follows the discussion; the forms beside it stay as they are.
#[component]
pub fn Item(talk: Talk, id: Uuid) -> impl IntoView {
    let comment = talk.comment(id);
    let class = move || match comment.read().as_ref() {
        Some(comment) => {
            let standing = if comment.standing == Standing::Published { "" } else { " apart" };
            format!("comment level-{}{standing}", comment.level)
        }
        None => "comment".to_owned(),
    };
    view! {
        <article class=class id=format!("c-{id}") aria-labelledby=format!("h-{id}")>
            {move || comment.get().map(|comment| said(talk, comment))}
            <Opinions talk id comment/>
            {move || comment.get().map(|comment| ways(talk, &comment))}
            <Opened talk id comment/>
            {move || comment.get().and_then(|comment| further(talk, &comment))}
        </article>
    }
}

/// Who said what about which words, and what became of it.
fn said(talk: Talk, comment: CommentView) -> AnyView {
    let standing = standing(&comment);
    let CommentView { id, at, changed, kind, name, .. } = comment;
    view! {
        <h3 class="comment-head" id=format!("h-{id}")>
            <span class="comment-name">{name}</span>
            " "
            <span class=format!("kind-mark {}", kind_class(kind))>{t::kind(kind)}</span>
        </h3>
        <p class="comment-facts">
            <Time at/>
            {changed.map(|at| view! {
                " · "
                <a id=format!("way-history-{id}") href=move || talk.acting("history", id) data-noscroll="true">
                    {fill(t::CHANGED, &[("at", &moment(at))])}
                </a>
            })}
        </p>
        {standing}
        {comment.quote.map(|quote| quoted(talk, quote))}
        <p class="comment-words">
            {comment
                .pieces
                .into_iter()
                .map(|piece| if piece.marked { view! { <b class="addressed">{piece.text}</b> }.into_any() } else { piece.text.into_any() })
                .collect_view()}
        </p>
        {fate(talk, comment.fate)}
    }
    .into_any()
}

fn kind_class(kind: domain::comment::CommentKind) -> &'static str {
    use domain::comment::CommentKind::{Against, For, Question, Suggestion};
    match kind {
        For => "for",
        Against => "against",
        Question => "question",
        Suggestion => "suggestion",
    }
}

/// What its author and those who lead have to know.
fn standing(comment: &CommentView) -> Option<AnyView> {
    let hidden = comment.ruling.clone().filter(|ruling| !ruling.shown);
    let note = match (comment.standing, hidden) {
        (Standing::Withheld, Some(ruling)) => view! {
            <p class="notice warning">
                {fill(t::HIDDEN, &[("at", &moment(ruling.at))])}" "{t::HIDDEN_REASON}" "{ruling.reason}
            </p>
        }
        .into_any(),
        (Standing::Withheld, None) => view! { <p class="notice">{t::WAITS}</p> }.into_any(),
        (Standing::Private, _) => view! { <p class="notice">{t::PRIVATE}</p> }.into_any(),
        _ => return None,
    };
    Some(note)
}

/// The words it is about, and what became of them.
fn quoted(talk: Talk, quote: Quote) -> impl IntoView {
    let text = talk.text;
    view! {
        <div class="comment-quote">
            <p class="quiet">{t::ABOUT}</p>
            <blockquote>{quote.words}</blockquote>
            {match quote.now {
                QuoteNow::Here => ().into_any(),
                QuoteNow::Edited(words) => view! { <p class="quiet">{t::WORDS_NOW}</p><blockquote>{words}</blockquote> }.into_any(),
                QuoteNow::Elsewhere(paragraph) => view! {
                    <p class="quiet"><a href=format!("/texts/{text}/paragraphs/{paragraph}")>{t::WORDS_ELSEWHERE}</a></p>
                }.into_any(),
                QuoteNow::Gone => view! { <p class="quiet">{t::WORDS_GONE}</p> }.into_any(),
            }}
        </div>
    }
}

fn fate(talk: Talk, fate: FateView) -> Option<AnyView> {
    let text = talk.text;
    Some(match fate {
        FateView::Open => return None,
        FateView::TakenOver(number) => view! {
            <p class="comment-fate">
                <strong>{fill(t::TAKEN_OVER, &[("n", &number.to_string())])}</strong>
                {(number > 1).then(|| {
                    let place = talk.paragraph.map(|paragraph| format!("#p-{paragraph}")).unwrap_or_default();
                    let path = format!("/texts/{text}/compare?old={}&new={number}{place}", number - 1);
                    view! { " "<a href=path>{t::SHOW_DIFFERENCE}</a> }
                })}
            </p>
        }
        .into_any(),
        FateView::Answered(words) => {
            view! { <p class="comment-fate"><strong>{t::ANSWERED}</strong>" "{words}</p> }.into_any()
        }
        FateView::Rejected(reason) => {
            view! { <p class="comment-fate"><strong>{t::REJECTED}</strong>" "{reason}</p> }.into_any()
        }
    })
}

/// What people think of it, counted; for those who may, three buttons that say so.
#[component]
fn Opinions(talk: Talk, id: Uuid, comment: Memo<Option<CommentView>>) -> impl IntoView {
    let action = ServerAction::<ThinkOfComment>::new();
    let error = refusal(action);
    Effect::new(move || {
        if action.value().read().as_ref().is_some_and(Result::is_ok) {
            talk.done();
        }
    });
    let all = [(Opinion::Agree, "agree"), (Opinion::Disagree, "disagree"), (Opinion::Pass, "pass")];
    let count = move |at: usize| comment.read().as_ref().map_or(0, |comment| comment.opinions[at]);
    let mine = move |opinion| comment.read().as_ref().is_some_and(|comment| comment.mine == Some(opinion));
    let published = Memo::new(move |_| comment.read().as_ref().is_some_and(|one| one.standing == Standing::Published));
    let may = Memo::new(move |_| talk.shown.read().may_comment);
    let name = comment.get_untracked().map(|comment| comment.name).unwrap_or_default();
    let label = StoredValue::new(fill(t::OPINION_OF, &[("name", &name)]));
    move || {
        if !published.get() {
            return ().into_any();
        }
        if !may.get() {
            return view! {
                <p class="comment-opinions quiet">
                    {all
                        .into_iter()
                        .enumerate()
                        .map(|(at, (opinion, _))| view! { <span>{t::opinion(opinion)}": "{move || count(at)}</span>" " })
                        .collect_view()}
                </p>
            }
            .into_any();
        }
        view! {
            <ActionForm action=action attr:class="comment-opinions">
                <input type="hidden" name="id" value=id.to_string()/>
                <span class="visually-hidden" id=format!("o-{id}")>{label.get_value()}</span>
                <div class="toggle" role="group" aria-labelledby=format!("o-{id}")>
                    {all
                        .into_iter()
                        .enumerate()
                        .map(|(at, (opinion, word))| view! {
                            <button name="opinion" value=word aria-pressed=move || if mine(opinion) { "true" } else { "false" }>
                                {t::opinion(opinion)}" "<span class="count">{move || count(at)}</span>
                            </button>
                        })
                        .collect_view()}
                </div>
                <Refused error id=format!("oe-{id}")/>
            </ActionForm>
        }
        .into_any()
    }
}

/// What the reader can do with it.
fn ways(talk: Talk, comment: &CommentView) -> AnyView {
    let id = comment.id;
    let published = comment.standing == Standing::Published;
    let (own, private, top) = (comment.own, comment.standing == Standing::Private, comment.level == 0);
    let way = move |what: &'static str, words: &'static str| {
        view! { <li><a id=format!("way-{what}-{id}") href=move || talk.acting(what, id) data-noscroll="true">{words}</a></li> }
    };
    let (may, leads, signed_in) = {
        let shown = talk.shown.read();
        (shown.may_comment, shown.leads, shown.signed_in)
    };
    view! {
        <ul class="comment-ways">
            {(published && may).then(|| way("reply", t::REPLY))}
            {(own && (may || private)).then(|| way("edit", t::EDIT))}
            {(own && private && may).then(|| view! { <li><Publish talk id/></li> })}
            {(published && signed_in && !own).then(|| way("report", t::REPORT))}
            {(leads && !private).then(|| way("rule", t::MODERATE))}
            {(leads && published && top).then(|| way("settle", t::SETTLE))}
        </ul>
    }
    .into_any()
}

#[component]
fn Publish(talk: Talk, id: Uuid) -> impl IntoView {
    let action = ServerAction::<PublishNote>::new();
    let error = refusal(action);
    Effect::new(move || {
        if action.value().read().as_ref().is_some_and(Result::is_ok) {
            talk.done();
        }
    });
    view! {
        <ActionForm action=action>
            <input type="hidden" name="id" value=id.to_string()/>
            <button class="button quiet-button">{t::PUBLISH_NOTE}</button>
            <Refused error id=format!("pe-{id}")/>
        </ActionForm>
    }
}

/// The way to replies that are not on this page.
fn further(talk: Talk, comment: &CommentView) -> Option<AnyView> {
    let (id, hidden) = (comment.id, comment.not_shown);
    (hidden > 0).then(|| {
        let words =
            if hidden == 1 { t::REPLIES_ONE.to_owned() } else { fill(t::REPLIES_MANY, &[("n", &hidden.to_string())]) };
        view! { <p><a href=move || talk.paged(1, Some(id))>{words}</a></p> }.into_any()
    })
}
