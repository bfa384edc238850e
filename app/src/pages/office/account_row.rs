//! A line of the list of accounts, with what can be done to it.

use domain::account::{Role, Standing};
use leptos::prelude::*;
use uuid::Uuid;

use super::accounts::Actions;
use crate::calls::accounts::AccountRow;
use crate::texts::{fill, people};

/// Dates as German readers write them.
const DAY: &str = "%d.%m.%Y";

/// The roles to choose from.
pub fn roles(chosen: Role) -> impl IntoView {
    Role::ALL
        .map(|role| view! { <option value=role.name() selected=role == chosen>{people::role(role)}</option> })
        .collect_view()
}

#[component]
pub fn AccountLine(
    row: AccountRow,
    manage: bool,
    tomorrow: String,
    hidden: Signal<bool>,
    actions: Actions,
) -> impl IntoView {
    let (class, standing) = people::standing(row.standing, row.over);
    let ends = row.ends.map(|day| fill(people::UNTIL, &[("day", &day.format(DAY).to_string())]));
    view! {
        <tr hidden=hidden>
            <th scope="row">
                <b>{row.name.clone()}</b>
                {row.own.then(|| view! { " "<span class="quiet">"("{people::YOU}")"</span> })}
                <br/>
                <span class="quiet">{row.email.clone()}</span>
            </th>
            <td data-label=people::ROLE>{people::role(row.role)}{ends.map(|ends| view! { <br/><span class="quiet">{ends}</span> })}</td>
            <td data-label=people::STANDING><span class=class>{standing}</span></td>
            <td data-label=people::SECOND_STEP>{if row.second_step { people::YES } else { people::NO }}</td>
            <td class="nowrap" data-label=people::SINCE>{row.since.format(DAY).to_string()}</td>
            {manage.then(|| view! { <td><Changes row tomorrow actions/></td> })}
        </tr>
    }
}

#[component]
fn Changes(row: AccountRow, tomorrow: String, actions: Actions) -> impl IntoView {
    let id = row.id;
    let role_id = format!("role-{id}");
    let ends_id = format!("ends-{id}");
    let hidden = |id: Uuid| view! { <input type="hidden" name="account" value=id.to_string()/> };
    let invited = row.standing == Standing::Invited;
    let deactivated = row.standing == Standing::Deactivated;
    view! {
        <details class="row-actions">
            <summary>{people::CHANGE}<span class="visually-hidden">": "{row.name.clone()}</span></summary>
            <ActionForm action=actions.role attr:class="account-form">
                {hidden(id)}
                <div class="field">
                    <label for=role_id.clone()>{people::ROLE}</label>
                    <select id=role_id name="role">{roles(row.role)}</select>
                </div>
                <div class="field">
                    <label for=ends_id.clone()>{people::ENDS}</label>
                    <input
                        type="date"
                        id=ends_id
                        name="ends"
                        min=tomorrow
                        value=row.ends.map(|day| day.to_string()).unwrap_or_default()
                    />
                </div>
                <button class="button">{people::SAVE_ROLE}</button>
            </ActionForm>
            {invited
                .then(|| view! {
                    <ActionForm action=actions.resend>
                        {hidden(id)}
                        <button class="button">{people::RESEND}</button>
                    </ActionForm>
                })}
            {row
                .second_step
                .then(|| view! {
                    <ActionForm action=actions.remove>
                        {hidden(id)}
                        <p class="quiet">{people::REMOVE_SECOND_STEP_HINT}</p>
                        <button class="button">{people::REMOVE_SECOND_STEP}</button>
                    </ActionForm>
                })}
            {if deactivated {
                view! {
                    <ActionForm action=actions.reactivate>
                        {hidden(id)}
                        <button class="button">{people::REACTIVATE}</button>
                    </ActionForm>
                }.into_any()
            } else {
                view! {
                    <ActionForm action=actions.deactivate>
                        {hidden(id)}
                        <p class="quiet">{people::DEACTIVATE_HINT}</p>
                        <button class="button danger">{people::DEACTIVATE}</button>
                    </ActionForm>
                }.into_any()
            }}
        </details>
    }
}
