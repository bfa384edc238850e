//! The city's own division: seven Stadtbezirke (boroughs) and 46 Stadtteile (districts) with their official numbers.
//!
//! Source: numbers and names as the city publishes them, collected by codeforduisburg/Geodata (`scripts/stadtbezirke.js`,
//! commit eb082217); facts without protection. 402 bears the city's name, Alt-Homberg.

use serde::{Deserialize, Serialize};

use crate::words::key;

/// A Stadtbezirk: its official number, a multiple of 100, and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borough {
    /// 100 to 700.
    pub number: u16,
    /// As the city writes it.
    pub name: &'static str,
}

/// All Stadtbezirke, in the order of their numbers.
pub const BOROUGHS: [Borough; 7] = [
    Borough { number: 100, name: "Walsum" },
    Borough { number: 200, name: "Hamborn" },
    Borough { number: 300, name: "Meiderich/Beeck" },
    Borough { number: 400, name: "Homberg/Ruhrort/Baerl" },
    Borough { number: 500, name: "Duisburg-Mitte" },
    Borough { number: 600, name: "Rheinhausen" },
    Borough { number: 700, name: "Duisburg-Süd" },
];

/// Number and name of all Stadtteile, in the order of their numbers; the hundreds tell the borough.
const NAMES: [(u16, &str); 46] = [
    (101, "Vierlinden"),
    (102, "Overbruch"),
    (103, "Alt-Walsum"),
    (104, "Aldenrade"),
    (105, "Wehofen"),
    (106, "Fahrn"),
    (201, "Röttgersbach"),
    (202, "Marxloh"),
    (203, "Obermarxloh"),
    (204, "Neumühl"),
    (205, "Alt-Hamborn"),
    (301, "Bruckhausen"),
    (302, "Beeck"),
    (303, "Beeckerwerth"),
    (304, "Laar"),
    (305, "Untermeiderich"),
    (306, "Mittelmeiderich"),
    (307, "Obermeiderich"),
    (401, "Ruhrort"),
    (402, "Alt-Homberg"),
    (403, "Hochheide"),
    (404, "Baerl"),
    (501, "Altstadt"),
    (502, "Neuenkamp"),
    (503, "Kaßlerfeld"),
    (504, "Duissern"),
    (505, "Neudorf-Nord"),
    (506, "Neudorf-Süd"),
    (507, "Dellviertel"),
    (508, "Hochfeld"),
    (509, "Wanheimerort"),
    (601, "Rheinhausen-Mitte"),
    (602, "Hochemmerich"),
    (603, "Bergheim"),
    (604, "Friemersheim"),
    (605, "Rumeln-Kaldenhausen"),
    (701, "Bissingheim"),
    (702, "Wedau"),
    (703, "Buchholz"),
    (704, "Wanheim-Angerhausen"),
    (705, "Großenbaum"),
    (706, "Rahm"),
    (707, "Huckingen"),
    (708, "Hüttenheim"),
    (709, "Ungelsheim"),
    (710, "Mündelheim"),
];

/// Names that people use beside the official one.
const ALSO: [(&str, u16); 1] = [("Homberg", 402)];

/// A Stadtteil. Exists for the official numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct District(u16);

impl District {
    /// All of them, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(number, _)| Self(*number))
    }

    /// Those of a borough.
    pub fn of(borough: Borough) -> impl Iterator<Item = Self> {
        Self::all().filter(move |district| district.borough() == borough)
    }

    /// The Stadtteil of this official number.
    pub fn numbered(number: u16) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == number).map(|(number, _)| Self(*number))
    }

    /// The Stadtteil somebody means: by number or name, in whatever case, with `ss` for `ß` and `oe` for `ö`.
    pub fn meant(text: &str) -> Option<Self> {
        if let Ok(number) = text.trim().parse() {
            return Self::numbered(number);
        }
        let wanted = key(text);
        let also = ALSO.iter().find(|(name, _)| key(name) == wanted).map(|(_, number)| Self(*number));
        NAMES.iter().find(|(_, name)| key(name) == wanted).map(|(number, _)| Self(*number)).or(also)
    }

    /// Its official number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// As the city writes it.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(number, _)| *number == self.0).map_or("", |(_, name)| name)
    }

    /// The Stadtbezirk it belongs to.
    pub fn borough(self) -> Borough {
        BOROUGHS[usize::from(self.0 / 100 - 1)]
    }
}

impl TryFrom<u16> for District {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        Self::numbered(number).ok_or_else(|| format!("there is no district {number}"))
    }
}

impl From<District> for u16 {
    fn from(district: District) -> Self {
        district.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_district_lies_in_a_borough_and_is_found_by_name_and_number() {
        assert_eq!(District::all().count(), 46);
        for district in District::all() {
            assert_eq!(district.borough().number, district.number() / 100 * 100);
            assert_eq!(District::meant(district.name()), Some(district));
            assert_eq!(District::meant(&district.number().to_string()), Some(district));
        }
        let sizes: Vec<usize> = BOROUGHS.into_iter().map(|borough| District::of(borough).count()).collect();
        assert_eq!(sizes, [6, 5, 7, 4, 9, 5, 10]);
    }

    #[test]
    fn people_write_districts_as_they_speak() {
        for (written, number) in
            [(" marxloh ", 202), ("GROSSENBAUM", 705), ("Roettgersbach", 201), ("homberg", 402), ("Neudorf Süd", 506)]
        {
            assert_eq!(District::meant(written).map(District::number), Some(number), "{written}");
        }
        for nothing in ["", "999", "100", "Köln", "65536", "-1"] {
            assert_eq!(District::meant(nothing), None, "{nothing}");
        }
        assert!(serde_json::from_str::<District>("999").is_err());
    }
}
