//! Türkçe: e-postaların hazır metinleri.

use super::Shipped;

pub(super) const SHIPPED: Shipped = Shipped {
    account_invitation: (
        "Teilhabe'ye girişiniz",
        "Merhaba {name},

Duisburg Belediyesi Uyum Dairesi sizin için Teilhabe'de bir hesap açtı.

Şifrenizi burada seçip giriş yapabilirsiniz:

{url}

Bağlantının geçerli olduğu son gün: {until}

Bunun ne olduğunu bilmiyor musunuz? O zaman bu e-postayı silin. Siz istemeden hiçbir şey olmaz.

Saygılarımızla
Uyum Dairesi, Duisburg Belediyesi
",
    ),
    password_reset: (
        "Teilhabe için yeni şifre",
        "Merhaba {name},

birisi bu adres için yeni bir şifre istedi. Bunu siz istediyseniz, yeni şifrenizi burada seçin:

{url}

Bağlantının geçerli olduğu son gün: {until}

Siz istemediniz mi? O zaman bu e-postayı silin. Şifreniz olduğu gibi kalır.

Saygılarımızla
Uyum Dairesi, Duisburg Belediyesi
",
    ),
    email_change: (
        "Lütfen yeni adresinizi onaylayın",
        "Merhaba {name},

bundan sonra Teilhabe'ye bu e-posta adresiyle girmek istiyorsunuz. Lütfen burada onaylayın:

{url}

Bağlantının geçerli olduğu son gün: {until}

Bunu siz istemediniz mi? O zaman bu e-postayı silin. Hiçbir şey değişmez.

Saygılarımızla
Uyum Dairesi, Duisburg Belediyesi
",
    ),
    email_change_asked: (
        "Biri Teilhabe'deki adresinizi değiştirmek istiyor",
        "Merhaba {name},

biri Teilhabe hesabınıza başka bir e-posta adresi yazdı. Bu adres ancak onaylandığında geçerli olur.

Bunu siz mi yaptınız? O zaman bir şey yapmanız gerekmez.

Bunu siz yapmadınız mı? O zaman biri şifrenizi biliyor. Lütfen hemen yeni bir şifre belirleyin:

{url}

Bununla bütün cihazlardan çıkış yapılır ve diğer adres artık onaylanamaz.

Saygılarımızla
Uyum Dairesi, Duisburg Belediyesi
",
    ),
    email_changed_notice: (
        "Teilhabe'deki adresiniz değiştirildi",
        "Merhaba {name},

Teilhabe hesabınızın artık başka bir e-posta adresi var. Bu adrese artık yazmayacağız.

Bunu siz yapmadınız mı? O zaman lütfen bizi hemen arayın: Uyum Dairesi, Duisburg Belediyesi.

Saygılarımızla
Uyum Dairesi, Duisburg Belediyesi
",
    ),
    invitation: (
        "Davet: {survey}",
        "Merhaba,

sizi anketimize katılmaya davet ediyoruz:

{survey}

Bu davetin sahibi: {organisation}

Anketiniz burada:

{url}

Kod yazmayı tercih ederseniz: {code}
Cevaplamak için son gün: {until}

Bu giriş yalnızca sizin derneğiniz içindir. Lütfen yalnızca sizin adınıza cevap verecek kişilere verin.

Sorularınız mı var? {contact}

Saygılarımızla
{responsible}
",
    ),
    reminder: (
        "Hatırlatma: {survey}",
        "Merhaba,

bir süre önce sizi bu ankete davet etmiştik:

{survey}

Davetin sahibi: {organisation}

Cevabınızı hâlâ bekliyoruz; sizin sözünüz önemli. Başlamış olsanız bile buradan devam edebilirsiniz:

{url}

Kod yazmayı tercih ederseniz: {code}
Cevaplamak için son gün: {until}

Sorularınız mı var? {contact}

Saygılarımızla
{responsible}
",
    ),
    stop_hint: "Bizden artık davet ve hatırlatma almak istemiyor musunuz? Bunu burada söyleyebilirsiniz:",
    notices_hint: "Katılım sürecindeki yenilikler hakkında artık ileti istemiyor musunuz? Burada belirtebilirsiniz:",
};
