//! The table of rights, as the program uses it, for everybody with an account.

use domain::account::Role;
use domain::permission::{Right, TABLE, may};
use leptos::prelude::*;

use crate::account_error::{AccountError, CallErrorKind};
use crate::calls::accounts::rights;
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::texts::people;

#[component]
pub fn Rights() -> impl IntoView {
    let allowed = Resource::new(|| (), |()| rights());
    view! {
        <Office title=people::RIGHTS here="/office/rights">
            <Suspense>
                {move || Suspend::new(async move {
                    match allowed.await {
                        Ok(()) => view! { <Table/> }.into_any(),
                        Err(AccountError::Call(CallErrorKind::Forbidden)) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error=error.into()/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Table() -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                <h1 id="rights">{people::RIGHTS}</h1>
                <p class="quiet">{people::RIGHTS_LEAD}</p>
            </div>
        </div>
        <div class="table-frame" role="region" aria-labelledby="rights" tabindex="0">
            <table class="rights">
                <thead>
                    <tr>
                        <th scope="col">{people::ACTION}</th>
                        <th scope="col">{people::EVERYBODY}</th>
                        {Role::ALL.map(|role| view! { <th scope="col">{people::role(role)}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{TABLE.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(right: &'static Right) -> impl IntoView {
    let cell = |allowed: bool| {
        let (mark, words) = if allowed { ("✓", people::MAY) } else { ("–", people::MAY_NOT) };
        view! { <td><span aria-hidden="true">{mark}</span><span class="visually-hidden">{words}</span></td> }
    };
    view! {
        <tr>
            <th scope="row">{people::action(right.action)}</th>
            {cell(may(None, right.action, None))}
            {Role::ALL.map(|role| cell(may(Some(role), right.action, None))).collect_view()}
        </tr>
    }
}
