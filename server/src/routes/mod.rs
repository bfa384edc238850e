//! What is not a page: live events, the versioned API, health, and the targets of plain forms.

pub mod access;
pub mod answer_form;
pub mod api;
pub mod api_bounces;
pub mod api_votes;
pub mod failure;
mod feed_atom;
mod feed_calendar;
pub mod feeds;
mod filled_form;
pub mod health;
pub mod invitation_form;
mod line;
pub mod live;
pub mod live_meeting;
pub mod live_text;
pub mod mail_stop;
pub mod office_files;
pub mod office_form;
pub mod office_invitations;
pub mod office_mail;
pub mod office_terms;
pub mod openapi;
pub mod organisations;
pub mod own_data;
pub mod text_files;
