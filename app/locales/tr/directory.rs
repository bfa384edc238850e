//! Türkçe: kuruluşların herkese açık rehberi.

use super::{DirectoryTexts, Plural};

pub const TEXTS: DirectoryTexts = DirectoryTexts {
    title: "Duisburg'daki kuruluşlar",
    lead: "Burada bulunmak isteyen dernekler ve girişimler.",
    search: "Kuruluş ara",
    search_name: "Kuruluşun adı",
    show: "Ara",
    all: "hepsi",
    topic: "Konu",
    topics: "Konular",
    language: "Dil",
    languages: "Diller",
    district: "Mahalle",
    districts: "Mahalleler",
    contact: "İletişim",
    found: Plural { one: Some("{n} kuruluş"), other: "{n} kuruluş", zero: None, two: None, few: None, many: None },
    nothing: "Buna uyan bir kuruluş bulamadık.",
    nothing_hint: "Daha az bilgiyle deneyin.",
    show_all: "Tüm kuruluşları göster",
    demo: "Bunlar örnektir. Bu kuruluşlar uydurmadır.",
    page_of: "Sayfa {page} / {pages}",
    pages: "Sayfalar",
    earlier: "Önceki sayfa",
    later: "Sonraki sayfa",
};
