//! Türkçe: davet ve hatırlatmaların durdurulduğu sayfa.

use super::StopTexts;

pub(super) const STOP: StopTexts = StopTexts {
    title: "Artık davet istemiyor musunuz?",
    lead: "Tek tıkla bu e-posta adresine artık anket daveti ve hatırlatma göndermeyiz.",
    stays: "Teilhabe'de hesabınız var mı? Hesap için gerekenleri, örneğin yeni şifreyi, göndermeye devam ederiz.",
    stop: "Artık davet gönderme",
    stopped_title: "Artık davet almayacaksınız.",
    stopped_lead: "Bu e-posta adresine artık davet ve hatırlatma göndermiyoruz. Verdiğiniz cevaplar olduğu gibi kalır.",
    resume: "Yine davet gönder",
    unknown_title: "Bu bağlantı uymuyor.",
    unknown_lead: "Belki bir parçası eksik. Lütfen e-postadan bir kez daha açın.",
};

pub(super) const NOTICES: StopTexts = StopTexts {
    title: "Artık ileti istemiyor musunuz?",
    lead: "Tek tıkla bu e-posta adresine katılım sürecindeki yenilikler hakkında artık ileti göndermeyiz.",
    stays: "Takip ettikleriniz hesabınızda kalır. Hesabınız için gerekenleri, örneğin yeni şifreyi, göndermeye devam ederiz.",
    stop: "Artık ileti gönderme",
    stopped_title: "Artık ileti almayacaksınız.",
    stopped_lead: "Bu e-posta adresine artık katılım sürecindeki yenilikler hakkında ileti göndermiyoruz.",
    resume: "Yine ileti gönder",
    ..STOP
};
