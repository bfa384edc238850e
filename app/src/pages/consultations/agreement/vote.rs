//! A vote: what it is about and how it is held, one's own vote, the result in its time.

use domain::agreement::vote::{Choice, Rules};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_params_map;

use super::vote_result::Result as ResultSection;
use super::{Done, Problem, refresh};
use crate::calls::consultation::votes::{VoteView, VoterView, load_vote};
use crate::calls::consultation::voting::{CastVote, CastVoteSecretly};
use crate::components::forum::{Forum, moment, refusal};
use crate::components::live::text_changes;
use crate::components::message::Failure;
use crate::components::to_sign_in::sign_in_here;
use crate::pages::consultations::once;
use crate::refusal::Refusal;
use crate::texts::{agreement, consultation, fill, votes as t};

/// The word that a form sends for a choice.
fn word(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "yes",
        Choice::No => "no",
        Choice::Abstain => "abstain",
    }
}

#[component]
pub fn VotePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("vote").unwrap_or_default());
    let frame = Resource::new(move || id.get(), load_vote);
    view! {
        <Suspense>
            {once(move || Suspend::new(async move {
                match frame.await {
                    Ok(first) => view! { <Page first/> }.into_any(),
                    Err(error) => view! { <Forum title=consultation::CONSULTATIONS><Failure error/></Forum> }.into_any(),
                }
            }))}
        </Suspense>
    }
}

#[component]
fn Page(first: VoteView) -> impl IntoView {
    let id = first.id;
    let (_, live) = text_changes(first.text);
    let current = RwSignal::new(first.clone());
    let (cast, secretly) = (ServerAction::<CastVote>::new(), ServerAction::<CastVoteSecretly>::new());
    // Said above the form: it is gone when a vote arrives after the end.
    let problem = RwSignal::new(None::<Refusal>);
    let (cast_refused, secretly_refused) = (refusal(cast), refusal(secretly));
    let refused =
        Signal::derive(move || problem.get().or_else(|| cast_refused.get()).or_else(|| secretly_refused.get()));
    // Counts what happens without anybody doing it: opening, closing, the moment of the result; and papers handed in.
    let moved = RwSignal::new(0_u64);
    refresh(current, move || live.get() + cast.version().get() as u64 + moved.get(), move || load_vote(id.to_string()));
    #[cfg(feature = "hydrate")]
    wake_at_switches(current, moved);
    let rules = first.rules.clone();
    let version = fill(t::READ_VERSION, &[("title", &first.title), ("n", &first.number.to_string())]);
    let time = fill(t::FROM_TO, &[("from", &moment(rules.opens)), ("to", &moment(rules.closes))]);
    let secret = rules.secret;
    let turnout = move || current.with(|view| t::turnout(secret, view.cast, view.entitled));
    let phase = Memo::new(move |_| current.with(|view| phase(&view.rules, view.now)));
    let voter = first.voter.clone();
    let public_key = Memo::new(move |_| current.read().public_key.clone());
    view! {
        <Forum title=format!("{}: {}", t::VOTE, first.question) trail=first.trail.clone()>
            <div class="page-head">
                <h1>{first.question.clone()}</h1>
                <p aria-live="polite">{move || {
                    let (class, words, at) = phase.get();
                    view! { <span class=format!("state {class}")>{fill(words, &[("at", &moment(at))])}</span> }
                }}</p>
            </div>
            <Done said=&[("cast", t::COUNTED), ("announced", t::ANNOUNCED)]/>
            <dl class="vote-rules">
                <div><dt>{t::ABOUT}</dt><dd><a href=format!("/texts/{}/versions/{}", first.text, first.number)>{version}</a></dd></div>
                <div><dt>{agreement::GROUP}</dt><dd>{first.group.clone()}</dd></div>
                <div><dt>{t::KIND}</dt><dd>{if secret { t::SECRET_KIND } else { t::OPEN_KIND }}</dd></div>
                <div><dt>{t::TIME}</dt><dd>{time}</dd></div>
                <div><dt>{t::MAJORITY}</dt><dd>{agreement::majority(rules.majority)}</dd></div>
                <div><dt>{t::QUORUM}</dt><dd>{agreement::quorum(rules.quorum)}</dd></div>
                <div><dt>{t::SHOWN}</dt><dd>{t::shown(rules.shown)}</dd></div>
                <div><dt>{t::TURNOUT}</dt><dd aria-live="polite">{turnout}</dd></div>
            </dl>
            <section class="panel" aria-labelledby="own-vote">
                <h2 id="own-vote">{t::CAST}</h2>
                <Problem error=refused id="vote-problem"/>
                {move || match voter.clone() {
                    None => view! { <p class="quiet"><a href=sign_in_here()>{t::SIGN_IN}</a></p> }.into_any(),
                    Some(voter) if !voter.entitled => view! { <p class="quiet">{t::NOT_ENTITLED}</p> }.into_any(),
                    Some(voter) if !voter.may => view! { <p class="quiet">{t::NO_PHASE}</p> }.into_any(),
                    // Reading only whether it is open: a choice that was made in the form stays while others vote.
                    Some(_) if phase.get().0 != "open" => {
                        let (_, words, at) = phase.get();
                        let yours = move || own_choice(current);
                        view! { <p>{t::VOTE}" "{fill(words, &[("at", &moment(at))])}"."</p>{yours} }.into_any()
                    }
                    Some(voter) if secret => view! { <Secret first=current.get_untracked() voter public_key current problem moved/> }.into_any(),
                    Some(voter) => view! { <Open id=id.to_string() voter current action=cast/> }.into_any(),
                }}
            </section>
            <ResultSection current/>
        </Forum>
    }
}

/// How far a vote is: class, words, and the moment in them.
fn phase(
    rules: &Rules,
    now: chrono::DateTime<chrono::Utc>,
) -> (&'static str, &'static str, chrono::DateTime<chrono::Utc>) {
    if now < rules.opens {
        ("draft", t::OPENS, rules.opens)
    } else if now < rules.closes {
        ("open", t::RUNS, rules.closes)
    } else {
        ("closed", t::CLOSED, rules.closes)
    }
}

fn own_choice(current: RwSignal<VoteView>) -> impl IntoView {
    let choice = current.with(|view| view.voter.as_ref().and_then(|voter| voter.choice));
    choice.map(|choice| view! { <p>{fill(t::YOURS, &[("choice", t::choice(choice))])}</p> })
}

/// Yes, no, abstention.
fn ballot(problem: &'static str, chosen: Option<Choice>) -> impl IntoView {
    view! {
        <fieldset class="options" aria-describedby=problem>
            <legend class="visually-hidden">{t::CAST}</legend>
            {[Choice::Yes, Choice::No, Choice::Abstain]
                .map(|choice| view! {
                    <label class="option-row">
                        <input type="radio" name="choice" value=word(choice) required checked=chosen == Some(choice)/>
                        <span>{t::choice(choice)}</span>
                    </label>
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn Open(id: String, voter: VoterView, current: RwSignal<VoteView>, action: ServerAction<CastVote>) -> impl IntoView {
    let button = move || {
        let voted = current.with(|view| view.voter.as_ref().is_some_and(|voter| voter.choice.is_some()));
        if voted { t::CHANGE } else { t::CAST_OPEN }
    };
    view! {
        <ActionForm action=action attr:class="own-position">
            <p>{t::OPEN_LEAD}</p>
            <div aria-live="polite">{move || own_choice(current)}</div>
            <input type="hidden" name="vote" value=id/>
            {ballot("vote-problem", voter.choice)}
            <button class="button primary">{button}</button>
        </ActionForm>
    }
}

/// A secret vote: the browser gets a ballot and hands in the paper; without scripts this is a plain form, and the server does it.
#[component]
fn Secret(
    first: VoteView,
    voter: VoterView,
    public_key: Memo<String>,
    current: RwSignal<VoteView>,
    problem: RwSignal<Option<Refusal>>,
    moved: RwSignal<u64>,
) -> impl IntoView {
    let sending = RwSignal::new(false);
    let counted = RwSignal::new(false);
    let got_ballot = move || current.with(|view| view.voter.as_ref().is_some_and(|voter| voter.got_ballot));
    let (id, account) = (first.id, voter.account);
    let submit = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        {
            event.prevent_default();
            let voting = super::secretly::Voting { vote: id, account, public_key: public_key.get_untracked() };
            voting.send(&event, problem, sending, counted, moved);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, id, account, public_key, problem, moved, sending, counted);
    };
    view! {
        <form method="post" action=CastVoteSecretly::url() class="own-position" on:submit=submit>
            <p>{t::SECRET_LEAD}</p>
            <p class="quiet small">{t::SECRET_FEW}</p>
            <noscript><p class="notice">{t::SECRET_WITHOUT_SCRIPTS}</p></noscript>
            <div role="status">
                {move || sending.get().then(|| view! { <p class="notice">{t::SENDING}</p> })}
                {move || counted.get().then(|| view! { <p class="notice">{t::COUNTED}</p> })}
                {move || (got_ballot() && !counted.get()).then(|| view! { <p class="quiet">{t::GOT_BALLOT}</p> })}
            </div>
            <input type="hidden" name="vote" value=first.id.to_string()/>
            {ballot("vote-problem", None)}
            // Not disabled: that would take the focus away. It sends once at a time.
            <button class="button primary" aria-busy=move || sending.get().then_some("true")>{t::CAST_SECRET}</button>
        </form>
    }
}

/// Looks again when the vote opens, closes, or its result may be seen, by the server's clock.
#[cfg(feature = "hydrate")]
fn wake_at_switches(current: RwSignal<VoteView>, moved: RwSignal<u64>) {
    use std::time::Duration;

    use domain::agreement::vote::Shown;

    /// Browsers keep no longer alarms.
    const LONGEST: Duration = Duration::from_hours(24);
    let alarm = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(Some(handle)) = alarm.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |_| {
        let (rules, now) = current.with(|view| (view.rules.clone(), view.now));
        let shown = if let Shown::From(at) = rules.shown { at } else { rules.closes };
        let next = [rules.opens, rules.closes, shown].into_iter().filter(|at| *at > now).min();
        clear();
        let Some(wait) = next.and_then(|next| (next - now).to_std().ok()) else { return };
        let wait = wait.min(LONGEST) + Duration::from_millis(300);
        let handle = set_timeout_with_handle(move || moved.update(|moved| *moved += 1), wait).ok();
        alarm.set_value(handle);
    });
    on_cleanup(clear);
}
