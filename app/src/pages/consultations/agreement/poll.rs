//! One group in the consent poll: its figures, who says what, and the form of a member.

use domain::agreement::consent::{Position, Positions};
use leptos::prelude::*;
use uuid::Uuid;

use super::words::Words;
use super::{Problem, Sent};
use crate::calls::consultation::agreement::{AgreementView, Figures, GroupView, OwnPosition};
use crate::calls::consultation::positions::{LONGEST_REASON, TakePosition};
use crate::components::forum::refusal;
use crate::components::to_sign_in::sign_in_here;
use crate::texts::{agreement as t, fill};

/// The word that a form sends for a position.
fn word(position: Position) -> &'static str {
    match position {
        Position::Agree => "agree",
        Position::Abstain => "abstain",
        Position::Object => "object",
        Position::Block => "block",
    }
}

/// How many say this.
pub fn count(positions: &Positions, position: Position) -> u32 {
    match position {
        Position::Agree => positions.agree,
        Position::Abstain => positions.abstain,
        Position::Object => positions.object,
        Position::Block => positions.block,
    }
}

#[component]
pub fn Group(
    first: GroupView,
    text: Uuid,
    version: u32,
    paragraphs: Vec<(Uuid, String, String)>,
    current: RwSignal<AgreementView>,
    action: ServerAction<TakePosition>,
    sent: Sent,
) -> impl IntoView {
    let id = first.id;
    let now = Memo::new(move |_| current.with(|view| view.groups.iter().find(|group| group.id == id).cloned()));
    let figures = move || now.with(|group| group.as_ref().and_then(|group| group.figures.clone()));
    let named = move || now.with(|group| group.as_ref().map(|group| group.named.clone()).unwrap_or_default());
    let signed_in = current.with_untracked(|view| view.signed_in);
    let title = format!("group-{id}");
    view! {
        <section class="panel poll" id=title.clone() aria-labelledby=format!("{title}-title")>
            <h2 id=format!("{title}-title")>{first.name.clone()}</h2>
            <p class="quiet small">{fill(t::RULE, &[("rule", &first.rule)])}</p>
            <div aria-live="polite">
                {move || match figures() {
                    None => view! { <p>{t::ONLY_MEMBERS}</p> }.into_any(),
                    Some(figures) => view! { <State figures/> }.into_any(),
                }}
            </div>
            {move || (!named().is_empty()).then(|| view! {
                <details class="other-texts">
                    <summary>{t::WHO}</summary>
                    <ul class="who">
                        {named().into_iter().map(|(name, says)| view! {
                            <li>{name}": "{says.map_or(t::SAID_NOTHING, t::position)}</li>
                        }).collect_view()}
                    </ul>
                </details>
            })}
            {match first.own.clone() {
                Some(own) if own.may => view! { <Own first=own group=id text version paragraphs now action sent/> }.into_any(),
                Some(_) => view! { <p class="quiet">{t::NO_PHASE}</p> }.into_any(),
                None if signed_in => view! { <p class="quiet">{t::NOT_A_MEMBER}</p> }.into_any(),
                None => view! { <p class="quiet"><a href=sign_in_here()>{t::SIGN_IN}</a></p> }.into_any(),
            }}
        </section>
    }
}

/// How far a group is, in words and numbers.
#[component]
fn State(figures: Figures) -> impl IntoView {
    let (class, word) = if figures.agreed { ("closed", t::GROUP_AGREED) } else { ("open", t::GROUP_OPEN) };
    let cast = figures.now.as_count().cast();
    view! {
        <p><span class=format!("state {class}")>{word}</span>" "{t::base(cast, figures.members.into())}</p>
        {(!figures.hurdles.is_empty()).then(|| view! {
            <ul>{figures.hurdles.clone().into_iter().map(|hurdle| view! { <li>{hurdle}</li> }).collect_view()}</ul>
        })}
        {(!figures.earlier.is_empty()).then(|| view! {
            <details class="other-texts">
                <summary>{t::EARLIER}</summary>
                <ul>
                    {figures.earlier.clone().into_iter().map(|(number, positions)| view! {
                        <li>{fill(t::VERSION, &[("n", &number.to_string())])}": "{in_words(&positions)}</li>
                    }).collect_view()}
                </ul>
            </details>
        })}
    }
}

/// Positions in a line: 3 Zustimmung, 1 Einwand.
pub fn in_words(positions: &Positions) -> String {
    let parts: Vec<String> = Position::ALL
        .into_iter()
        .filter(|position| count(positions, *position) > 0)
        .map(|position| format!("{} {}", count(positions, position), t::position(position)))
        .collect();
    if parts.is_empty() { t::NO_POSITIONS.to_owned() } else { parts.join(", ") }
}

/// The form of a member.
#[component]
fn Own(
    first: OwnPosition,
    group: Uuid,
    text: Uuid,
    version: u32,
    paragraphs: Vec<(Uuid, String, String)>,
    now: Memo<Option<GroupView>>,
    action: ServerAction<TakePosition>,
    sent: Sent,
) -> impl IntoView {
    let own = move || now.with(|group| group.as_ref().and_then(|group| group.own.clone()));
    let form = format!("position-{group}");
    let problem = format!("{form}-problem");
    let refused = sent.refused(refusal(action), &form);
    // Counts what was kept, and sent from here: then the reason is said, and the next objection is another one.
    let kept = RwSignal::new(0_usize);
    let fresh = RwSignal::new(first.fresh);
    {
        let form = form.clone();
        Effect::new(move |_| {
            if action.value().read().as_ref().is_some_and(Result::is_ok) && sent.0.with_untracked(|last| *last == form)
            {
                kept.update(|kept| *kept += 1);
                #[cfg(feature = "hydrate")]
                fresh.set(crate::browser::random_submission());
            }
        });
    }
    let chosen = first.now.or(first.earlier.map(|(_, position)| position)).filter(|position| !position.needs_reason());
    let radio = move |position: Position| {
        view! {
            <label class="option-row">
                <input type="radio" name="position" value=word(position) required checked=first.now.is_some() && chosen == Some(position)/>
                <span><strong>{t::position(position)}</strong>" – "{t::position_words(position)}</span>
            </label>
        }
    };
    view! {
        <ActionForm action=action attr:class="own-position" attr:id=form.clone() on:submit=sent.by(&form)>
            <h3>{t::OWN}</h3>
            <div aria-live="polite">
                {move || own().and_then(|own| own.now).map(|position| view! {
                    <p>{fill(t::OWN_NOW, &[("n", &version.to_string()), ("position", t::position(position))])}</p>
                })}
                {move || own().and_then(|own| own.earlier).map(|(number, position)| view! {
                    <p class="quiet">{fill(t::EARLIER_OWN, &[("n", &number.to_string()), ("position", t::position(position))])}</p>
                })}
                {move || own().is_some_and(|own| own.objects).then(|| view! { <p class="quiet">{t::TAKES_BACK}</p> })}
            </div>
            <Problem error=refused id=problem.clone()/>
            <input type="hidden" name="id" value=move || fresh.get().to_string()/>
            <input type="hidden" name="text" value=text.to_string()/>
            <input type="hidden" name="group" value=group.to_string()/>
            <input type="hidden" name="number" value=version.to_string()/>
            <fieldset class="options" aria-describedby=problem.clone()>
                <legend class="visually-hidden">{t::OWN}</legend>
                {Position::ALL.map(radio).collect_view()}
            </fieldset>
            <Words
                id=format!("reason-{group}")
                name="reason"
                label=t::REASON
                hint=t::REASON_HINT
                key=format!("position.{text}.{group}")
                longest=LONGEST_REASON
                sent=kept.into()
                problem
            />
            <div class="field">
                <label for=format!("about-{group}")>{t::ABOUT}</label>
                <select id=format!("about-{group}") name="about">
                    <option value="">{t::WHOLE_TEXT}</option>
                    {paragraphs.into_iter().map(|(id, number, begins)| view! {
                        <option value=id.to_string()>{number}": "{begins}</option>
                    }).collect_view()}
                </select>
            </div>
            <button class="button primary">{t::SEND}</button>
        </ActionForm>
    }
}
