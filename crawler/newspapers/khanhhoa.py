"""Báo Khánh Hòa, in Vietnamese and in English."""

from crawler.newspapers import vnpt
from crawler.newspapers.model import VIETNAM, Expectations, Newspaper

# The navigation of September 2025; each run reads the current one.
# fmt: off
SECTIONS = frozenset({
    "chinh-tri", "chinh-tri/giai-bua-liem-vang", "chinh-tri/quoc-hoi-hdnd",
    "chinh-tri/bao-ve-nen-tang-tu-tuong-cua-dang", "chinh-tri/xay-dung-dang",
    "chinh-tri/hoat-dong-lanh-dao-trung-uong", "chinh-tri/nhan-su-moi", "chinh-tri/thoi-su-suy-ngam",
    "chinh-tri/quoc-phong",
    "chinh-tri/gop-y-du-thao-cac-van-kien-trinh-dai-hoi-dai-bieu-toan-quoc-lan-thu-xiv-cua-dang",
    "hoat-dong-lanh-dao-tinh", "xa-hoi", "xa-hoi/giao-duc", "xa-hoi/lao-dong-viec-lam", "xa-hoi/y-te-suc-khoe",
    "xa-hoi/moi-truong-do-thi", "giao-duc", "kinh-te", "kinh-te/cong-nghiep-nang-luong",
    "kinh-te/nong-nghiep-nong-thon-moi", "kinh-te/thong-tin-doanh-nghiep", "kinh-te/tai-chinh-ngan-hang",
    "phat-trien-kinh-te-tu-nhan", "du-lich", "du-lich/trai-nghiem-kham-pha", "du-lich/di-san-van-hoa",
    "du-lich/danh-lam-thang-canh", "van-hoa", "van-hoa/sang-tac", "van-hoa/chuyen-cuoi-tuan", "van-hoa/giai-tri",
    "the-thao", "the-thao/the-thao-trong-nuoc", "the-thao/the-thao-quoc-te", "doi-song", "doi-song/am-thuc",
    "doi-song/chinh-sach-moi", "doi-song/thi-truong", "phap-luat", "phap-luat/an-ninh-trat-tu",
    "phap-luat/giai-dap-phap-luat", "phap-luat/ho-so-pha-an", "ban-doc-viet", "ban-doc-viet/hop-thu-tu-thien",
    "ban-doc-viet/van-de-ban-doc-quan-tam", "khoa-hoc-cong-nghe", "chuyen-doi-so", "chuyen-doi-so/thuc-hien-de-an-06",
    "chuyen-doi-so/kpi-thuoc-do-hieu-qua-cong-viec", "phong-su", "the-gioi", "the-gioi/cong-dong-asean", "goc-anh",
    "top-mon-ngon-nha-trang---khanh-hoa", "quy-hoach-tinh-khanh-hoa", "nha-trang", "cam-lam", "dien-khanh",
    "van-phong", "truong-sa-bien-dao-que-huong", "chung-tay-cai-cach-hanh-chinh", "xay-dung-nong-thon-moi",
    "ky-niem-370-nam-xay-dung-va-phat-trien-tinh-khanh-hoa", "khoanh-khac-dep-xu-tram", "dong-chi-nghiem-xuan-thanh",
    "dong-chi-ho-xuan-truong", "dong-chi-tran-phong", "dai-hoi-dang-cac-cap", "tin-tuc-su-kien",
    "cac-ky-dai-hoi-dang", "dai-hoi-dang-toan-quoc", "danh-sach-tong-bi-thu", "ban-chap-hanh-dang-bo-tinh",
    "dai-hoi/anh", "dai-hoi/e-magazine", "dai-hoi/Infographic", "van-kien-van-ban", "goc-review",
})
# fmt: on

KHANHHOA = Newspaper(
    name="khanhhoa",
    title="Báo Khánh Hòa",
    language="vi",
    home="https://baokhanhhoa.vn/",
    aliases=frozenset({"www.baokhanhhoa.vn", "beta.baokhanhhoa.vn", "baokhanhhoa.com.vn", "www.baokhanhhoa.com.vn"}),
    other_editions=frozenset({"news.baokhanhhoa.vn"}),
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH,),
    sections=SECTIONS,
    not_news=frozenset(
        {
            "video",
            "podcast",
            "multimedia",
            "rao-vat-tuyen-dung",
            "doc-bao-online",
            "lich-cat-dien",
            "tau-xe-may-bay",
            "lien-he",
            "ve-bao-khanh-hoa",
            "dai-hoi/video",
            "dai-hoi/podcast",
            "dai-hoi/multimedia",
            "english",
        }
    ),
    image_path=vnpt.IMAGE_PATH,
    layouts=(vnpt.NATIVE, vnpt.SISTER),
    listing=vnpt.LISTING,
    # Lower bounds, well below the known numbers: 1,200 articles a month, about 110 sections in the navigation.
    expectations=Expectations(
        sections=20,
        new_articles_a_day=10,
        # Agency news names no author.
        field_shares={"lead": 0.6, "author": 0.5, "published_at": 0.98},
        body_characters=600,
    ),
)

KHANHHOA_EN = Newspaper(
    name="khanhhoa_en",
    title="Khánh Hòa News",
    language="en",
    home="https://news.baokhanhhoa.vn/",
    aliases=frozenset({"www.news.baokhanhhoa.vn"}),
    other_editions=KHANHHOA.hosts,
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH,),
    sections=frozenset({"tourism", "society", "economy", "politics", "culture", "sports"}),
    not_news=frozenset({"video", "podcast", "multimedia", "lien-he", "contact"}),
    image_path=vnpt.IMAGE_PATH,
    layouts=KHANHHOA.layouts,
    listing=KHANHHOA.listing,
    expectations=Expectations(
        sections=4,
        new_articles_a_day=0,
        field_shares={"lead": 0.5, "author": 0.4, "published_at": 0.98},
        body_characters=400,
    ),
)
