//! The start page of a survey: a short letter. It works without scripts; so does everything that follows.

use domain::language::{Language, Localised};
use domain::permission::Action;
use domain::survey::Mode;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::calls::account::current_person;
use crate::calls::surveys::{Letter, Stage, load_letter};
use crate::components::frame::Site;
use crate::components::message::{Failure, Message, set_status};
use crate::language::{own_name, reader_invitation_texts, reader_language, reader_texts};
use crate::privacy_texts::privacy_texts;

#[component]
pub fn StartPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_letter);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(letter) => view! { <LetterView letter/> }.into_any(),
                    Err(error) => view! { <Site title=reader_texts().survey languages=true><Failure error/></Site> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn LetterView(letter: Letter) -> impl IntoView {
    let t = reader_texts();
    let survey = letter.survey;
    let title = survey.title.only().to_owned();
    if matches!(letter.stage, Stage::Closed) {
        set_status(410);
        let receipt = format!("/surveys/{}/receipt", survey.slug);
        return view! {
            <Site title=title languages=true>
                <Message title=t.closed_title lead=t.closed_lead/>
                <p class="message-page"><a href=receipt rel="external">{reader_invitation_texts().receipt_page_title}</a></p>
            </Site>
        }
        .into_any();
    }
    let words = survey.letter.clone();
    let some = |text: &Localised| (!text.is_empty()).then(|| text.only().to_owned());
    let mode = match survey.mode {
        Mode::Named => t.named,
        Mode::Pseudonymous => t.pseudonymous,
        Mode::Anonymous => t.anonymous,
    };
    let action = format!("/surveys/{}", survey.slug);
    let thanks = format!("{action}/thanks");
    let text_language = survey.title.0.keys().next().cloned().unwrap_or_else(reader_language);
    let sent = matches!(letter.stage, Stage::Sent);
    let person = Resource::new(|| (), |()| current_person());
    let (i, invited) = (reader_invitation_texts(), letter.invited);
    // By invitation: the right to answer is in a draft, the server's or this device's.
    let ready = RwSignal::new(matches!(letter.stage, Stage::Begun));
    #[cfg(feature = "hydrate")]
    {
        let slug = survey.slug.clone();
        Effect::new(move |_| {
            if invited && crate::browser::device_draft(&slug).is_some_and(|draft| draft.ballot.is_some()) {
                ready.set(true);
            }
        });
    }
    let begin = {
        let first = format!("{action}/1");
        let on_server = matches!(letter.stage, Stage::Begun);
        let navigate = leptos_router::hooks::use_navigate();
        move |event: leptos::ev::SubmitEvent| {
            // The draft is on this device alone; the server would ask for the code again.
            if invited && !on_server {
                event.prevent_default();
                navigate(&first, leptos_router::NavigateOptions::default());
            }
        }
    };
    view! {
        <Site title=title.clone()>
            <LanguageChoice languages=survey.languages.clone()/>
            <article class="letter">
                <div lang=text_language.to_string() dir=text_language.direction()>
                    {some(&words.responsible).map(|text| view! { <p class="sender">{text}</p> })}
                    <h1 class="begins">{title}</h1>
                    {survey.demo.then(|| view! { <p class="notice" lang=t.language>{t.demo_note}</p> })}
                    <div inner_html=words.purpose.only().to_owned()></div>
                </div>
                <dl class="facts">
                    {(words.minutes > 0).then(|| fact(t.duration, t.count(&t.minutes, u64::from(words.minutes))))}
                    {some(&words.results).map(|text| fact(t.when_results, text))}
                    {some(&words.contact).map(|text| fact(t.whom_to_ask, text))}
                </dl>
                {some(&words.use_of_answers).map(|html| view! {
                    <h2>{t.what_happens}</h2>
                    <div lang=text_language.to_string() dir=text_language.direction() inner_html=html></div>
                })}
                <p><strong>{mode}</strong></p>
                <p><a href=format!("/surveys/{}/privacy", survey.slug)>{privacy_texts(&reader_language()).notice_link}</a></p>
                <p>{if invited { i.resume_anywhere } else { t.pause_hint }}</p>
                <Suspense>
                    {move || Suspend::new(async move {
                        let helps = person.await.is_ok_and(|person| person.is_some_and(|person| person.may(Action::AnswerForSomebody)));
                        helps.then(|| view! { <p class="notice">{i.assisting_note}</p> })
                    })}
                </Suspense>
                <form class="letter-action" method="post" action=action on:submit=begin>
                    {sent.then(|| view! { <p><a href=thanks>{t.thanks_lead}</a></p> })}
                    {move || (invited && !sent && !ready.get()).then(|| view! {
                        <p>{i.by_invitation}</p>
                        <a class="button primary" href="/i" rel="external">{i.enter_code}</a>
                    })}
                    <button
                        hidden=move || invited && (sent || !ready.get()) class="button primary" name=domain::form::GO value=if sent { "again" } else { "begin" }>
                        {match letter.stage {
                            Stage::Sent => t.fill_again,
                            Stage::Begun => t.go_on,
                            _ => t.begin,
                        }}
                    </button>
                </form>
            </article>
        </Site>
    }
    .into_any()
}

fn fact(name: &'static str, value: String) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

/// The survey's languages as links; the page loads anew because its language and direction change.
#[component]
fn LanguageChoice(languages: Vec<Language>) -> impl IntoView {
    let current = reader_language();
    (languages.len() > 1).then(|| {
        view! {
            <nav class="language-choice" aria-label=reader_texts().choose_language>
                {languages
                    .into_iter()
                    .map(|language| view! {
                        <a
                            href=format!("?language={language}")
                            rel="external"
                            hreflang=language.to_string()
                            lang=language.to_string()
                            aria-current=(language == current).then_some("true")
                        >
                            {own_name(&language)}
                        </a>
                    })
                    .collect_view()}
            </nav>
        }
    })
}
