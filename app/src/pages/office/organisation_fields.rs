//! The form of an organisation. A plain form: it works without scripts, and what could not be saved comes back in it.

use domain::district::{BOROUGHS, District};
use domain::language::Language;
use domain::organisation::{Contact, MOST_CONTACTS, Organisation, Place};
use domain::tongue;
use domain::topic::Topic;
use leptos::prelude::*;
use uuid::Uuid;

use super::organisations::{HERE, vocabularies};
use crate::calls::organisations::OrganisationPage;
use crate::texts::{fill, organisations as t};

type Problems = StoredValue<Vec<(Place, String)>>;

#[component]
pub fn Fields(page: OrganisationPage) -> impl IntoView {
    let is_new = page.title.is_empty();
    let entry = page.organisation;
    let action = if is_new { format!("{HERE}/new") } else { format!("{HERE}/{}", entry.id) };
    let problems = StoredValue::new(page.problems.clone());
    let consent = entry.consent.clone();
    let address = entry.address.clone();
    view! {
        {(!page.problems.is_empty()).then(|| view! { <ProblemList problems=page.problems.clone()/> })}
        <form method="post" action=action class="entry-form">
            <input type="hidden" name="id" value=entry.id.to_string()/>
            <input type="hidden" name="version" value=page.version/>
            <section class="panel" aria-labelledby="general">
                <h2 id="general">{t::GENERAL}</h2>
                <Line name="name" label=t::NAME value=entry.name.clone() place=Place::Name problems wide=true/>
                <Choices entry=entry.clone()/>
            </section>
            <section class="panel" aria-labelledby="contacts">
                <h2 id="contacts">{t::CONTACTS}</h2>
                <p class="quiet small">{t::CONTACT_HINT}</p>
                <Contacts contacts=entry.contacts.clone() problems/>
            </section>
            <section class="panel" aria-labelledby="address">
                <h2 id="address">{t::ADDRESS}</h2>
                <div class="field-grid">
                    <Line name="extra" label=t::EXTRA value=address.extra place=Place::Extra problems/>
                    <Line name="street" label=t::STREET value=address.street place=Place::Street problems/>
                    <Line name="postcode" label=t::POSTCODE value=address.postcode place=Place::Postcode problems/>
                    <Line name="city" label=t::CITY value=address.city place=Place::City problems/>
                </div>
            </section>
            <section class="panel" aria-labelledby="consent">
                <h2 id="consent">{t::CONSENT}</h2>
                <p class="quiet small">{t::CONSENT_HINT}</p>
                <Line
                    name="consent-given"
                    label=t::CONSENT_GIVEN
                    value=page.consent_given
                    place=Place::Consent
                    problems
                    kind="date"
                />
                {tick("consent-directory", t::FOR_DIRECTORY, consent.as_ref().is_some_and(|one| one.directory))}
                {tick("consent-contact", t::FOR_CONTACT, consent.as_ref().is_some_and(|one| one.contact))}
                {tick("consent-mail", t::FOR_MAIL, consent.is_some_and(|one| one.mail))}
            </section>
            <section class="panel" aria-labelledby="ties">
                <h2 id="ties">{t::TIES}</h2>
                <div class="field-grid">
                    <Line
                        name="umbrella"
                        label=t::UMBRELLA
                        value=page.umbrella
                        place=Place::Umbrella
                        problems
                        help=t::UMBRELLA_HINT
                    />
                    <Caretaker chosen=entry.caretaker people=page.caretakers/>
                </div>
                {tick("archived", t::ARCHIVE, entry.archived)}
                <p class="quiet small">{t::ARCHIVE_HINT}</p>
            </section>
            <div class="button-row">
                <button class="button primary">{t::SAVE}</button>
                <a class="button" href=HERE>{t::CANCEL}</a>
            </div>
        </form>
    }
}

/// The name of the field at a place, which is its id as well.
fn field_of(place: Place) -> String {
    let of_contact = |number: usize, part: &str| format!("contact-{number}-{part}");
    match place {
        Place::Name => "name".to_owned(),
        Place::Languages => "languages".to_owned(),
        Place::Contacts => "contacts".to_owned(),
        Place::ContactName(number) => of_contact(number, "name"),
        Place::ContactRole(number) => of_contact(number, "role"),
        Place::ContactEmail(number) => of_contact(number, "email"),
        Place::ContactPhone(number) => of_contact(number, "phone"),
        Place::ContactLanguage(number) => of_contact(number, "language"),
        Place::Extra => "extra".to_owned(),
        Place::Street => "street".to_owned(),
        Place::Postcode => "postcode".to_owned(),
        Place::City => "city".to_owned(),
        Place::Consent => "consent-given".to_owned(),
        Place::Umbrella => "umbrella".to_owned(),
    }
}

#[component]
fn ProblemList(problems: Vec<(Place, String)>) -> impl IntoView {
    view! {
        <div class="notice danger" role="alert">
            <h2>{t::PROBLEMS}</h2>
            <ul>
                {problems
                    .into_iter()
                    .map(|(place, words)| view! {
                        <li><a href=format!("#{}", field_of(place)) rel="external">{words}</a></li>
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

/// A field of one line, with its problems tied to it.
#[component]
fn Line(
    #[prop(into)] name: String,
    label: &'static str,
    value: String,
    place: Place,
    problems: Problems,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] help: &'static str,
    #[prop(optional)] wide: bool,
) -> impl IntoView {
    let words: Vec<String> =
        problems.with_value(|all| all.iter().filter(|(at, _)| *at == place).map(|(_, words)| words.clone()).collect());
    let (help_id, problem_id) = (format!("{name}-help"), format!("{name}-problem"));
    let described: Vec<String> = [(!help.is_empty(), &help_id), (!words.is_empty(), &problem_id)]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, id)| id.clone())
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = (!words.is_empty()).then_some("true");
    view! {
        <div class="field" class:wide=wide>
            <label for=name.clone()>{label}</label>
            {(!help.is_empty()).then(|| view! { <p class="help quiet" id=help_id>{help}</p> })}
            {(!words.is_empty()).then(|| view! { <p class="field-problem" id=problem_id>{words.join(" ")}</p> })}
            <input
                type=kind
                id=name.clone()
                name=name
                value=value
                maxlength="300"
                dir="auto"
                aria-describedby=described
                aria-invalid=invalid
            />
        </div>
    }
}

fn tick(name: impl Into<String>, label: &'static str, checked: bool) -> impl IntoView {
    let name: String = name.into();
    view! {
        <label class="tick">
            <input type="checkbox" name=name value="1" checked=checked/>
            <span>{label}</span>
        </label>
    }
}

fn ticks(name: &'static str, options: Vec<(String, String, bool)>) -> impl IntoView {
    options
        .into_iter()
        .map(|(value, label, checked)| {
            view! {
                <label class="tick">
                    <input type="checkbox" name=name value=value checked=checked/>
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view()
}

/// Topics, languages and districts: folded away, with how many are chosen.
#[component]
fn Choices(entry: Organisation) -> impl IntoView {
    let topics = Topic::ALL
        .map(|topic| (topic.code().to_owned(), topic.words().de.to_owned(), entry.topics.contains(&topic)))
        .into();
    let languages = tongue::all()
        .map(|language| {
            let name = tongue::name(&language, &Language::new("de")).unwrap_or_default().to_owned();
            (language.to_string(), name, entry.languages.contains(&language))
        })
        .collect();
    let boroughs = BOROUGHS
        .map(|borough| {
            let districts = District::of(borough)
                .map(|one| (one.number().to_string(), one.name().to_owned(), entry.districts.contains(&one)))
                .collect();
            view! {
                <fieldset class="tick-group">
                    <legend>{borough.name}</legend>
                    {ticks("district", districts)}
                </fieldset>
            }
        })
        .collect_view();
    let summary = |title: &'static str, count: usize| {
        let chosen = fill(t::CHOSEN, &[("n", &count.to_string())]);
        view! { <summary>{title}" "<span class="quiet">{chosen}</span></summary> }
    };
    view! {
        <details class="choices">
            {summary(t::TOPICS, entry.topics.len())}
            <fieldset class="tick-group"><legend class="visually-hidden">{t::TOPICS}</legend>{ticks("topic", topics)}</fieldset>
        </details>
        <details class="choices" id="languages">
            {summary(t::LANGUAGES, entry.languages.len())}
            <fieldset class="tick-group">
                <legend class="visually-hidden">{t::LANGUAGES}</legend>
                {ticks("language", languages)}
            </fieldset>
        </details>
        <details class="choices">
            {summary(t::DISTRICTS, entry.districts.len())}
            {boroughs}
        </details>
    }
}

/// All contact persons, and room for one more.
#[component]
fn Contacts(contacts: Vec<Contact>, problems: Problems) -> impl IntoView {
    let mut shown = contacts;
    if shown.len() < MOST_CONTACTS {
        shown.push(Contact::default());
    }
    let last = shown.len() - 1;
    shown
        .into_iter()
        .enumerate()
        .map(|(number, contact)| {
            let title = fill(t::CONTACT, &[("n", &(number + 1).to_string())]);
            let fields = view! { <ContactFields number contact problems/> };
            if number == last && number > 0 {
                view! {
                    <details class="choices">
                        <summary>{t::ANOTHER_CONTACT}</summary>
                        <fieldset><legend class="visually-hidden">{title}</legend>{fields}</fieldset>
                    </details>
                }
                .into_any()
            } else {
                view! { <fieldset class="contact-fields"><legend>{title}</legend>{fields}</fieldset> }.into_any()
            }
        })
        .collect_view()
}

#[component]
fn ContactFields(number: usize, contact: Contact, problems: Problems) -> impl IntoView {
    let name = |part: &str| format!("contact-{number}-{part}");
    let chosen = contact.language.map(|language| language.to_string()).unwrap_or_default();
    let [_, languages, _] = vocabularies(&Language::new("de"));
    view! {
        <div class="field-grid">
            <Line name=name("name") label=t::NAME value=contact.name place=Place::ContactName(number) problems/>
            <Line name=name("role") label=t::ROLE value=contact.role place=Place::ContactRole(number) problems/>
            <Line name=name("email") label=t::EMAIL value=contact.email place=Place::ContactEmail(number) problems/>
            <Line name=name("phone") label=t::PHONE value=contact.phone place=Place::ContactPhone(number) problems kind="tel"/>
            <div class="field">
                <label for=name("language")>{t::PREFERRED}</label>
                <select id=name("language") name=name("language")>
                    <option value="">{t::NO_LANGUAGE}</option>
                    {languages
                        .into_iter()
                        .map(|(tag, label)| {
                            let selected = tag == chosen;
                            view! { <option value=tag selected=selected>{label}</option> }
                        })
                        .collect_view()}
                </select>
            </div>
        </div>
        {tick(name("public"), t::CONTACT_PUBLIC, contact.public)}
    }
}

#[component]
fn Caretaker(chosen: Option<Uuid>, people: Vec<(Uuid, String)>) -> impl IntoView {
    view! {
        <div class="field">
            <label for="caretaker">{t::CARETAKER}</label>
            <select id="caretaker" name="caretaker">
                <option value="">{t::NOBODY}</option>
                {people
                    .into_iter()
                    .map(|(id, name)| {
                        let selected = chosen == Some(id);
                        view! { <option value=id.to_string() selected=selected>{name}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
