//! Meetings as one person meets them: the gate to one, and all of a conference.

use domain::process::space::{Standing, ThingKind};
use store::{Happening, StoreError, StoredMeeting};
use uuid::Uuid;

use super::Space;
use crate::services::Services;
use crate::services::people::Person;

/// A meeting and its space; nothing when the person may not see it.
///
/// # Errors
///
/// Those of the database.
pub async fn find(
    services: &Services,
    id: Uuid,
    person: Option<&Person>,
) -> Result<Option<(Space, StoredMeeting)>, StoreError> {
    let Some(stored) = services.records.meeting(id).await? else { return Ok(None) };
    let space = of(services, &stored.meeting.conference, stored.meeting.group, person).await?;
    Ok(space.filter(sees).map(|space| (space, stored)))
}

/// The space of a group, or of a whole conference.
///
/// # Errors
///
/// Those of the database.
pub async fn of(
    services: &Services,
    conference: &str,
    group: Option<Uuid>,
    person: Option<&Person>,
) -> Result<Option<Space>, StoreError> {
    match group {
        Some(group) => Space::of_group(services, group, person).await,
        None => Space::of_conference(services, conference, person).await,
    }
}

/// Whether the person sees the meetings of a space.
pub fn sees(space: &Space) -> bool {
    space.sees(ThingKind::Meeting, Standing::Published, None)
}

/// All meetings of a conference and its groups that the person sees, with their spaces, the earliest first.
///
/// # Errors
///
/// Those of the database.
pub async fn all(
    services: &Services,
    conference: &str,
    person: Option<&Person>,
) -> Result<Vec<(Space, StoredMeeting)>, StoreError> {
    let mut spaces: Vec<(Option<Uuid>, Option<Space>)> = Vec::new();
    let mut found = Vec::new();
    for stored in services.records.meetings(conference).await? {
        let group = stored.meeting.group;
        let known = spaces.iter().find(|(known, _)| *known == group).map(|(_, space)| space.clone());
        let space = if let Some(space) = known {
            space
        } else {
            let space = of(services, conference, group, person).await?.filter(sees);
            spaces.push((group, space.clone()));
            space
        };
        found.extend(space.map(|space| (space, stored)));
    }
    Ok(found)
}

/// That a meeting moves on: pages follow, nobody is told, and nobody learns who did it.
pub fn moved(space: &Space, meeting: Uuid) -> Happening {
    Happening { by: None, ..space.happening("meeting", "moved", meeting, None, Standing::Published) }
}
