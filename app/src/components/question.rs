//! One question as a form field: the same HTML with and without scripts; names and values as in `domain::form`.

use std::sync::Arc;

use domain::answer::{Answer, Answers};
use domain::form::{SHOWN, field, other_field};
use domain::language::Language;
use domain::problem::Problem;
use domain::survey::{Choice, Kind, LONG_TEXT_MAX, OTHER, Question, SHORT_TEXT_MAX, TextFormat};
use leptos::prelude::*;

use crate::components::textarea::in_textarea;
use crate::texts::{Texts, fill, problem, texts};

/// What all questions of a page share.
#[derive(Debug, Clone, Copy)]
pub struct Answering {
    pub answers: RwSignal<Answers>,
    /// What is wrong on this page; empty until the reader wants to go on.
    pub problems: Signal<Vec<Problem>>,
    /// Counts the times that answers came from elsewhere (a saved draft); only then are texts put into their fields.
    pub restored: RwSignal<u32>,
    pub language: StoredValue<Language>,
}

impl Answering {
    fn texts(&self) -> &'static Texts {
        texts(&self.language.get_value())
    }

    fn set(&self, code: &str, answer: Option<Answer>) {
        self.answers.update(|answers| {
            match answer.filter(|answer| !matches!(answer, Answer::Text(text) if text.is_empty())) {
                Some(answer) => drop(answers.insert(code.to_owned(), answer)),
                None => drop(answers.remove(code)),
            }
        });
    }

    fn has_chosen(&self, code: &str, option: &str) -> bool {
        self.answers.with(|answers| answers.get(code).is_some_and(|answer| answer.has_chosen(option)))
    }

    /// What stands in a text field, in the reader's way of writing numbers.
    fn written(&self, code: &str) -> String {
        self.answers.with_untracked(|answers| match answers.get(code) {
            Some(Answer::Number(number)) => self.texts().number(*number),
            Some(Answer::Text(text)) => text.clone(),
            _ => String::new(),
        })
    }

    fn other(&self, code: &str) -> String {
        self.answers.with_untracked(|answers| answers.get(code).and_then(Answer::other).unwrap_or_default().to_owned())
    }
}

/// The id of the element that a link to a question leads to.
pub fn anchor(code: &str) -> String {
    format!("question-{code}")
}

#[component]
pub fn QuestionField(question: Arc<Question>, with: Answering) -> impl IntoView {
    let code = question.code.clone();
    let id = anchor(&code);
    let t = with.texts();
    let Some(text) = question.text.0.iter().next().map(|(language, html)| (language.clone(), html.clone())) else {
        return ().into_any();
    };
    if !question.kind.takes_answer() {
        return view! { <div class="statement" id=id lang=text.0.to_string() dir=text.0.direction() inner_html=text.1></div> }
            .into_any();
    }
    let found = {
        let code = code.clone();
        Memo::new(move |_| {
            with.problems.with(|problems| {
                let language = with.language.get_value();
                problems.iter().find(|found| found.question == code).map(|found| problem(&language, &found.kind))
            })
        })
    };
    let help = question.help.0.values().next().cloned();
    let hint = hint(&question.kind, t);
    let described = {
        let (help, hint, id) = (help.is_some(), hint.is_some(), id.clone());
        Signal::derive(move || {
            let parts = [(found.with(Option::is_some), "problem"), (help, "help"), (hint, "hint")];
            let ids: Vec<String> =
                parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{id}-{part}")).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let heading = view! {
        {question.required.then(|| view! { <span class="question-note"><span class="required">{t.required}</span></span> })}
        <span lang=text.0.to_string() dir=text.0.direction() inner_html=text.1></span>
    };
    let notes = {
        let id = id.clone();
        view! {
            {help.map(|html| view! { <div class="help" id=format!("{id}-help") inner_html=html></div> })}
            {hint.map(|words| view! { <p class="help" id=format!("{id}-hint")>{words}</p> })}
            {
                let id = id.clone();
                move || found.get().map(|words| view! { <p class="problem" id=format!("{id}-problem")>{words}</p> })
            }
        }
    };
    let invalid = move || found.with(Option::is_some);
    let shown = view! { <input type="hidden" name=SHOWN value=code.clone()/> };
    match &question.kind {
        // A free text has its place beside the options, so a list with one is never a drop-down.
        Kind::SingleChoice { dropdown: false, .. }
        | Kind::SingleChoice { other: Some(_), .. }
        | Kind::MultipleChoice { .. }
        | Kind::Scale { .. } => view! {
            <fieldset class="question" class:has-problem=invalid id=id aria-describedby=move || described.get() tabindex="-1">
                <legend class="question-text">{heading}</legend>
                {notes}
                {choices(&question, with)}
                {shown}
            </fieldset>
        }
        .into_any(),
        kind => {
            let control = format!("{id}-control");
            view! {
                <div class="question" class:has-problem=invalid id=id tabindex="-1">
                    <label class="question-text" for=control.clone()>{heading}</label>
                    {notes}
                    {shown}
                    {written(&code, kind, control, described, Signal::derive(invalid), with)}
                </div>
            }
            .into_any()
        }
    }
}

/// How many may be chosen, in words.
fn hint(kind: &Kind, t: &Texts) -> Option<String> {
    let Kind::MultipleChoice { min, max, .. } = kind else { return None };
    Some(match (min.filter(|min| *min > 1), max) {
        (Some(min), Some(max)) => fill(t.choose_between, &[("min", &min.to_string()), ("max", &max.to_string())]),
        (None, Some(max)) => fill(t.choose_up_to, &[("max", &max.to_string())]),
        (Some(min), None) => fill(t.choose_at_least, &[("min", &min.to_string())]),
        (None, None) => t.several_possible.to_owned(),
    })
}

fn choices(question: &Question, with: Answering) -> AnyView {
    let code = question.code.clone();
    match &question.kind {
        Kind::Scale { from, to, low, high } => {
            let (low, high) = (low.only().to_owned(), high.only().to_owned());
            let points = (*from..=*to)
                .map(|step| {
                    let end = if step == *from { Some(low.clone()) } else { (step == *to).then(|| high.clone()) };
                    let (code, name, value) = (code.clone(), field(&code), step.to_string());
                    let chosen = { let (code, value) = (code.clone(), value.clone()); move || with.has_chosen(&code, &value) };
                    view! {
                        <label class="scale-point">
                            <input
                                type="radio"
                                name=name
                                value=value.clone()
                                checked=untrack(&chosen)
                                prop:checked=chosen.clone()
                                on:change=move |_| with.set(&code, Some(Answer::Number(f64::from(step))))
                            />
                            <span>{value.clone()}{end.map(|words| view! { <span class="visually-hidden">", "{words}</span> })}</span>
                        </label>
                    }
                })
                .collect_view();
            view! {
                <div class="scale">
                    <p class="scale-ends" aria-hidden="true">
                        <span>{format!("{from} = {low}")}</span>" "<span>{format!("{to} = {high}")}</span>
                    </p>
                    <div class="scale-points">{points}</div>
                </div>
            }
            .into_any()
        }
        kind => {
            let several = matches!(kind, Kind::MultipleChoice { .. });
            let (options, other) = kind.choices();
            let (exclusive, ordinary): (Vec<&Choice>, Vec<&Choice>) =
                options.iter().partition(|option| option.exclusive);
            let rows = |list: Vec<&Choice>| {
                list.into_iter()
                    .map(|option| {
                        option_row(
                            &code,
                            Row { option: option.code.clone(), free: false, apart: option.exclusive },
                            option.label.only(),
                            several,
                            with,
                        )
                    })
                    .collect_view()
            };
            view! {
                <div class="options">
                    {rows(ordinary)}
                    {other.map(|label| other_row(&code, label.only(), several, with))}
                    {rows(exclusive)}
                </div>
            }
            .into_any()
        }
    }
}

/// An option as a row. `free` is the one with a text beside it; an imported option may bear the same code and has none.
struct Row {
    option: String,
    free: bool,
    apart: bool,
}

fn option_row(code: &str, row: Row, label: &str, several: bool, with: Answering) -> AnyView {
    let Row { option, free, apart } = row;
    let (name, code, label) = (field(code), code.to_owned(), label.to_owned());
    let chosen = {
        let (code, option) = (code.clone(), option.clone());
        move || with.has_chosen(&code, &option)
    };
    let choose = {
        let option = option.clone();
        move |event: leptos::ev::Event| {
            let ticked = event_target_checked(&event);
            let option = option.clone();
            with.answers.update(|answers| choose(answers, &code, &option, free, several, ticked));
        }
    };
    view! {
        <label class="option-row" class:apart=apart>
            <input
                type=if several { "checkbox" } else { "radio" }
                name=name
                value=option
                checked=untrack(&chosen)
                prop:checked=chosen.clone()
                on:change=choose
            />
            " "<span>{label}</span>
        </label>
    }
    .into_any()
}

fn other_row(code: &str, label: &str, several: bool, with: Answering) -> AnyView {
    let row = option_row(code, Row { option: OTHER.to_owned(), free: true, apart: false }, label, several, with);
    let (code, name) = (code.to_owned(), other_field(code));
    let id = format!("{}-other", anchor(&code));
    let t = with.texts();
    let value = {
        let code = code.clone();
        move || {
            with.restored.track();
            with.other(&code)
        }
    };
    let first = with.other(&code);
    let write = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        with.answers.update(|answers| {
            // Writing chooses "other"; taking the words away again leaves it chosen.
            if !text.is_empty() {
                choose(answers, &code, OTHER, true, several, true);
            }
            if let Some(Answer::Choices { other: Some(other), .. }) = answers.get_mut(&code) {
                *other = text;
            }
        });
    };
    view! {
        {row}
        <div class="other-text">
            <label for=id.clone()>{t.other_text}</label>
            <input type="text" id=id name=name maxlength=SHORT_TEXT_MAX.to_string() value=first prop:value=value on:input=write/>
        </div>
    }
    .into_any()
}

/// Ticks or unticks an option. The `free` one is its text: chosen with an empty text until something is written.
fn choose(answers: &mut Answers, code: &str, option: &str, free: bool, several: bool, ticked: bool) {
    let other = free.then(String::new);
    if !several {
        let answer = match other {
            Some(empty) => {
                let written = answers.get(code).and_then(Answer::other).map_or(empty, str::to_owned);
                Answer::Choices { codes: Vec::new(), other: Some(written) }
            }
            None => Answer::choice(option),
        };
        answers.insert(code.to_owned(), answer);
        return;
    }
    let mut chosen = match answers.remove(code) {
        Some(Answer::Choices { codes, other }) => (codes, other),
        _ => (Vec::new(), None),
    };
    match (other, ticked) {
        (Some(empty), true) => chosen.1 = chosen.1.or(Some(empty)),
        (Some(_), false) => chosen.1 = None,
        (None, true) if !chosen.0.iter().any(|known| known == option) => chosen.0.push(option.to_owned()),
        (None, true) => {}
        (None, false) => chosen.0.retain(|known| known != option),
    }
    let answer = Answer::Choices { codes: chosen.0, other: chosen.1 };
    if !answer.is_empty() {
        answers.insert(code.to_owned(), answer);
    }
}

fn dropdown_items(code: &str, options: &[Choice], with: Answering) -> AnyView {
    let item = |option: &Choice| {
        let (code, value) = (code.to_owned(), option.code.clone());
        let chosen = move || with.has_chosen(&code, &value);
        view! {
            <option value=option.code.clone() selected=untrack(&chosen) prop:selected=chosen.clone()>
                {option.label.only().to_owned()}
            </option>
        }
    };
    view! {
        <option value="">{with.texts().choose}</option>
        {options.iter().map(item).collect_view()}
    }
    .into_any()
}

fn written(
    code: &str,
    kind: &Kind,
    id: String,
    described: Signal<Option<String>>,
    invalid: Signal<bool>,
    with: Answering,
) -> AnyView {
    let (name, code) = (field(code), code.to_owned());
    let first = with.written(&code);
    let value = {
        let code = code.clone();
        move || {
            with.restored.track();
            with.written(&code)
        }
    };
    let aria_invalid = move || invalid.get().then_some("true");
    let describe = move || described.get();
    let write = {
        let code = code.clone();
        move |event: leptos::ev::Event| with.set(&code, Some(Answer::Text(event_target_value(&event))))
    };
    match kind {
        Kind::SingleChoice { options, .. } => {
            let items = dropdown_items(&code, options, with);
            let choose = move |event: leptos::ev::Event| {
                let option = event_target_value(&event);
                with.set(&code, (!option.is_empty()).then(|| Answer::choice(&option)));
            };
            view! {
                <select id=id name=name aria-invalid=aria_invalid aria-describedby=describe on:change=choose>
                    {items}
                </select>
            }
            .into_any()
        }
        Kind::LongText { max_length } => {
            let max = max_length.unwrap_or(LONG_TEXT_MAX).to_string();
            view! {
                <textarea
                    id=id name=name rows="5" maxlength=max dir="auto"
                    aria-invalid=aria_invalid aria-describedby=describe
                    prop:value=value on:input=write
                >
                    {in_textarea(&first)}
                </textarea>
            }
            .into_any()
        }
        Kind::Number { unit, decimals, .. } => {
            let unit = unit.as_ref().map(|unit| unit.only().to_owned()).filter(|unit| !unit.is_empty());
            let unit_id = format!("{id}-unit");
            let describe = {
                let (unit, unit_id) = (unit.is_some(), unit_id.clone());
                move || {
                    let ids: Vec<String> = described.get().into_iter().chain(unit.then(|| unit_id.clone())).collect();
                    (!ids.is_empty()).then(|| ids.join(" "))
                }
            };
            let write = move |event: leptos::ev::Event| {
                let text = event_target_value(&event);
                let answer = if text.trim().is_empty() {
                    None
                } else {
                    Some(domain::form::number(&text, &with.language.get_value()))
                };
                with.set(&code, answer);
            };
            view! {
                <div class="with-unit">
                    <input
                        type="text" inputmode=if *decimals == 0 { "numeric" } else { "decimal" } autocomplete="off"
                        id=id name=name maxlength="20" value=first prop:value=value
                        aria-invalid=aria_invalid aria-describedby=describe on:input=write
                    />
                    {unit.map(|unit| view! { " "<span id=unit_id>{unit}</span> })}
                </div>
            }
            .into_any()
        }
        Kind::Date { earliest, latest } => view! {
            <input
                type="date" id=id name=name value=first prop:value=value
                min=earliest.map(|date| date.to_string()) max=latest.map(|date| date.to_string())
                aria-invalid=aria_invalid aria-describedby=describe on:input=write
            />
        }
        .into_any(),
        Kind::ShortText { format, max_length } => {
            let email = matches!(format, Some(TextFormat::Email));
            view! {
                <input
                    type=if email { "email" } else { "text" } id=id name=name dir="auto"
                    maxlength=max_length.unwrap_or(SHORT_TEXT_MAX).to_string()
                    value=first prop:value=value aria-invalid=aria_invalid aria-describedby=describe on:input=write
                />
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}
