//! Answering by plain forms, without scripts: each button posts the page's fields here, they go into the draft, and the
//! browser is sent on to the next page. Nothing typed is lost, whatever button was pressed.
//!
//! Fields are those of [`domain::form`]; the button's field `go` says where to: `next`, `back`, `review`, `submit`,
//! `language:TAG`, and on the start page `begin` or `again` (a new response after one was sent).

use app::services::addresses::Neighbourhood;
use app::services::limits::TooMany;
use app::services::submitting::{self, Doubt, Refusal};
use app::services::surveys::Shelved;
use app::services::{Services, cookies, drafts, people};
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::header::{LOCATION, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::answer::Answers;
use domain::answering::{check_page, kept, page_of_first, visible, visible_pages};
use domain::draft::Draft;
use domain::form;
use domain::language::Language;
use domain::permission::Action;
use domain::sealing::Secret;
use domain::survey::Survey;
use domain::terms::Door;
use store::StoreError;
use tower_sessions::Session;
use uuid::Uuid;

use crate::middleware::error_page;

/// What a browser posts, in the order of the page.
type Fields = Vec<(String, String)>;

/// Where a button leads.
enum Go {
    Next,
    Back,
    Review,
    Submit,
    Language(Language),
    Begin,
    Again,
}

impl Go {
    /// A form sent without its button, as by pressing Enter, goes on.
    fn read(fields: &Fields, otherwise: Self) -> Self {
        match field(fields, form::GO) {
            Some("next") => Self::Next,
            Some("back") => Self::Back,
            Some("review") => Self::Review,
            Some("submit") => Self::Submit,
            Some("begin") => Self::Begin,
            Some("again") => Self::Again,
            Some(go) => go.strip_prefix("language:").map_or(otherwise, |tag| Self::Language(Language::new(tag))),
            None => otherwise,
        }
    }
}

/// Why a form is not worked on, for the person who sent it.
#[derive(Debug)]
pub enum Trouble {
    /// 429.
    TooMany(TooMany),
    /// 503; what was typed may not be saved.
    Unavailable,
}

impl From<TooMany> for Trouble {
    fn from(too_many: TooMany) -> Self {
        Self::TooMany(too_many)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a form could not be worked on");
        Self::Unavailable
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, seconds) = match self {
            Self::TooMany(TooMany { after_seconds }) => (StatusCode::TOO_MANY_REQUESTS, after_seconds),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, 2),
        };
        let mut response = error_page::page(status);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        response
    }
}

/// The start page's form: begins a response, or goes on with one that was begun.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn begin(
    State(services): State<Services>,
    Path(slug): Path<String>,
    Extension(address): Extension<Neighbourhood>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    services.limits.change_from(address)?;
    let start = format!("/surveys/{slug}");
    let Some(shelved) = services.surveys.get(&slug).await? else { return Ok(see(&start)) };
    let known = match Go::read(&fields, Go::Begin) {
        Go::Language(wanted) => return Ok(in_language(see(&start), &services, &shelved.stored.survey, &wanted)),
        Go::Again => None,
        _ => drafts::load(&services, &headers, &slug).await?,
    };
    let is_new = known.is_none();
    let (secret, mut draft) = known.unwrap_or_else(drafts::new);
    if !submitting::takes(&services, &shelved.stored, &draft) {
        return Ok(see(&start));
    }
    if draft.receipt.is_some() {
        return Ok(see(&format!("{start}/thanks")));
    }
    if shelved.stored.terms.door == Door::Invited && draft.ballot.is_none() && draft.changes.is_none() {
        return Ok(see("/i?problem=needed"));
    }
    if is_new {
        services.limits.draft_from(address)?;
    }
    draft.revision += 1;
    if shelved.stored.terms.door == Door::Everybody {
        services.patience.begin(&slug, &mut draft);
    }
    drafts::save(&services, &secret, &slug, &draft).await?;
    let first = visible_pages(&shelved.stored.survey, &draft.answers).first().map_or(1, |page| page + 1);
    Ok(with_cookie(see(&format!("{start}/{first}")), &drafts::cookie(&services, &secret, &slug)))
}

/// The form of a page, or of the review.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn step(
    State(services): State<Services>,
    Path((slug, step)): Path<(String, String)>,
    Extension(address): Extension<Neighbourhood>,
    session: Session,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    services.limits.change_from(address)?;
    let start = format!("/surveys/{slug}");
    let Some(shelved) = services.surveys.get(&slug).await? else { return Ok(see(&start)) };
    let survey = &shelved.stored.survey;
    // What is not a step is shown as what it is: not found.
    let Some(step) = Step::read(&step, survey) else { return Ok(see(&format!("{start}/{step}"))) };

    let known = drafts::load(&services, &headers, &slug).await?;
    let is_new = known.is_none();
    let (secret, mut draft) = known.unwrap_or_else(|| {
        let (secret, draft) = drafts::new();
        // A browser that has made a submission already goes on with it, so that its own copy of the draft stays good.
        (secret, Draft { submission: posted_submission(&fields).unwrap_or(draft.submission), ..draft })
    });
    let go = Go::read(&fields, if matches!(step, Step::Review) { Go::Review } else { Go::Next });
    // As the page was read: it decides how numbers are written.
    let language = survey.language_or_fallback(&app::language::from_request(&headers, None));
    // What the review holds is sent as it was read there, and changes nothing otherwise.
    let counts = !matches!(step, Step::Review) || matches!(go, Go::Submit);
    let given = if counts { fields.as_slice() } else { &[] };
    if draft.receipt.is_some() {
        return beaten(&services, survey, &language, draft, &step, given).await;
    }
    if !submitting::takes(&services, &shelved.stored, &draft) {
        // Who came with a receipt reads on, in any language.
        let place = if draft.changes.is_some() { format!("{start}/review") } else { start };
        return Ok(match go {
            Go::Language(wanted) => in_language(see(&place), &services, survey, &wanted),
            _ => see(&place),
        });
    }
    if is_new {
        services.limits.draft_from(address)?;
    }
    let shown = form::take(survey, &language, given, &mut draft.answers);
    draft.revision += 1;
    if shelved.stored.terms.door == Door::Everybody {
        services.patience.begin(&slug, &mut draft);
    }
    drafts::save(&services, &secret, &slug, &draft).await?;

    let answered = match go {
        Go::Submit => {
            services.limits.response_from(address)?;
            // Whoever has this right and is signed in fills in for somebody else; nothing more is kept of them.
            let helper = people::current(&services, &session).await?;
            draft.assisted = helper.is_some_and(|person| person.may(Action::AnswerForSomebody));
            let trap = field(&fields, form::TRAP).unwrap_or_default();
            return send(&services, &shelved, &language, &secret, draft, trap).await;
        }
        Go::Language(wanted) => in_language(see(&format!("{start}/{}", step.name())), &services, survey, &wanted),
        go => see(&format!("{start}/{}", onwards(survey, &draft, &step, &shown, &go))),
    };
    Ok(with_cookie(answered, &drafts::cookie(&services, &secret, &slug)))
}

fn field<'a>(fields: &'a Fields, wanted: &str) -> Option<&'a str> {
    fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

fn posted_submission(fields: &Fields) -> Option<Uuid> {
    field(fields, form::SUBMISSION).and_then(|id| id.parse().ok())
}

enum Step {
    /// By its position among all pages, the first being 0.
    Page(usize),
    Review,
}

impl Step {
    fn read(text: &str, survey: &Survey) -> Option<Self> {
        match text {
            "review" => Some(Self::Review),
            number => {
                number.parse::<usize>().ok()?.checked_sub(1).filter(|page| *page < survey.pages.len()).map(Self::Page)
            }
        }
    }

    /// As it stands in the address.
    fn name(&self) -> String {
        match self {
            Self::Page(page) => (page + 1).to_string(),
            Self::Review => "review".to_owned(),
        }
    }
}

/// The address, below the survey's, where the person goes on.
fn onwards(survey: &Survey, draft: &Draft, step: &Step, shown: &[String], go: &Go) -> String {
    let pages = visible_pages(survey, &draft.answers);
    let Step::Page(here) = *step else {
        return match go {
            Go::Back => pages.last().map_or_else(|| "1".to_owned(), |page| (page + 1).to_string()),
            _ => "review".to_owned(),
        };
    };
    if matches!(go, Go::Back) {
        // Never held up by problems: they are shown on the way forward again.
        return match pages.iter().rev().find(|page| **page < here) {
            Some(page) => (page + 1).to_string(),
            None => (here + 1).to_string(),
        };
    }
    let seen = visible(survey, &draft.answers);
    let unseen: Vec<&str> = survey.pages[here]
        .questions
        .iter()
        .filter(|question| question.kind.takes_answer())
        .map(|question| question.code.as_str())
        .filter(|code| seen.contains(code) && !shown.iter().any(|shown| shown == code))
        .collect();
    let problems = check_page(survey, here, &draft.answers);
    // Nobody is blamed for not answering what was not there to be answered.
    if problems.iter().any(|problem| !unseen.contains(&problem.question.as_str())) {
        return format!("{}?check=1", here + 1);
    }
    if !unseen.is_empty() {
        return format!("{}?more=1", here + 1);
    }
    match pages.iter().find(|page| **page > here) {
        Some(page) if !matches!(go, Go::Review) => (page + 1).to_string(),
        _ => "review".to_owned(),
    }
}

/// The response is kept already. When it came from somebody else with the same invitation, who is here now keeps the own answers
/// to read: those of the review, or what is kept together with what was typed on this page.
async fn beaten(
    services: &Services,
    survey: &Survey,
    language: &Language,
    draft: Draft,
    step: &Step,
    given: &[(String, String)],
) -> Result<Response, Trouble> {
    let slug = survey.slug.as_str();
    let mut answers = Answers::new();
    form::take(survey, language, given, &mut answers);
    if let Some(receipt) = draft.receipt.as_ref().filter(|_| draft.ballot.is_some() && !answers.is_empty())
        && let Some(own) = submitting::own(services, slug, receipt).await?
    {
        if matches!(step, Step::Page(_)) {
            answers = own.answers.clone().into_iter().chain(answers).collect();
        }
        if kept(survey, &answers) != kept(survey, &own.answers) {
            let receipt = receipt.clone();
            return keep_to_read(services, slug, Draft { answers, ..draft }, &receipt).await;
        }
    }
    Ok(see(&format!("/surveys/{slug}/thanks")))
}

/// Tells that somebody else was quicker, above the own answers. They become a draft of this browser alone, without the right to
/// answer: the one that is shared by all with this invitation leads to the receipt.
async fn keep_to_read(services: &Services, slug: &str, draft: Draft, receipt: &str) -> Result<Response, Trouble> {
    let (secret, _) = drafts::new();
    let copy = Draft { receipt: Some(receipt.to_owned()), ballot: None, ..draft };
    drafts::save(services, &secret, slug, &copy).await?;
    let told = see(&format!("/surveys/{slug}/review?told=answered"));
    Ok(with_cookie(told, &drafts::cookie(services, &secret, slug)))
}

/// Sends the draft's answers; afterwards the draft is only the way to the receipt.
async fn send(
    services: &Services,
    shelved: &Shelved,
    language: &Language,
    secret: &Secret,
    draft: Draft,
    trap: &str,
) -> Result<Response, Trouble> {
    let survey = &shelved.stored.survey;
    let slug = survey.slug.as_str();
    let start = format!("/surveys/{slug}");
    let to = match submitting::submit_draft(services, slug, language, &draft, trap).await {
        Ok(submitted) => {
            if let Some(ballot) = &draft.ballot
                && let Err(error) = services.done.note(slug, &ballot.invitation, services.clock.today())
            {
                tracing::warn!(%error, "a note could not be kept; somebody may be reminded once too often");
            }
            drafts::finish(services, secret, slug, draft, &submitted.receipt).await?;
            format!("{start}/thanks")
        }
        Err(Refusal::Problems(problems)) => match page_of_first(survey, &problems) {
            Some(page) => format!("{start}/{}?check=1", page + 1),
            None => format!("{start}/review"),
        },
        Err(Refusal::Doubtful(Doubt::TooQuick)) => format!("{start}/review?told=too-quick"),
        Err(Refusal::Doubtful(Doubt::Trapped)) => format!("{start}/review?told=trapped"),
        Err(Refusal::NotInvited) => {
            // The answers go on with another code.
            drafts::save(services, secret, slug, &Draft { ballot: None, ..draft }).await?;
            "/i?problem=needed".to_owned()
        }
        Err(Refusal::Answered { receipt }) => {
            // Both may have saved the shared draft at the same moment.
            drafts::finish(services, secret, slug, draft.clone(), &receipt).await?;
            return keep_to_read(services, slug, draft, &receipt).await;
        }
        Err(Refusal::Withdrawn) => format!("{start}/review?told=withdrawn"),
        Err(Refusal::Closed | Refusal::NotFound) => start,
        Err(Refusal::Unavailable) => return Err(Trouble::Unavailable),
    };
    Ok(with_cookie(see(&to), &drafts::cookie(services, secret, slug)))
}

/// 303: the browser fetches this address, and going back or reloading sends nothing twice.
pub(super) fn see(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response(),
        Err(_) => error_page::page(StatusCode::BAD_REQUEST),
    }
}

/// Remembers the language, if the survey has it.
fn in_language(response: Response, services: &Services, survey: &Survey, wanted: &Language) -> Response {
    if survey.languages.contains(wanted) {
        with_cookie(response, &cookies::language(&services.settings, wanted))
    } else {
        response
    }
}

pub(super) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
