"""The newspapers that can be served, by the name of their module in ``crawler.newspapers``."""

from crawler.newspapers.builtin.options import Options, Paper
from crawler.newspapers.builtin.sections import EN, VI, Edition, Section
from crawler.newspapers.builtin.skins import DAKLAK as DAKLAK_SKIN
from crawler.newspapers.builtin.skins import PHUYEN as PHUYEN_SKIN

DAKLAK = Edition(
    newspaper="daklak",
    name="Báo Đắk Lắk",
    slogan="Tờ báo dựng sẵn để thử máy đọc báo",
    host="baodaklak.vn",
    language="vi",
    sections=(
        Section("thoi-su", "Thời sự", "chinh-tri", 6),
        Section("chinh-tri", "Chính trị", "chinh-tri", 8),
        Section("chinh-tri/xay-dung-dang", "Xây dựng Đảng", "chinh-tri", 3),
        Section("kinh-te", "Kinh tế", "kinh-te", 9),
        Section("kinh-te/nong-nghiep", "Nông nghiệp", "nong-nghiep", 4),
        Section("xa-hoi", "Xã hội", "xa-hoi", 10),
        Section("giao-duc", "Giáo dục", "giao-duc", 5),
        Section("y-te-suc-khoe", "Y tế - Sức khỏe", "y-te", 5),
        Section("phap-luat", "Pháp luật", "phap-luat", 6),
        Section("an-ninh-quoc-phong", "An ninh - Quốc phòng", "phap-luat", 3),
        Section("the-thao", "Thể thao", "the-thao", 6),
        Section("van-hoa-du-lich-van-hoc-nghe-thuat", "Văn hóa - Du lịch - Văn học nghệ thuật", "van-hoa", 6),
        Section("du-lich", "Du lịch", "du-lich", 4),
        Section("khoa-hoc-cong-nghe", "Khoa học - Công nghệ", "cong-nghe", 3),
        Section("moi-truong", "Môi trường", "xa-hoi", 3),
        Section("phong-su-ky-su", "Phóng sự - Ký sự", "bien-dao", 3),
        Section("van-de-ban-doc-quan-tam", "Vấn đề bạn đọc quan tâm", "xa-hoi", 0, "van-de-ban-doc-quan-tam"),
    ),
    not_news=(
        ("video", "Video"),
        ("multimedia", "Multimedia"),
        ("quang-cao-rao-vat", "Quảng cáo - Rao vặt"),
        ("thong-tin-doanh-nghiep-tu-gioi-thieu", "Doanh nghiệp tự giới thiệu"),
    ),
    pages=(
        ("/doc-bao-in/", "Đọc báo in"),
        ("//phuyen.baodaklak.vn/ ", "Phú Yên"),
        ("/tim-kiem", "Tìm kiếm"),
        ("javascript:void(0)", "Chuyên mục"),
    ),
    shapes={"sister": 1.0},
    present="sister",
    skin=DAKLAK_SKIN,
)
PHUYEN = Edition(
    newspaper="phuyen",
    name="Báo Đắk Lắk, ấn bản Phú Yên",
    slogan="Ấn bản dựng sẵn để thử máy đọc báo",
    host="phuyen.baodaklak.vn",
    language="vi",
    sections=(
        Section("chinh-tri", "Chính trị", "chinh-tri", 8),
        Section("chinh-tri/thoi-su", "Thời sự", "chinh-tri", 3),
        Section("kinh-te", "Kinh tế", "kinh-te", 8),
        Section("xa-hoi", "Xã hội", "xa-hoi", 8),
        Section("suc-khoe", "Sức khỏe", "y-te", 5),
        Section("van-hoa", "Văn hóa", "van-hoa", 5),
        Section("the-thao", "Thể thao", "the-thao", 4),
    ),
    not_news=(("multimedia", "Multimedia"), ("multimedia/video", "Video")),
    pages=(("//baodaklak.vn/ ", "Đắk Lắk"), ("/tim-kiem", "Tìm kiếm"), ("javascript:void(0)", "Chuyên mục")),
    shapes={"v2": 0.6, "v2-migrated": 0.4},
    present="v2",
    skin=PHUYEN_SKIN,
    former_host="baophuyen.vn",
)

PAPERS: dict[Paper, Edition] = {"khanhhoa": VI, "khanhhoa_en": EN, "daklak": DAKLAK, "phuyen": PHUYEN}


def edition_of(options: Options) -> Edition:
    """The newspaper that the options name."""
    return PAPERS[options.paper or ("khanhhoa_en" if options.edition == "en" else "khanhhoa")]
