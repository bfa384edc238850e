//! `teilhabe settings`: the list of all settings, from the same source that reads them.

use std::fmt::Write as _;

use clap::{Arg, CommandFactory as _};

use super::{CommandLine, say};

/// Prints the list.
pub fn run() -> anyhow::Result<()> {
    say(&table())
}

/// One paragraph a setting: variable, flag, default, meaning.
pub fn table() -> String {
    let command = CommandLine::command();
    let of_serve = command.find_subcommand("serve").into_iter().flat_map(clap::Command::get_arguments);
    let mut table = String::new();
    for argument in command.get_arguments().chain(of_serve) {
        describe(argument, &mut table);
    }
    table.trim_end().to_owned()
}

fn describe(argument: &Arg, table: &mut String) {
    let (Some(variable), Some(flag)) = (argument.get_env(), argument.get_long()) else { return };
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let default = if defaults.is_empty() { String::new() } else { format!("   default: {}", defaults.join(",")) };
    let meaning = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(table, "{}   --{flag}{default}\n    {meaning}", variable.to_string_lossy());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_listed_with_variable_and_meaning() {
        let table = table();
        for variable in [
            "TEILHABE_DATABASE ",
            "TEILHABE_ADDRESS ",
            "TEILHABE_PUBLIC_URL ",
            "TEILHABE_TRUSTED_PROXIES ",
            "TEILHABE_LOG ",
        ] {
            assert!(table.contains(variable), "{variable} in\n{table}");
        }
        assert!(table.lines().filter(|line| line.starts_with("    ")).all(|line| line.trim().len() > 10), "{table}");
    }

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
