//! Deutsch: die Seite, auf der man Einladungen und Erinnerungen abbestellt.

use super::StopTexts;

pub(super) const STOP: StopTexts = StopTexts {
    title: "Keine Einladungen mehr?",
    lead: "Mit einem Klick bekommt diese E-Mail-Adresse von uns keine Einladungen und Erinnerungen zu Befragungen mehr.",
    stays: "Haben Sie einen Zugang zu Teilhabe? Was dafür nötig ist, zum Beispiel ein neues Passwort, schicken wir Ihnen weiter.",
    stop: "Keine Einladungen mehr schicken",
    stopped_title: "Sie bekommen keine Einladungen mehr.",
    stopped_lead: "An diese E-Mail-Adresse schicken wir keine Einladungen und Erinnerungen mehr. Was Sie schon geantwortet haben, bleibt.",
    resume: "Doch wieder Einladungen schicken",
    unknown_title: "Dieser Link passt nicht.",
    unknown_lead: "Vielleicht fehlt ein Stück davon. Bitte öffnen Sie ihn noch einmal aus der E-Mail.",
};

pub(super) const NOTICES: StopTexts = StopTexts {
    title: "Keine Nachrichten mehr?",
    lead: "Mit einem Klick bekommt diese E-Mail-Adresse keine Nachrichten über Neues in der Beteiligung mehr.",
    stays: "Was Sie verfolgen, bleibt in Ihrem Konto stehen. Was für Ihren Zugang nötig ist, zum Beispiel ein neues Passwort, schicken wir Ihnen weiter.",
    stop: "Keine Nachrichten mehr schicken",
    stopped_title: "Sie bekommen keine Nachrichten mehr.",
    stopped_lead: "An diese E-Mail-Adresse schicken wir keine Nachrichten über Neues in der Beteiligung mehr.",
    resume: "Doch wieder Nachrichten schicken",
    ..STOP
};
