//! After sending: thanks, the receipt, and what comes next.

use leptos::prelude::*;

use super::answer::Visit;
use crate::language::{reader_invitation_texts, reader_texts};

#[component]
pub fn Thanks(visit: Visit) -> impl IntoView {
    let t = reader_texts();
    let survey = visit.survey;
    let code = visit.drafting.receipt.get_untracked().unwrap_or_default();
    let hidden_code = code.clone();
    let invited = visit.invited;
    let copied = RwSignal::new(false);
    let copy = {
        let code = code.clone();
        move |_| {
            #[cfg(feature = "hydrate")]
            crate::browser::copy(&code);
            #[cfg(not(feature = "hydrate"))]
            let _ = &code;
            copied.set(true);
        }
    };
    // The button needs scripts; without them only the code is there, to write down or print.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    super::question_page::focus("page-title");
    let farewell = (!survey.farewell.is_empty()).then(|| survey.farewell.only().to_owned());
    let results = (!survey.letter.results.is_empty()).then(|| survey.letter.results.only().to_owned());
    view! {
        <div class="thanks">
            <h1 class="begins" id="page-title" tabindex="-1">{t.thanks_title}</h1>
            <p>{t.thanks_lead}</p>
            {survey.demo.then(|| view! { <p class="notice demo">{t.demo_note}</p> })}
            <section class="receipt" aria-labelledby="receipt">
                <h2 id="receipt">{t.receipt_title}</h2>
                <p class="receipt-code" dir="ltr">{code}</p>
                <p class="small quiet">{t.receipt_hint}</p>
                {move || {
                    let copy = copy.clone();
                    alive.get().then(|| view! {
                        <div class="button-row">
                            <button class="button" type="button" on:click=copy>{t.copy}</button>
                            " "
                            <span class="saved" role="status">{move || copied.get().then_some(t.copied)}</span>
                        </div>
                    })
                }}
            </section>
            {(farewell.is_some() || results.is_some()).then(|| view! {
                <section aria-labelledby="next">
                    <h2 id="next">{t.what_next}</h2>
                    {farewell.map(|html| view! { <div inner_html=html></div> })}
                    {results.map(|text| view! { <p>{text}</p> })}
                </section>
            })}
            <form method="post" action=format!("/surveys/{}/receipt", survey.slug)>
                <input type="hidden" name="receipt" value=hidden_code/>
                <button class="button" name="go" value="change">{reader_invitation_texts().change_response}</button>
            </form>
            {(!invited).then(|| view! {
                <form method="post" action=format!("/surveys/{}", survey.slug)>
                    <button class="button" name=domain::form::GO value="again">{t.fill_again}</button>
                </form>
            })}
            <p><a href=format!("/surveys/{}/receipt", survey.slug) rel="external">{reader_invitation_texts().receipt_page_title}</a></p>
            <p><a href="/" rel="external">{t.to_home}</a></p>
        </div>
    }
}
