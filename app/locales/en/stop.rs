//! English: the page where people stop invitations and reminders.

use super::StopTexts;

pub(super) const STOP: StopTexts = StopTexts {
    title: "No more invitations?",
    lead: "With one click this e-mail address gets no more invitations to surveys and no reminders from us.",
    stays: "Do you have access to Teilhabe? We still send you what is needed for that, such as a new password.",
    stop: "Send no more invitations",
    stopped_title: "You get no more invitations.",
    stopped_lead: "We send no more invitations and reminders to this e-mail address. What you have already answered stays.",
    resume: "Send invitations again",
    unknown_title: "This link does not fit.",
    unknown_lead: "Perhaps a part of it is missing. Please open it once more from the e-mail.",
};

pub(super) const NOTICES: StopTexts = StopTexts {
    title: "No more news?",
    lead: "With one click this e-mail address gets no more news of consultations from us.",
    stays: "What you follow stays in your account. We still send you what your access needs, such as a new password.",
    stop: "Send no more news",
    stopped_title: "You get no more news.",
    stopped_lead: "We send no more news of consultations to this e-mail address.",
    resume: "Send news again",
    ..STOP
};
