//! Deutsch: das Register der Organisationen, wie es im Büro steht.

pub const ORGANISATIONS: &str = "Organisationen";
pub const LEAD: &str = "Das Register der Organisationen, mit denen das Büro zusammenarbeitet.";
pub const NEW: &str = "Organisation anlegen";
pub const IMPORT: &str = "Liste einlesen";
pub const EXPORT_XLSX: &str = "Als Excel-Datei herunterladen";
pub const EXPORT_CSV: &str = "Als CSV-Datei herunterladen";
pub const SEARCH: &str = "Suchen";
pub const SEARCH_NAME: &str = "Name der Organisation";
pub const FILTER: &str = "Register durchsuchen";
pub const ALL: &str = "alle";
pub const RESET: &str = "Alle Organisationen zeigen";
pub const FOUND_ONE: &str = "1 Organisation";
pub const FOUND: &str = "{n} Organisationen";
pub const PAGE_OF: &str = "Seite {page} von {pages}";
pub const PAGES: &str = "Seiten";
pub const EARLIER: &str = "Vorherige Seite";
pub const LATER: &str = "Nächste Seite";
pub const NOTHING_FOUND: &str = "Dazu passt keine Organisation.";
pub const NOTHING_FOUND_HINT: &str = "Suchen Sie mit weniger Angaben, oder legen Sie die Organisation an.";
pub const EMPTY: &str = "Im Register steht noch keine Organisation.";
pub const EMPTY_HINT: &str = "Legen Sie die erste an, oder lesen Sie eine Liste aus Excel ein.";
pub const DUE: &str = "Wiedervorlagen bis heute";
pub const DUE_SINCE: &str = "seit {day}";

pub const NAME: &str = "Name";
pub const LANGUAGES: &str = "Sprachen";
pub const LANGUAGE: &str = "Sprache";
pub const TOPICS: &str = "Themen";
pub const TOPIC: &str = "Thema";
pub const DISTRICTS: &str = "Stadtteile";
pub const DISTRICT: &str = "Stadtteil";
pub const CONSENT: &str = "Einwilligung";
pub const CONSENT_DIRECTORY: &str = "steht im Verzeichnis";
pub const CONSENT_MAIL: &str = "möchte E-Mails";
pub const CONSENT_NONE: &str = "keine";
pub const CONSENT_MISSING: &str = "ohne Einwilligung";
pub const ARCHIVED: &str = "archiviert";
pub const ACTIVE: &str = "aktive";
pub const STATE: &str = "Stand";
pub const DEMO: &str = "Beispiel";

pub const BACK: &str = "Zurück zum Register";
pub const SAVE: &str = "Speichern";
pub const SAVED: &str = "Gespeichert.";
pub const CANCEL: &str = "Abbrechen";
pub const PROBLEMS: &str = "Noch nicht gespeichert. Bitte prüfen Sie diese Angaben:";
pub const OUTDATED: &str = "Jemand anderes hat diese Organisation inzwischen geändert.";
pub const OUTDATED_HINT: &str =
    "Ihre Angaben stehen noch im Formular und sind nicht gespeichert. Das ist anders als im Register:";
pub const OUTDATED_SAVE: &str = "Wenn Sie jetzt speichern, gelten Ihre Angaben.";
pub const IN_REGISTER: &str = "im Register";
pub const YOURS: &str = "Ihre Angabe";
pub const NAME_TAKEN: &str = "Eine andere Organisation im Register heißt schon so.";
pub const UMBRELLA_UNKNOWN: &str =
    "Diese Organisation steht nicht im Register. Bitte schreiben Sie den Namen genau so.";
pub const NOT_A_DAY: &str = "Bitte schreiben Sie das Datum so: 24.12.2025.";
pub const GENERAL: &str = "Die Organisation";
pub const WORK: &str = "Woran und wo sie arbeitet";
pub const CHOSEN: &str = "{n} gewählt";
pub const CONTACTS: &str = "Kontaktpersonen";
pub const CONTACT: &str = "Kontaktperson {n}";
pub const ANOTHER_CONTACT: &str = "Weitere Kontaktperson";
pub const CONTACT_HINT: &str = "Eine Person ohne Angaben wird beim Speichern entfernt.";
pub const ROLE: &str = "Aufgabe";
pub const EMAIL: &str = "E-Mail-Adresse";
pub const PHONE: &str = "Telefon";
pub const PREFERRED: &str = "Bevorzugte Sprache";
pub const NO_LANGUAGE: &str = "keine Angabe";
pub const CONTACT_PUBLIC: &str = "Darf im öffentlichen Verzeichnis genannt werden";
pub const ADDRESS: &str = "Postanschrift";
pub const EXTRA: &str = "Adresszusatz";
pub const STREET: &str = "Straße und Hausnummer";
pub const POSTCODE: &str = "Postleitzahl";
pub const CITY: &str = "Ort";
pub const CONSENT_HINT: &str = "Ohne Einwilligung steht die Organisation nicht im öffentlichen Verzeichnis. Ein Widerruf gilt sofort nach dem Speichern. Wem E-Mails nicht recht sind, steht vor dem Verschicken dabei.";
pub const CONSENT_GIVEN: &str = "Eingewilligt am";
pub const FOR_DIRECTORY: &str = "Die Organisation steht im öffentlichen Verzeichnis";
pub const FOR_MAIL: &str = "Einladungen und Erinnerungen per E-Mail";
pub const FOR_CONTACT: &str = "Die gekennzeichneten Kontaktpersonen werden dort genannt";
pub const TIES: &str = "Zugehörigkeit und Betreuung";
pub const UMBRELLA: &str = "Dachverband";
pub const UMBRELLA_HINT: &str = "Name der Organisation, wie er im Register steht";
pub const MEMBERS: &str = "Mitglieder dieses Dachverbands";
pub const CARETAKER: &str = "Ansprechperson im Büro";
pub const NOBODY: &str = "niemand";
pub const ARCHIVE: &str = "Nicht mehr aktiv (archivieren)";
pub const ARCHIVE_HINT: &str =
    "Archivierte Organisationen stehen in keinem Verzeichnis und werden nicht mehr eingeladen.";

pub const NOTES: &str = "Interne Notizen";
pub const DELETE_NOTE: &str = "Notiz löschen";
pub const DELETE_NOTE_HINT: &str = "Die Notiz ist dann für alle im Büro weg und lässt sich nicht zurückholen.";
pub const DELETE_NOTE_FOR_GOOD: &str = "Endgültig löschen";
pub const NOTES_HINT: &str = "Nur für das Büro. Nie im Verzeichnis und in keiner Liste.";
pub const NO_NOTES: &str = "Noch keine Notiz.";
pub const NEW_NOTE: &str = "Neue Notiz";
pub const FOLLOW_UP: &str = "Wiedervorlage am";
pub const FOLLOW_UP_HINT: &str = "Leer lassen, wenn nichts zu tun ist";
pub const ADD_NOTE: &str = "Notiz speichern";
pub const NOTE_EMPTY: &str = "Bitte schreiben Sie einen Text.";
pub const NOTE_TOO_LONG: &str = "Bitte kürzen Sie die Notiz auf 5000 Zeichen.";
pub const WRITTEN_BY: &str = "{name}, {day}";
pub const SOMEBODY: &str = "früheres Konto";
pub const OPEN_UNTIL: &str = "Wiedervorlage am {day}";
pub const DONE: &str = "erledigt";
pub const MARK_DONE: &str = "Als erledigt kennzeichnen";
pub const MARK_OPEN: &str = "Wieder öffnen";

pub const IMPORT_LEAD: &str = "Lesen Sie eine Excel-Datei (.xlsx) oder eine CSV-Datei ein. Zuerst sehen Sie, was sich ändern würde; geändert wird erst, wenn Sie zustimmen.";
pub const IMPORT_FILE: &str = "Datei";
pub const IMPORT_FILE_HINT: &str = "Höchstens 20 MB und 20.000 Zeilen";
pub const IMPORT_LOOK: &str = "Datei prüfen";
pub const IMPORT_COLUMNS: &str = "Welche Spalten wir verstehen";
pub const IMPORT_COLUMNS_HINT: &str = "Die erste Zeile nennt die Spalten, in beliebiger Reihenfolge. Nötig ist nur „Name“. \
    Fehlende Spalten ändern nichts; eine leere Zelle leert die Angabe. Am einfachsten laden Sie das Register herunter, \
    ändern die Datei und lesen sie wieder ein.";
pub const IMPORT_COLUMN_NAMES: &str = "Kennung, Name, Sprachen, Themen, Stadtteile, Kontakt 1 Name, Kontakt 1 Aufgabe, \
    Kontakt 1 E-Mail, Kontakt 1 Telefon, Kontakt 1 Sprache, Kontakt 1 öffentlich, Adresszusatz, Straße, PLZ, Ort, \
    Einwilligung vom, Einwilligung Verzeichnis, Einwilligung Kontakt, Einwilligung E-Mail, Dachverband, Betreut von, Archiviert";
pub const NO_FILE: &str = "Bitte wählen Sie eine Datei.";
pub const TOO_LARGE: &str = "Die Datei ist größer als 20 MB.";
pub const PREVIEW: &str = "Vorschau: Das würde sich ändern";
pub const PREVIEW_OF: &str = "Datei: {file}";
pub const PREVIEW_NEW: &str = "neu";
pub const PREVIEW_CHANGED: &str = "geändert";
pub const PREVIEW_UNCHANGED: &str = "unverändert";
pub const PREVIEW_REFUSED: &str = "nicht übernommen";
pub const PREVIEW_UNUSED: &str =
    "Diese Spalten bleiben unbeachtet; wir kennen sie nicht, oder eine frühere Spalte sagt dasselbe: {columns}";
pub const PREVIEW_NOTHING: &str = "In dieser Datei ändert keine Zeile etwas am Register.";
pub const PREVIEW_ROW: &str = "Zeile";
pub const PREVIEW_WHAT: &str = "Was geschieht";
pub const PREVIEW_GONE: &str = "Diese Vorschau gibt es nicht mehr";
pub const PREVIEW_GONE_HINT: &str = "Vorschauen bleiben einen Tag erhalten. Bitte lesen Sie die Datei noch einmal ein.";
pub const CONFIRM: &str = "{n} Zeilen übernehmen";
pub const CONFIRM_ONE: &str = "1 Zeile übernehmen";
pub const EMPTY_VALUE: &str = "leer";
pub const IMPORTED: &str = "Die Liste ist übernommen";
pub const IMPORTED_COUNTS: &str = "{created} neu angelegt, {changed} geändert.";
pub const IMPORTED_NOT: &str = "Diese Zeilen wurden nicht übernommen:";
pub const IMPORT_OUTDATED: &str = "Jemand hat diese Organisation seit der Vorschau geändert.";
pub const IMPORT_NAME_TAKEN: &str = "Seit der Vorschau gibt es eine andere Organisation mit diesem Namen.";
pub const TO_REGISTER: &str = "Zum Register";
