//! The demo's consultation, brought in as its people would have brought it in themselves: through the same services as the pages,
//! each thing at its own moment.

use anyhow::{Context as _, anyhow};
use app::calls::consultation::commenting::NewComment;
use app::services::Services;
use app::services::clock::Clock;
use app::services::consultation::agreement::Agreement;
use app::services::consultation::{Space, amendments, commenting, meetings, standing};
use app::services::people::Person;
use chrono::{DateTime, Utc};
use demo::consultation::{
    Consultation, DemoAmendment, DemoComment, DemoMeeting, DemoPosition, DemoText, SLUG, consultation,
};
use domain::account::Role;
use domain::agreement::consent::Position;
use domain::agreement::objection::{Objection, ObjectionState};
use domain::amendment::state::{State, Step};
use domain::amendment::{Amendment, Target, written};
use domain::bridging::Opinion;
use domain::process::space::Standing;
use domain::text::document::{Making, Version};
use domain::text::kind::TextStage;
use store::{NewAccount, PollStep, StoreError, TextHead};
use uuid::Uuid;

use super::{EMAIL, NO_PASSWORD};

/// Brings in what is not there yet. When all is there, what people have changed since then stays as it is.
///
/// # Errors
///
/// Those of the database.
pub async fn load(services: &Services) -> anyhow::Result<()> {
    load_all(services).await.context("the demo consultation cannot be loaded")
}

async fn load_all(services: &Services) -> anyhow::Result<()> {
    let found = consultation(services.clock.now());
    // The last thing that is brought in: a start that was broken off before goes on here, and meets what it has brought in already.
    if let Some(last) = found.meetings.last()
        && services.records.meeting(last.meeting.id).await?.is_some()
    {
        return Ok(());
    }
    let company = Company { services, people: people(&found), found: &found };
    company.frame().await.context("conference, groups and members")?;
    for text in &found.texts {
        company.begin(text).await.with_context(|| format!("the text „{}“", text.content.title))?;
    }
    for comment in &found.comments {
        company.say(comment).await.with_context(|| format!("the comment {}", comment.id))?;
    }
    for amendment in &found.amendments {
        company.amend(amendment).await.with_context(|| format!("the amendment {}", amendment.id))?;
    }
    for position in &found.positions {
        company.take(position).await.with_context(|| format!("the position of {}", position.person))?;
    }
    for meeting in &found.meetings {
        company.meet(meeting).await.with_context(|| format!("the meeting {}", meeting.meeting.id))?;
    }
    Ok(())
}

fn people(found: &Consultation) -> Vec<Person> {
    let person = |one: &demo::consultation::DemoPerson| Person {
        id: one.id,
        email: one.email.clone(),
        name: one.name.clone(),
        role: Role::Member,
    };
    found.people.iter().map(person).collect()
}

/// What was there already is left alone.
fn once(outcome: Result<(), StoreError>) -> Result<(), StoreError> {
    match outcome {
        Err(StoreError::Taken) => Ok(()),
        outcome => outcome,
    }
}

/// The people of the demo, and what they bring.
struct Company<'a> {
    services: &'a Services,
    people: Vec<Person>,
    found: &'a Consultation,
}

impl Company<'_> {
    fn person(&self, place: usize) -> anyhow::Result<&Person> {
        self.people.get(place).ok_or_else(|| anyhow!("there is nobody at place {place}"))
    }

    /// The services as they were at this moment.
    fn at(&self, moment: DateTime<Utc>) -> Services {
        Services { clock: Clock::standing_at(moment), ..self.services.clone() }
    }

    /// Accounts, the conference, its groups and who sits in them.
    async fn frame(&self) -> anyhow::Result<()> {
        let (records, now) = (&self.services.records, self.services.clock.now());
        for person in &self.people {
            let account = NewAccount {
                email: person.email.clone(),
                name: person.name.clone(),
                role: person.role,
                password_hash: NO_PASSWORD.to_owned(),
            };
            once(records.create_account(&account, person.id, now).await)?;
            // Nobody can sign in as somebody invented, and nobody writes mails to them.
            records.deactivate_account(person.id).await?;
        }
        once(records.create_conference(&self.found.conference, now).await)?;
        once(records.create_groups(&self.found.groups, now).await)?;
        for person in &self.found.people {
            let group = self.found.groups.get(person.group).context("a person without a group")?;
            records.seat_member(group, person.id, person.chair, now).await?;
        }
        // So that whoever looks around can take part as a member, too.
        if let (Some(visitor), Some(group)) = (records.account_by_email(EMAIL).await?, self.found.groups.first()) {
            records.seat_member(group, visitor.id, false, now).await?;
        }
        Ok(())
    }

    /// A group, or the conference as a whole, as this person meets it.
    async fn space(&self, services: &Services, group: Option<Uuid>, person: &Person) -> anyhow::Result<Space> {
        let space = match group {
            Some(group) => Space::of_group(services, group, Some(person)).await?,
            None => Space::of_conference(services, SLUG, Some(person)).await?,
        };
        space.context("the space is not there")
    }

    async fn text(&self, services: &Services, text: Uuid, person: &Person) -> anyhow::Result<(Space, TextHead)> {
        Space::of_text(services, text, Some(person)).await?.context("the text is not there")
    }

    async fn begin(&self, text: &DemoText) -> anyhow::Result<()> {
        let (then, author) = (self.at(text.at), self.person(text.author)?);
        let group = text.group.and_then(|place| self.found.groups.get(place)).map(|group| group.id);
        let space = self.space(&then, group, author).await?;
        let making = Making { author: author.id, at: space.now, reason: String::new() };
        let first = Version::first(text.id, text.content.clone(), making)?;
        let head = TextHead {
            id: text.id,
            conference: SLUG.to_owned(),
            group,
            kind: text.kind,
            stage: TextStage::Open,
            title: first.content.title.clone(),
            current: first.number,
            author: author.id,
            changed: space.now,
        };
        let happening = space.happening("text", "new", text.id, Some(text.id), standing(&head));
        Ok(once(then.records.create_text(&head, &first, &happening).await)?)
    }

    async fn say(&self, comment: &DemoComment) -> anyhow::Result<()> {
        let (then, author) = (self.at(comment.at), self.person(comment.author)?);
        let (space, head) = self.text(&then, comment.text, author).await?;
        let new = NewComment {
            id: comment.id,
            text: comment.text,
            paragraph: comment.paragraph.to_string(),
            parent: comment.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            kind: comment.kind,
            body: comment.body.to_owned(),
            quote: String::new(),
            before: String::new(),
            note: String::new(),
        };
        let made = commenting::make(&then, &space, &head, &new, new.body.clone()).await?;
        let made = made.map_err(|problem| anyhow!("it is not kept: {problem:?}"))?;
        let told = commenting::told(&then, &space, &head, &made, "new", "").await?;
        then.records.create_comment(&made, &told).await?;
        for place in comment.agree {
            let account = self.person(*place)?.id;
            then.records.think_of_comment(comment.id, comment.text, account, Some(Opinion::Agree)).await?;
        }
        Ok(())
    }

    async fn amend(&self, amendment: &DemoAmendment) -> anyhow::Result<()> {
        let (then, author) = (self.at(amendment.at), self.person(amendment.author)?);
        let (space, head) = self.text(&then, amendment.text, author).await?;
        let all = amendments::Amendments::load(&then, &space, &head).await?;
        let (_, about) = all.version.content.find(amendment.paragraph).context("the paragraph is not there")?;
        let draft = Amendment {
            id: amendment.id,
            target: Target::Version(all.version.number),
            author: author.id,
            reason: amendment.reason.to_owned(),
            wishes: written::rewriting(about, amendment.words),
            state: State::Draft,
            supporters: Vec::new(),
        };
        let sent = draft.after(&Step::Submit, all.rule, space.now)?;
        let told = |space: &Space, deed| {
            space.happening("amendment", deed, sent.id, Some(head.id), amendments::standing(&sent))
        };
        let happening = told(&space, "submitted");
        once(then.records.file_amendment(head.id, &sent, space.now, Some(&happening)).await)?;
        for place in amendment.supporters {
            let supporter = self.person(*place)?;
            let (theirs, _) = self.text(&then, amendment.text, supporter).await?;
            let happening = told(&theirs, "backed");
            then.records.support_amendment(head.id, sent.id, supporter.id, space.now, &happening).await?;
        }
        Ok(())
    }

    async fn take(&self, position: &DemoPosition) -> anyhow::Result<()> {
        let (then, person) = (self.at(position.at), self.person(position.person)?);
        let found = Agreement::of(&then, position.text, Some(person)).await?.context("the text is not there")?;
        let group = found.space.group_id().context("a text of no group")?;
        let raised = position.objection.map(|(id, paragraph, reason)| Objection {
            id,
            group,
            by: person.id,
            paragraph: Some(paragraph),
            reason: reason.to_owned(),
            blocks: position.position == Position::Block,
            state: ObjectionState::Open,
        });
        let mut happenings = found.told(group, "position", "changed", position.text);
        happenings.extend(raised.iter().flat_map(|objection| found.told(group, "objection", "new", objection.id)));
        let step = PollStep {
            text: position.text,
            number: found.head.current,
            position: Some((group, person.id, position.position)),
            raised,
            moved: Vec::new(),
            happenings,
            now: found.space.now,
        };
        // Whatever came of it: the text may have a newer version when a start that was broken off goes on.
        Ok(once(then.records.keep_poll_step(&step).await.map(|_| ()))?)
    }

    async fn meet(&self, meeting: &DemoMeeting) -> anyhow::Result<()> {
        let (then, author) = (self.at(meeting.at), self.person(meeting.author)?);
        let id = meeting.meeting.id;
        let space = self.space(&then, meeting.meeting.group, author).await?;
        let happening = space.happening("meeting", "new", id, None, Standing::Published);
        once(then.records.create_meeting(&meeting.meeting, &happening).await)?;
        for place in meeting.guests {
            let account = self.person(*place)?.id;
            then.records.register_guest(id, account, true, &meetings::moved(&space, id)).await?;
        }
        Ok(())
    }
}
