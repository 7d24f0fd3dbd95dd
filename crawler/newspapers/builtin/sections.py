"""The newspaper's sections and other links of its navigation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.newspapers.builtin.options import Shape
from crawler.newspapers.builtin.skins import PORTAL, Skin


@dataclass(frozen=True, slots=True)
class Section:
    """A section of news."""

    path: str
    """Without slashes at the ends."""
    name: str
    topic: str
    """Topic of the grammar that its articles are written from."""
    weight: int
    """Its weight in the distribution of articles; 0: it only lists articles of other sections."""
    href: str | None = None
    """The address as the navigation prints it, when not ``/path/``."""

    @property
    def address(self) -> str:
        """The address as the navigation prints it."""
        return self.href or f"/{self.path}/"

    @property
    def parent(self) -> str:
        """Path of the section it belongs to, its own for one of the first level."""
        return self.path.split("/")[0]


@dataclass(frozen=True, slots=True)
class Edition:
    """The differences between the newspapers."""

    newspaper: str
    """Name of the newspaper in the archive."""
    name: str
    slogan: str
    host: str
    language: str
    sections: tuple[Section, ...]
    not_news: tuple[tuple[str, str], ...]
    """(path, name) of sections with addresses like articles' that hold no news."""
    pages: tuple[tuple[str, str], ...]
    """(href, name) of other links of the navigation: services, the other edition."""
    shapes: Mapping[Shape, float] = field(default_factory=lambda: {"native": 0.58, "migrated": 0.3, "sister": 0.12})
    """Share of each page template."""
    present: Shape = "native"
    """Template of new articles."""
    skin: Skin = PORTAL
    """What lists and boxes look like."""
    html_language: str | None = None
    """What pages say of their language, where that is wrong."""
    moves_pictures: bool = False
    """A script shows the pictures of ``/dataimages/`` from another folder."""
    former_host: str | None = None
    """Host that migrated pages name in their own address."""


VI = Edition(
    newspaper="khanhhoa",
    name="Báo Khánh Hòa",
    slogan="Tờ báo dựng sẵn để thử máy đọc báo",
    host="baokhanhhoa.vn",
    language="vi",
    sections=(
        Section("chinh-tri", "Chính trị", "chinh-tri", 9),
        Section("chinh-tri/xay-dung-dang", "Xây dựng Đảng", "chinh-tri", 3),
        Section("chinh-tri/nhan-su-moi", "Nhân sự mới", "chinh-tri", 2),
        Section("chinh-tri/thoi-su-suy-ngam", "Thời sự - Suy ngẫm", "chinh-tri", 2, "/chinh-tri/thoi-su-suy-ngam"),
        Section("xa-hoi", "Xã hội", "xa-hoi", 12),
        Section("xa-hoi/giao-duc", "Giáo dục", "giao-duc", 5),
        Section("xa-hoi/y-te-suc-khoe", "Y tế - Sức khỏe", "y-te", 5),
        Section("xa-hoi/moi-truong-do-thi", "Môi trường – Đô thị", "xa-hoi", 3),
        Section("kinh-te", "Kinh tế", "kinh-te", 9),
        Section("kinh-te/nong-nghiep-nong-thon-moi", "Nông nghiệp - Nông thôn mới", "nong-nghiep", 5),
        Section("kinh-te/cong-nghiep-nang-luong", "Công nghiệp - Năng lượng", "kinh-te", 3),
        Section("du-lich", "Du lịch", "du-lich", 8),
        Section("du-lich/danh-lam-thang-canh", "Danh lam thắng cảnh", "du-lich", 3, "/du-lich/danh-lam-thang-canh"),
        Section("van-hoa", "Văn hóa", "van-hoa", 7),
        Section("van-hoa/sang-tac", "Sáng tác", "van-hoa", 2),
        Section("the-thao", "Thể thao", "the-thao", 7),
        Section("the-thao/the-thao-trong-nuoc", "Thể thao trong nước", "the-thao", 3),
        Section("phap-luat", "Pháp luật", "phap-luat", 6),
        Section("phap-luat/an-ninh-trat-tu", "An ninh trật tự", "phap-luat", 3),
        Section("doi-song", "Đời sống", "doi-song", 5),
        Section("doi-song/am-thuc", "Ẩm thực", "doi-song", 4),
        Section("khoa-hoc-cong-nghe", "Khoa học - Công nghệ", "cong-nghe", 5),
        Section("chuyen-doi-so", "Chuyển đổi số", "cong-nghe", 3),
        Section("bien-dao-que-huong", "Biển đảo quê hương", "bien-dao", 6),
        Section("phong-su", "Phóng sự", "bien-dao", 3),
        Section("xay-dung-nong-thon-moi", "Nông thôn mới", "nong-nghiep", 3),
        Section("ban-doc-viet", "Bạn đọc viết", "xa-hoi", 2),
        Section("Du-lich-mien-Trung-Tay-Nguyen", "Du lịch miền Trung - Tây Nguyên", "du-lich", 2),
        Section("khanh-hoa-350-nam", "Khánh Hòa 350 năm", "van-hoa", 2),
        Section("nguoi-tot-viec-tot", "Người tốt, việc tốt", "xa-hoi", 0, "nguoi-tot-viec-tot"),
        Section("vinh-nha-trang", "Vịnh Nha Trang", "du-lich", 0, "vinh-nha-trang"),
    ),
    not_news=(
        ("video", "Video"),
        ("video/ban-tin-thoi-su", "Bản tin thời sự"),
        ("podcast", "Podcast"),
        ("multimedia", "Multimedia"),
        ("rao-vat-tuyen-dung", "Rao vặt - Tuyển dụng"),
    ),
    pages=(
        ("/doc-bao-online/", "Đọc báo online"),
        ("/lich-cat-dien/", "Lịch cắt điện"),
        ("/tau-xe-may-bay/", "Tàu xe - Máy bay"),
        ("//baokhanhhoa.vn/lien-he/201211/lien-he-voi-toa-soan-2200346/", "Liên hệ"),
        ("//news.baokhanhhoa.vn/ ", "English"),
        ("/tim-kiem", "Tìm kiếm"),
        ("javascript:void(0)", "Chuyên mục"),
        ("#", "Đầu trang"),
    ),
)

EN = Edition(
    newspaper="khanhhoa_en",
    name="Khánh Hòa News",
    slogan="A newspaper made up to try a newspaper reader",
    host="news.baokhanhhoa.vn",
    language="en",
    sections=(
        Section("politics", "Politics", "politics", 6),
        Section("society", "Society", "society", 8),
        Section("society/education", "Education", "society", 3),
        Section("economy", "Economy", "economy", 7),
        Section("economy/agriculture", "Agriculture", "economy", 3, "/economy/agriculture"),
        Section("tourism", "Tourism", "tourism", 9),
        Section("culture", "Culture", "culture", 5),
        Section("sports", "Sports", "sports", 5),
        Section("sea-and-islands", "Sea and islands", "sea", 4),
        Section("nha-trang-bay", "Nha Trang Bay", "tourism", 0, "nha-trang-bay"),
    ),
    not_news=(("video", "Video"), ("podcast", "Podcast"), ("multimedia", "Multimedia")),
    pages=(
        ("//news.baokhanhhoa.vn/lien-he/201211/contact-us-2200347/", "Contact"),
        ("//baokhanhhoa.vn/ ", "Tiếng Việt"),
        ("/tim-kiem", "Search"),
        ("javascript:void(0)", "Sections"),
    ),
)
