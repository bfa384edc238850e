//! The public home page: what is open now.

use leptos::prelude::*;

use crate::calls::consultation::open::{OpenConsultation, open_consultations};
use crate::calls::surveys::{OpenSurvey, open_surveys};
use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::language::reader_texts;
use crate::texts::fill;

#[component]
pub fn Home() -> impl IntoView {
    let t = reader_texts();
    let surveys = Resource::new(|| (), |()| open_surveys());
    let consultations = Resource::new(|| (), |()| open_consultations());
    view! {
        <Site title="" wide=true languages=true sign_in=true>
            <section class="hero">
                <h1>{t.home_title}</h1>
                <p>{t.home_lead}</p>
            </section>
            <section class="home-section" aria-labelledby="open">
                <h2 id="open" class="begins">{t.open_now}</h2>
                <Suspense>
                    {move || Suspend::new(async move {
                        // Without consultations there is still something to take part in.
                        let (surveys, consultations) = (surveys.await, consultations.await.unwrap_or_default());
                        match surveys {
                            Err(error) => view! { <Failure error/> }.into_any(),
                            Ok(surveys) if surveys.is_empty() && consultations.is_empty() => view! {
                                <div class="empty">
                                    <p><strong>{t.nothing_open}</strong></p>
                                    <p>{t.nothing_open_hint}</p>
                                </div>
                            }.into_any(),
                            Ok(surveys) => view! {
                                <div class="cards">
                                    {surveys.into_iter().map(|survey| view! { <Card survey/> }).collect_view()}
                                    {consultations.into_iter().map(|open| view! { <Consultation open/> }).collect_view()}
                                </div>
                            }.into_any(),
                        }
                    })}
                </Suspense>
            </section>
        </Site>
    }
}

#[component]
fn Card(survey: OpenSurvey) -> impl IntoView {
    let t = reader_texts();
    let duration = (survey.minutes > 0).then(|| t.count(&t.minutes, u64::from(survey.minutes)));
    let facts: Vec<String> = duration
        .into_iter()
        .chain([t.count(&t.questions, survey.questions), t.count(&t.languages, survey.languages)])
        .collect();
    let label = format!("{}: {}", t.take_part, survey.title);
    view! {
        <article class="card">
            <p class="kind">{t.survey}</p>
            <h3 lang=survey.language.to_string() dir=survey.language.direction()>{survey.title}</h3>
            <p class="card-facts">{facts.join(" · ")}</p>
            {survey.demo.then(|| view! { <p class="demo-note">{t.demo_note}</p> })}
            <footer>
                <a class="button primary" href=format!("/surveys/{}", survey.slug) aria-label=label>{t.take_part}</a>
            </footer>
        </article>
    }
}

/// Consultations speak German; what is around them speaks the reader's language.
#[component]
fn Consultation(open: OpenConsultation) -> impl IntoView {
    let t = reader_texts();
    let until = fill(t.open_until, &[("day", &t.date(open.until))]);
    let label = format!("{}: {}", t.join_in, open.title);
    view! {
        <article class="card">
            <p class="kind">{t.consultations}</p>
            <h3 lang="de" dir="ltr">{open.title}</h3>
            <p class="card-facts"><bdi lang="de">{open.phase}</bdi>" · "{until}</p>
            <footer>
                <a class="button primary" href=format!("/consultations/{}", open.slug) aria-label=label>{t.join_in}</a>
            </footer>
        </article>
    }
}
