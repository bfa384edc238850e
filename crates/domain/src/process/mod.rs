//! The process of a consultation: when what may be done by whom, who may see what, which bodies advise and decide, and what became
//! of everything people said.

pub mod body;
pub mod conference;
pub mod fate;
pub mod meeting;
pub mod notice;
pub mod phase;
pub mod space;
