//! The faults of `domain::definition` in German, for staff who import a survey.

use domain::definition::Fault;

/// One fault as a sentence without its full stop.
pub(crate) fn in_german(fault: &Fault) -> String {
    match fault {
        Fault::Slug(slug) => {
            format!("die Adresse „{slug}“ darf nur Kleinbuchstaben, Ziffern und einzelne Bindestriche enthalten")
        }
        Fault::NoTitle => "die Befragung hat keinen Titel".to_owned(),
        Fault::NoQuestion => "die Befragung hat keine Frage".to_owned(),
        Fault::Fallback(language) => {
            format!("die Ersatzsprache „{language}“ ist keine der Sprachen der Befragung")
        }
        Fault::Code(code) => {
            format!("Frage „{code}“: der Code ist leer, länger als 64 Zeichen oder enthält Leer- oder Sonderzeichen")
        }
        Fault::DuplicateQuestion(code) => format!("Frage „{code}“: diesen Code gibt es zweimal"),
        Fault::DuplicateOption(code, option) => format!("Frage „{code}“: die Antwortoption „{option}“ gibt es zweimal"),
        Fault::NoOption(code) => format!("Frage „{code}“: eine Auswahlfrage braucht mindestens eine Antwortoption"),
        Fault::NoText(code) => format!("Frage „{code}“: der Fragetext fehlt"),
        Fault::Range(code) => format!("Frage „{code}“: der kleinste Wert liegt über dem größten"),
        Fault::Pattern(code, pattern) => {
            format!("Frage „{code}“: das Muster „{pattern}“ ist kein regulärer Ausdruck")
        }
        Fault::UnknownQuestion { place, question } => {
            format!("{}: die Bedingung fragt nach der Frage „{question}“, die es nicht gibt", place_in_german(place))
        }
        Fault::UnknownOption { place, question, option } => format!(
            "{}: die Bedingung fragt nach der Antwortoption „{option}“ der Frage „{question}“, die es nicht gibt",
            place_in_german(place)
        ),
        Fault::Circle(codes) => format!("die Bedingungen dieser Fragen warten aufeinander: {}", codes.join(" → ")),
    }
}

fn place_in_german(place: &str) -> String {
    match place.split_once(' ') {
        Some(("page", number)) => format!("Seite {number}"),
        Some(("question", code)) => format!("Frage „{code}“"),
        _ => place.to_owned(),
    }
}
