//! The privacy notice of a survey, in the reader's language or, said so, in another one.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::calls::privacy::{Notice, survey_notice};
use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::language::{own_name, reader_language};
use crate::privacy_texts::privacy_texts;
use crate::texts::fill;

#[component]
pub fn SurveyPrivacy() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new(move || slug.get(), survey_notice);
    let p = privacy_texts(&reader_language());
    view! {
        <Site title=p.notice_title languages=true>
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(notice) => view! { <NoticeView notice slug=slug.get_untracked()/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Site>
    }
}

#[component]
fn NoticeView(notice: Notice, slug: String) -> impl IntoView {
    let reader = reader_language();
    let p = privacy_texts(&reader);
    let foreign = (notice.language != reader)
        .then(|| fill(p.fallback, &[("wanted", &own_name(&reader)), ("found", &own_name(&notice.language))]));
    view! {
        <article>
            <p class="sender" lang=notice.title_language.to_string() dir=notice.title_language.direction()>
                {notice.title}
            </p>
            <h1 class="begins">{p.notice_title}</h1>
            {foreign.map(|words| view! { <p class="notice">{words}</p> })}
            <div
                class="notice-text"
                lang=notice.language.to_string()
                dir=notice.language.direction()
                inner_html=notice.html
            ></div>
            <p class="letter-action"><a class="button" href=format!("/surveys/{slug}")>{p.to_survey}</a></p>
        </article>
    }
}
