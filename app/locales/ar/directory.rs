//! العربية: الدليل العام للمنظمات.

use super::{DirectoryTexts, Plural};

pub const TEXTS: DirectoryTexts = DirectoryTexts {
    title: "منظمات في دويسبورغ",
    lead: "جمعيات ومبادرات ترغب في أن يجدها الناس هنا.",
    search: "ابحث عن منظمات",
    search_name: "اسم المنظمة",
    show: "بحث",
    all: "الكل",
    topic: "الموضوع",
    topics: "المواضيع",
    language: "اللغة",
    languages: "اللغات",
    district: "الحي",
    districts: "الأحياء",
    contact: "للتواصل",
    found: Plural {
        zero: Some("لا توجد منظمات"),
        one: Some("منظمة واحدة"),
        two: Some("منظمتان"),
        few: Some("{n} منظمات"),
        many: Some("{n} منظمة"),
        other: "{n} منظمة",
    },
    nothing: "لم نجد منظمة مطابقة.",
    nothing_hint: "حاولوا البحث بمعلومات أقل.",
    show_all: "عرض جميع المنظمات",
    demo: "هذه أمثلة. هذه المنظمات من وحي الخيال.",
    page_of: "الصفحة {page} من {pages}",
    pages: "الصفحات",
    earlier: "الصفحة السابقة",
    later: "الصفحة التالية",
};
