//! What is not a page: live events, the versioned API, health, and the targets of plain forms.

pub mod access;
pub mod answer_form;
pub mod api;
pub mod failure;
pub mod health;
pub mod live;
pub mod openapi;
pub mod own_data;
