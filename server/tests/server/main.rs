//! Tests of the process through its public door: the router in this process, and the program itself.

mod access;
mod api;
mod commands;
mod forms;
mod headers;
mod health;
mod live;
mod openapi;
mod people;
mod process;
mod results;
mod sign_in;
mod support;
