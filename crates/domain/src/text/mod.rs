//! Texts under consultation, for everybody who writes, amends, compares and cites them: the pure rules.
//!
//! Start reading at [`document::Version`] (what a text is), then [`words`] and [`blocks`] (how two texts differ), then
//! [`merge`] (how several amendments become one text) and [`carry`] (how an open amendment moves to the next version).
//! The same code runs in the browser (difference before sending) and on the server (what is kept).

pub mod align;
pub mod anchor;
pub mod blocks;
pub mod carry;
pub mod compare;
pub mod document;
mod edits;
pub mod kind;
pub mod lines;
pub mod markdown;
pub mod merge;
pub mod merge_blocks;
pub mod plain;
pub mod replace;
pub mod report;
pub mod report_update;
pub mod similarity;
pub mod token;
pub mod vocabulary;
pub mod wording;
pub mod words;
