//! Surveys: created once, found, opened and closed.

use store::{StoreError, SurveyState};

use crate::{in_memory, now, run, survey};

#[test]
fn a_survey_is_created_once_and_comes_back_whole() {
    run(async {
        let records = in_memory().await;
        assert!(records.survey("bedarf").await.unwrap().is_none());
        records.create_survey(&survey("bedarf"), SurveyState::Draft, now()).await.unwrap();
        let second = records.create_survey(&survey("bedarf"), SurveyState::Open, now()).await;
        assert!(matches!(second, Err(StoreError::Taken)), "{second:?}");

        let found = records.survey("bedarf").await.unwrap().expect("it is there");
        assert_eq!(found.survey, survey("bedarf"));
        assert_eq!((found.state, found.created, found.version), (SurveyState::Draft, now(), 1));
    });
}

#[test]
fn a_survey_is_opened_and_closed() {
    run(async {
        let records = in_memory().await;
        records.create_survey(&survey("b"), SurveyState::Draft, now()).await.unwrap();
        records.create_survey(&survey("a"), SurveyState::Open, now()).await.unwrap();
        assert!(records.set_survey_state("b", SurveyState::Closed).await.unwrap());
        assert!(!records.set_survey_state("nowhere", SurveyState::Open).await.unwrap());
        let states: Vec<_> =
            records.surveys().await.unwrap().into_iter().map(|found| (found.survey.slug, found.state)).collect();
        assert_eq!(states, [("a".to_owned(), SurveyState::Open), ("b".to_owned(), SurveyState::Closed)]);
        assert!(records.survey("nowhere").await.unwrap().is_none(), "changing nothing creates nothing");
    });
}

#[test]
fn conflicting_changes_of_one_survey_all_happen() {
    run(async {
        let records = in_memory().await;
        records.create_survey(&survey("bedarf"), SurveyState::Draft, now()).await.unwrap();
        let changes: Vec<_> = (0..24)
            .map(|number| {
                let records = records.clone();
                let state = if number % 2 == 0 { SurveyState::Open } else { SurveyState::Closed };
                tokio::spawn(async move { records.set_survey_state("bedarf", state).await })
            })
            .collect();
        for change in changes {
            assert!(change.await.unwrap().expect("conflicts are repeated"));
        }
    });
}
