//! A day in a form of the office: picked where the browser helps, else typed like 31.12.2026; what is wrong stands at the field.

use domain::local_time;
use leptos::prelude::*;

use crate::calls::inviting::BadDay;
use crate::texts::inviting as t;

/// `value` is what was typed; a browser that picks days gets it in its own way of writing.
#[component]
pub fn DayField(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: String,
    #[prop(optional)] help: &'static str,
    #[prop(default = None)] bad: Option<BadDay>,
) -> impl IntoView {
    let value = local_time::day(&value).map_or(value, |day| day.to_string());
    let (help_id, problem_id) = (format!("{id}-help"), format!("{id}-problem"));
    let described: Vec<&str> = [(!help.is_empty(), help_id.as_str()), (bad.is_some(), problem_id.as_str())]
        .into_iter()
        .filter_map(|(there, id)| there.then_some(id))
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {(!help.is_empty()).then(|| view! { <p class="help" id=help_id.clone()>{help}</p> })}
            {bad.map(|bad| view! { <p class="field-problem" id=problem_id.clone()>{t::bad_day(bad)}</p> })}
            <input
                type="date"
                id=id
                name=name
                value=value
                aria-describedby=described
                aria-invalid=bad.map(|_| "true")
            />
        </div>
    }
}
