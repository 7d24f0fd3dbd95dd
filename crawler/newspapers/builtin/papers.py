"""The newspapers that can be served, by the name of their module in ``crawler.newspapers``."""

from crawler.newspapers.builtin import skins
from crawler.newspapers.builtin.options import Options, Paper
from crawler.newspapers.builtin.sections import EN, VI, Edition, Section

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
    skin=skins.DAKLAK,
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
    skin=skins.PHUYEN,
    former_host="baophuyen.vn",
)
THAINGUYEN = Edition(
    newspaper="thainguyen",
    name="Báo Thái Nguyên",
    slogan="Tờ báo dựng sẵn để thử máy đọc báo",
    host="baothainguyen.vn",
    language="vi",
    sections=(
        Section("thoi-su-thai-nguyen", "Thời sự", "xa-hoi", 6),
        Section("chinh-tri", "Chính trị", "chinh-tri", 6),
        Section("kinh-te", "Kinh tế", "kinh-te", 6),
        Section("xa-hoi", "Xã hội", "xa-hoi", 6),
        Section("phap-luat", "Pháp luật", "phap-luat", 4),
        Section("giao-duc", "Giáo dục", "giao-duc", 4),
        Section("y-te", "Y tế", "y-te", 4),
        Section("van-hoa", "Văn hóa", "van-hoa", 4),
        Section("the-thao", "Thể thao", "the-thao", 4),
        Section("quoc-te", "Quốc tế", "xa-hoi", 2),
        Section("ban-doc", "Bạn đọc", "xa-hoi", 2),
    ),
    not_news=(("video", "Video"), ("podcast", "Podcast"), ("multimedia", "Multimedia")),
    pages=(("/doc-bao-in/", "Đọc báo in"), ("/tim-kiem", "Tìm kiếm"), ("#", "Đầu trang")),
    shapes={"next": 0.5, "native": 0.3, "migrated": 0.2},
    present="next",
    skin=skins.THAINGUYEN,
    html_language="en",
)
DONGNAI = Edition(
    newspaper="dongnai",
    name="Báo Đồng Nai",
    slogan="Tờ báo dựng sẵn để thử máy đọc báo",
    host="baodongnai.com.vn",
    language="vi",
    sections=(
        Section("kinh-te", "Kinh tế", "kinh-te", 6),
        Section("xa-hoi", "Xã hội", "xa-hoi", 6),
        Section("phap-luat", "Pháp luật", "phap-luat", 4),
        Section("van-hoa", "Văn hóa", "van-hoa", 4),
        Section("ban-doc", "Bạn đọc", "xa-hoi", 2),
    ),
    not_news=(("media", "Media"), ("video-clip", "Video clip"), ("podcast", "Podcast"), ("anh-dep", "Ảnh đẹp")),
    pages=(("/tim-kiem", "Tìm kiếm"), ("javascript:void(0)", "Chuyên mục")),
    shapes={"native": 0.6, "migrated": 0.4},
    skin=skins.DONGNAI,
    moves_pictures=True,
)
QUANGTRI = Edition(
    newspaper="quangtri",
    name="Báo Quảng Trị",
    slogan="Tờ báo dựng sẵn để thử máy đọc báo",
    host="baoquangtri.vn",
    language="vi",
    sections=(
        Section("thoi-su", "Thời sự", "chinh-tri", 6),
        Section("chinh-tri", "Chính trị", "chinh-tri", 6),
        Section("kinh-te", "Kinh tế", "kinh-te", 6),
        Section("xa-hoi", "Xã hội", "xa-hoi", 6),
        Section("van-hoa", "Văn hóa", "van-hoa", 4),
        Section("the-thao", "Thể thao", "the-thao", 4),
        Section("giao-duc", "Giáo dục", "giao-duc", 4),
        Section("suc-khoe", "Sức khỏe", "y-te", 4),
        Section("phap-luat", "Pháp luật", "phap-luat", 4),
        Section("du-lich", "Du lịch", "du-lich", 3),
        Section("phong-su-ky-su", "Phóng sự - Ký sự", "bien-dao", 2),
    ),
    not_news=(("multimedia", "Multimedia"), ("thong-tin-quang-cao-tuyen-dung", "Quảng cáo - Tuyển dụng")),
    pages=(("/doc-bao-in/", "Đọc báo in"), ("/tim-kiem", "Tìm kiếm")),
    shapes={"bare": 0.6, "bare-htm": 0.4},
    present="bare",
    skin=skins.QUANGTRI,
)

PAPERS: dict[Paper, Edition] = {
    "khanhhoa": VI,
    "khanhhoa_en": EN,
    "daklak": DAKLAK,
    "phuyen": PHUYEN,
    "thainguyen": THAINGUYEN,
    "dongnai": DONGNAI,
    "quangtri": QUANGTRI,
}


def edition_of(options: Options) -> Edition:
    """The newspaper that the options name."""
    return PAPERS[options.paper or ("khanhhoa_en" if options.edition == "en" else "khanhhoa")]
