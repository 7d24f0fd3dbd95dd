--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: articles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.articles (
    id integer NOT NULL,
    newspaper text NOT NULL,
    article_id text NOT NULL,
    url text NOT NULL,
    section text NOT NULL,
    subsection text,
    language text NOT NULL,
    title text NOT NULL,
    kicker text,
    lead text,
    body text NOT NULL,
    author text,
    published_at timestamp with time zone,
    published_precision text,
    published_raw text,
    tags jsonb NOT NULL,
    content_hash text NOT NULL,
    revision integer NOT NULL,
    duplicate_of integer,
    duplicate_kind text,
    sources jsonb NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    fetched_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    CONSTRAINT duplicate_has_kind CHECK (((duplicate_of IS NULL) = (duplicate_kind IS NULL))),
    CONSTRAINT duplicate_kind_known CHECK ((duplicate_kind = ANY (ARRAY['exact'::text, 'near'::text]))),
    CONSTRAINT precision_known CHECK ((published_precision = ANY (ARRAY['minute'::text, 'day'::text])))
);


--
-- Name: links; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.links (
    newspaper text NOT NULL,
    article_id text NOT NULL,
    url text NOT NULL,
    section text NOT NULL
);


--
-- Name: addresses; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.addresses AS
 SELECT articles.id AS article,
    links.url,
    links.section
   FROM (public.links
     JOIN public.articles ON (((articles.newspaper = links.newspaper) AND (articles.article_id = links.article_id))))
  WHERE ((links.url <> articles.url) OR (links.section <> articles.section));


--
-- Name: articles_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.articles_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: articles_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.articles_id_seq OWNED BY public.articles.id;


--
-- Name: fingerprint_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fingerprint_keys (
    key integer NOT NULL,
    article integer NOT NULL
);


--
-- Name: fingerprints; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fingerprints (
    article integer NOT NULL,
    text_hash bigint NOT NULL,
    signature bytea NOT NULL
);


--
-- Name: frontier; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.frontier (
    newspaper text NOT NULL,
    article_id text NOT NULL,
    url text NOT NULL,
    section text NOT NULL,
    published text NOT NULL,
    rank integer NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone,
    last_error text,
    discovered_at timestamp with time zone NOT NULL,
    listed_title text,
    etag text,
    last_modified text,
    found_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT state_known CHECK ((state = ANY (ARRAY['pending'::text, 'stored'::text, 'failed'::text, 'gone'::text])))
);


--
-- Name: images; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.images (
    article integer NOT NULL,
    "position" integer NOT NULL,
    url text NOT NULL,
    caption text,
    path text,
    sha256 text
);


--
-- Name: pace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pace (
    newspaper text NOT NULL,
    second integer NOT NULL,
    requests integer NOT NULL
);


--
-- Name: pages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pages (
    article integer NOT NULL,
    revision integer NOT NULL,
    file text NOT NULL,
    start bigint NOT NULL,
    length integer NOT NULL,
    rules text
);


--
-- Name: quotas; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quotas (
    newspaper text NOT NULL,
    window_s integer NOT NULL,
    requests integer NOT NULL,
    learned_at timestamp with time zone NOT NULL
);


--
-- Name: revisions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.revisions (
    article integer NOT NULL,
    revision integer NOT NULL,
    title text NOT NULL,
    lead text,
    body text NOT NULL,
    content_hash text NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    edit text NOT NULL,
    CONSTRAINT edit_known CHECK ((edit = ANY (ARRAY['typo'::text, 'rewording'::text, 'addition'::text, 'headline'::text])))
);


--
-- Name: runs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.runs (
    id integer NOT NULL,
    newspaper text NOT NULL,
    mode text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    outcome text,
    exit_code integer,
    stats jsonb NOT NULL
);


--
-- Name: runs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.runs_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: runs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.runs_id_seq OWNED BY public.runs.id;


--
-- Name: schema_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone NOT NULL
);


--
-- Name: schema_version_version_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.schema_version_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: schema_version_version_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.schema_version_version_seq OWNED BY public.schema_version.version;


--
-- Name: search; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.search (
    key bigint NOT NULL,
    words tsvector NOT NULL
);


--
-- Name: sections; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sections (
    newspaper text NOT NULL,
    path text NOT NULL,
    title text NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    etag text,
    last_modified text,
    caught_up_at timestamp with time zone,
    pages_done integer NOT NULL,
    pager text NOT NULL,
    unchanged_answers integer DEFAULT 0 NOT NULL,
    CONSTRAINT pager_known CHECK ((pager = ANY (ARRAY['open'::text, 'ended'::text, 'trap'::text])))
);


--
-- Name: unique_articles; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.unique_articles AS
 SELECT articles.id,
    articles.newspaper,
    articles.article_id,
    articles.url,
    articles.section,
    articles.subsection,
    articles.language,
    articles.title,
    articles.kicker,
    articles.lead,
    articles.body,
    articles.author,
    articles.published_at,
    articles.published_precision,
    articles.published_raw,
    articles.tags,
    articles.content_hash,
    articles.revision,
    articles.duplicate_of,
    articles.duplicate_kind,
    articles.sources,
    articles.first_seen_at,
    articles.fetched_at,
    articles.gone_at
   FROM public.articles
  WHERE (articles.duplicate_of IS NULL);


--
-- Name: articles id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.articles ALTER COLUMN id SET DEFAULT nextval('public.articles_id_seq'::regclass);


--
-- Name: runs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.runs ALTER COLUMN id SET DEFAULT nextval('public.runs_id_seq'::regclass);


--
-- Name: schema_version version; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_version ALTER COLUMN version SET DEFAULT nextval('public.schema_version_version_seq'::regclass);


--
-- Data for Name: articles; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.articles VALUES (2, 'khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', NULL, 'vi', 'Giữ áo dài xưa cho phường Hòa Thắng', NULL, 'Ít ai ngờ đàn đá tại thôn Bích Đầm lại ngân vang như mới đây. Chị Huỳnh Phương Oanh dự đoán: bảo tàng xin thêm bản.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'MAI SƠN', '2025-11-29 08:53:00+00', 'minute', '15:53, 29/11/2025', '[]', 'f68107f61e9278d9353d23abefa1087027f415d91504cd1fef6e532ccd5fc633', 1, NULL, NULL, '{}', '2025-11-30 21:00:00+00', '2025-11-30 21:00:00+00', NULL);
INSERT INTO public.articles VALUES (3, 'khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', 'y-te-suc-khoe', 'vi', 'Cấp phát máy siêu âm xách tay ngay giữa thôn Bích Đầm: ca sốt giảm thấy rõ', NULL, '“Tôi chỉ mong vườn thuốc nam đừng thiếu” - câu nói của chị Bùi Xuân Yến thuộc xã Ninh Phước làm nhiều người nhớ chiều 15-4.', 'Chuyện diệt ổ lăng quăng cạnh đầm Nha Phu bắt đầu từ chị Đỗ Đức Dũng, bác sĩ khoa cấp cứu. Bên xã Khánh Sơn, khoa nhi lại khám miễn phí bằng sổ tiêm chủng bằng 4 tỷ đồng; ông Đặng Kim Châu tin là được.

Không phải nơi nào như xã Suối Dầu cũng cấp phát được 486 lượt khám có phần vội. Chuyện đặt lịch cho máy siêu âm xách tay tại xã Ninh Phước bắt đầu từ thầy Võ Phương Thắm, cộng tác viên dân số. Hết 10 tháng, phòng cách ly ở thôn Ngã Hai nhẹ nhàng, hàng ghế chờ vơi dần. Anh Tạ Bảo Vy (sinh năm 1961) từ dốc Lết về, hiến tặng máy siêu âm xách tay cùng 21 khoa nhi.', 'Bích La', '2025-11-29 06:11:00+00', 'minute', '13:11, 29/11/2025', '["Năm 2018", "Đội tiêm lưu động", "Khoa nhi", "Lương y"]', 'c575cc0d5acce6de91eab51519090362af308a045f8cfcffa3e6e1b3bb90c0f7', 1, NULL, NULL, '{}', '2025-11-30 21:00:00+00', '2025-11-30 21:00:00+00', NULL);
INSERT INTO public.articles VALUES (4, 'khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', 'am-thuc', 'vi', 'Xã Ninh Phước: sửa sang hàng phi lao trước mùa cá cơm', NULL, 'Mưa lớn kéo dài, nhưng cựu chiến binh thuộc đảo Bình Ba vẫn dựng lại tủ sách xóm. Từ 24-8 đến nay, xe cứu thương vào tận ngõ.', 'Nếu mưa lớn kéo dài, đội xung kích sẽ chở nước đến chừng 15 phần cơm thay cho con hẻm ngập. Bên xã Khánh Sơn, các hộ dân lại trao tặng con hẻm ngập từng bước một; bà Đỗ Công Hoa thấy nhẹ lòng. Chính em Trương Minh Trung, người lái đò, đã chở nước đến giếng khơi cũ đầu tiên tại xã Đại Lãnh. Hết 10 tháng, chuyến xe về quê tại vịnh Vân Phong còn tạm bợ, mùi hôi bớt hẳn.

Từ xóm Gốc Bàng đến hồ Suối Trầu

Riêng thuộc xã Bắc Ninh Hòa, chừng 20 hộ tủ sách xóm được nhóm thiện nguyện thắp sáng từng bước một, giảm 43%.

Từ 23-2 đến nay, các hộ dân phía bắc xã Cam Lâm thắp sáng bãi đất trống theo lối riêng. Hết 10 tháng, vườn hoa tự quản tại phường Ba Ngòi còn tạm bợ, nước rút nhanh trong 4 giờ. Cụ Kiều Quốc Liễu, chủ khu trọ gần xã Bắc Ninh Hòa, nói: vườn hoa tự quản sạch tinh, còn nhiều nhà đi vắng thì ai cũng muốn làm tiếp.

Từ đảo Bình Ba đến phường Ba Ngòi

Bên phường Hòa Thắng, công nhân vệ sinh lại trồng mới cây cầu gỗ mà chẳng đợi ai; anh Võ Hữu Nga mừng ra mặt. Hết 11 tháng, cây cầu gỗ phía bắc thôn Ngã Hai đông vui, xe cứu thương vào tận ngõ. Số khu trọ nghèo mà đoàn viên thanh niên sửa sang cách đây 23 hôm là hơn 15 hộ, gấp 9 lần.

Anh Châu Công Hoa (sinh năm 1942) từ phường Đông Ninh Hòa về, dựng lại chuyến xe về quê cùng 24 công nhân vệ sinh. Khu trọ nghèo nào chắc chắn thì các hộ dân sửa sang trước, phần còn lại chờ hôm thứ Tư. Nếu cống cũ nghẹt, bộ đội biên phòng sẽ sửa sang chừng 27 phần cơm thay cho con hẻm ngập.

Tuy thế, mưa lớn kéo dài; cựu chiến binh trồng mới khu trọ nghèo phía bắc xã Bắc Ninh Hòa.

Tính từ 22-1, đã 26 lần đoàn viên thanh niên dọn sạch vườn hoa tự quản mà nhiều nhà đi vắng. Hết 3 tháng, vườn hoa tự quản phía nam thôn Tà Gụ sạch tinh, xe cứu thương vào tận ngõ. Số mái nhà dột mà các hộ dân sửa sang 20 ngày qua là chừng 21 suất quà, tăng 12%.', 'H.Tuyền', '2025-11-29 03:11:00+00', 'minute', '10:11, 29/11/2025', '[]', '8bce448de0e378687d5fffe81947ac9f31aa12e99d95a15dee6667cac795fbad', 1, NULL, NULL, '{}', '2025-11-30 21:00:00+00', '2025-11-30 21:00:00+00', NULL);
INSERT INTO public.articles VALUES (1, 'khanhhoa', '8c35ba7', 'https://baokhanhhoa.vn/phap-luat/202511/em-do-huu-khoa-va-ranh-ray-tai-ben-cau-da-8c35ba7/', 'phap-luat', NULL, 'vi', 'Em Đỗ Hữu Khoa và ranh rẫy tại bến Cầu Đá (cập nhật)', NULL, 'Ít ai ngờ chiếc ví rơi gần xã Diên Lạc lại nghiêm trọng như cuối tháng 1. Cụ Đặng Hữu Tuyền chia sẻ: hai nhà bắt tay.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'V.Lâm', '2025-11-29 12:16:00+00', 'minute', '19:16, 29/11/2025', '["Dốc Lết", "Ma túy đá", "Luật sư", "Xã Cam Lâm"]', '7e3c34cc3bb3c72c28fb5301c8963c5c37f109fb651cc3958ba373dd666c92d9', 2, 2, 'near', '{}', '2025-11-30 21:00:00+00', '2025-11-30 21:00:00+00', NULL);


--
-- Data for Name: fingerprint_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.fingerprint_keys VALUES (-1976234997, 1);
INSERT INTO public.fingerprint_keys VALUES (-1384552656, 1);
INSERT INTO public.fingerprint_keys VALUES (-934531145, 1);
INSERT INTO public.fingerprint_keys VALUES (-756708583, 1);
INSERT INTO public.fingerprint_keys VALUES (-617533040, 1);
INSERT INTO public.fingerprint_keys VALUES (-477564203, 1);
INSERT INTO public.fingerprint_keys VALUES (-295815611, 1);
INSERT INTO public.fingerprint_keys VALUES (14952732, 1);
INSERT INTO public.fingerprint_keys VALUES (819709876, 1);
INSERT INTO public.fingerprint_keys VALUES (854688000, 1);
INSERT INTO public.fingerprint_keys VALUES (1250230128, 1);
INSERT INTO public.fingerprint_keys VALUES (1512362394, 1);
INSERT INTO public.fingerprint_keys VALUES (1660012242, 1);
INSERT INTO public.fingerprint_keys VALUES (-1976234997, 2);
INSERT INTO public.fingerprint_keys VALUES (-934531145, 2);
INSERT INTO public.fingerprint_keys VALUES (-617533040, 2);
INSERT INTO public.fingerprint_keys VALUES (-477564203, 2);
INSERT INTO public.fingerprint_keys VALUES (-295815611, 2);
INSERT INTO public.fingerprint_keys VALUES (-199518957, 2);
INSERT INTO public.fingerprint_keys VALUES (14952732, 2);
INSERT INTO public.fingerprint_keys VALUES (819709876, 2);
INSERT INTO public.fingerprint_keys VALUES (854688000, 2);
INSERT INTO public.fingerprint_keys VALUES (1512362394, 2);
INSERT INTO public.fingerprint_keys VALUES (1542436513, 2);
INSERT INTO public.fingerprint_keys VALUES (1660012242, 2);
INSERT INTO public.fingerprint_keys VALUES (1998881756, 2);
INSERT INTO public.fingerprint_keys VALUES (-1864753873, 3);
INSERT INTO public.fingerprint_keys VALUES (-1188226151, 3);
INSERT INTO public.fingerprint_keys VALUES (-97783842, 3);
INSERT INTO public.fingerprint_keys VALUES (19274436, 3);
INSERT INTO public.fingerprint_keys VALUES (107533865, 3);
INSERT INTO public.fingerprint_keys VALUES (408965763, 3);
INSERT INTO public.fingerprint_keys VALUES (560821352, 3);
INSERT INTO public.fingerprint_keys VALUES (763935833, 3);
INSERT INTO public.fingerprint_keys VALUES (1135346081, 3);
INSERT INTO public.fingerprint_keys VALUES (1383993771, 3);
INSERT INTO public.fingerprint_keys VALUES (1959147749, 3);
INSERT INTO public.fingerprint_keys VALUES (2084018675, 3);
INSERT INTO public.fingerprint_keys VALUES (2101820245, 3);
INSERT INTO public.fingerprint_keys VALUES (-2074389458, 4);
INSERT INTO public.fingerprint_keys VALUES (-1484763255, 4);
INSERT INTO public.fingerprint_keys VALUES (-1327224416, 4);
INSERT INTO public.fingerprint_keys VALUES (-890502176, 4);
INSERT INTO public.fingerprint_keys VALUES (-729142746, 4);
INSERT INTO public.fingerprint_keys VALUES (458241217, 4);
INSERT INTO public.fingerprint_keys VALUES (600522321, 4);
INSERT INTO public.fingerprint_keys VALUES (688284706, 4);
INSERT INTO public.fingerprint_keys VALUES (1001631863, 4);
INSERT INTO public.fingerprint_keys VALUES (1260002288, 4);
INSERT INTO public.fingerprint_keys VALUES (1844784452, 4);
INSERT INTO public.fingerprint_keys VALUES (1990186884, 4);
INSERT INTO public.fingerprint_keys VALUES (2012431108, 4);


--
-- Data for Name: fingerprints; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.fingerprints VALUES (1, -6943091341343704925, '\xb08ba10df78c01f8e0a1d4a30602f9d0457acfacd6d4e88f62ea32c6b27c1c6fbf067414523c2a48eb49e6a6a983715c');
INSERT INTO public.fingerprints VALUES (2, 4231227334874329205, '\xb08ba10df78c01f8b2c7d4a30602f9d0457acfacd6d4e88f62ea8de3b27c1c6fbf067414523c2a48eb49e6a6a983715c');
INSERT INTO public.fingerprints VALUES (3, -1808504983269179520, '\xb48a218f3d10a0d7b75a8e16434b46b95eec403e1446ed44ae7d418e6589e946cd00d5b3ae81a80461e7c4fcdcc52b04');
INSERT INTO public.fingerprints VALUES (4, -6243252682968451396, '\x0cc92d122b67330f65cf168897604e3f5611dbc9c5e0d74458025514281043afb64737b9a273bc4aa9ba85c69bceaf1b');


--
-- Data for Name: frontier; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.frontier VALUES ('khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', '202511', 1, 'stored', 0, '2025-12-06 08:53:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL, 'list');
INSERT INTO public.frontier VALUES ('khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', '202511', 1, 'stored', 0, '2025-12-06 06:11:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL, 'list');
INSERT INTO public.frontier VALUES ('khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', '202511', 1, 'stored', 0, '2025-12-06 03:11:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL, 'list');
INSERT INTO public.frontier VALUES ('khanhhoa', '8c35ba7', 'https://baokhanhhoa.vn/phap-luat/202511/em-do-huu-khoa-va-ranh-ray-tai-ben-cau-da-8c35ba7/', 'phap-luat', '202511', 1, 'stored', 0, '2025-12-06 12:16:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL, 'list');


--
-- Data for Name: images; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.images VALUES (1, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p818591_20251129191605.jpg', 'Ngót 12 triệu đồng tang vật ngay giữa thôn Tà Gụ. Ảnh: THÁI HIỀN', NULL, NULL);
INSERT INTO public.images VALUES (1, 2, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p581617_20251129191629.jpg', NULL, NULL, NULL);
INSERT INTO public.images VALUES (1, 3, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p806429_20251129191613.jpg', 'Cô Hồ Phương Lộc bên chiếc ví rơi.', NULL, NULL);
INSERT INTO public.images VALUES (2, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p530581_20251129155351.jpg', 'Từ trái sang: bà Lý Hoàng Dũng, em Phạm Bảo Lộc.', NULL, NULL);
INSERT INTO public.images VALUES (2, 2, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p359579_20251129155301.jpg', 'Một góc thôn Sông Cạn sáng 20-11.', NULL, NULL);
INSERT INTO public.images VALUES (2, 3, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p857979_20251129155358.jpg', '78 lượt xem phía bắc hồ Suối Trầu. Ảnh: H.Hoa', NULL, NULL);
INSERT INTO public.images VALUES (3, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p127597_20251129131131.jpg', NULL, NULL, NULL);
INSERT INTO public.images VALUES (4, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p358330_20251127104141.jpg', 'Chừng 6 bao rác cạnh cù lao Hòn Lớn. Ảnh: T.Hạnh', NULL, NULL);


--
-- Data for Name: links; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: pace; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: pages; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: quotas; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: revisions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revisions VALUES (1, 1, 'Em Đỗ Hữu Khoa và ranh rẫy tại bến Cầu Đá', 'Ít ai ngờ chiếc ví rơi gần xã Diên Lạc lại nghiêm trọng như cuối tháng 1. Cụ Đặng Hữu Tuyền chia sẻ: hai nhà bắt tay.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'cb35bdd7fea3d20e9c058cd9bb0ae308281595485eedb938668ed518589244b4', '2025-11-30 21:00:00+00', 'headline');


--
-- Data for Name: runs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schema_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_version VALUES (7, '2026-11-25 16:12:08+00');


--
-- Data for Name: search; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.search VALUES (126301128315895810, '''10'':169 ''12'':64 ''17'':93 ''19'':78 ''199'':141 ''2'':60 ''2003'':172 ''2022'':222 ''311'':267 ''47'':244 ''5'':94,138,263,274 ''54'':191 ''7'':187 ''74'':73 ''75'':66 ''78'':146 ''782'':174 ''8'':63 ''9'':266 ''950'':213 ''ai'':10,89,110 ''an'':55,131,200,224 ''ao'':2 ''bach'':280 ''ban'':34,100 ''bang'':186 ''bao'':30,102,184,240,258 ''bi'':90,142,160 ''bich'':16 ''boc'':279 ''bàn'':100 ''báo'':102,184,240,258 ''bích'':16 ''bạch'':280 ''bản'':34 ''bảo'':30 ''bằng'':186 ''bị'':90,142,160 ''bộc'':279 ''ca'':41,48,124,207 ''cach'':76 ''can'':143 ''canh'':101,183,239,257 ''cao'':128,218 ''cham'':168 ''chang'':108 ''chi'':24 ''cho'':5 ''chung'':262,287 ''chúng'':287 ''chậm'':168 ''chẳng'':108 ''chị'':24 ''chừng'':262 ''co'':212 ''cong'':54,130 ''cung'':204,238,289 ''cuoi'':136 ''cuối'':136 ''cào'':128 ''cách'':76 ''có'':212 ''công'':54,130 ''cũng'':204,238,289 ''cả'':41,48,124,207 ''cảnh'':101,183,239,257 ''da'':13,44,99 ''dai'':3,117 ''dam'':17 ''dan'':12 ''dang'':276 ''dao'':87 ''dat'':52,167 ''day'':23,77 ''deo'':40 ''di'':290 ''dien'':236 ''dinh'':277 ''diên'':236 ''do'':178 ''doan'':29 ''doi'':109 ''dong'':68,189,215 ''du'':28,272 ''duc'':194 ''dung'':59,121,206 ''duoc'':180,229,242 ''dài'':3 ''dự'':28,272 ''gan'':97,140,173 ''gia'':127,179 ''giam'':190 ''gio'':61 ''giu'':1,83 ''giua'':35,111 ''giã'':127 ''giả'':179 ''giảm'':190 ''giờ'':61 ''giữ'':1,83 ''giữa'':35,111 ''go'':98,119,269 ''gon'':199,282 ''gu'':114 ''gò'':98 ''gần'':97,140,173 ''gọn'':199,282 ''gỗ'':119,269 ''gụ'':114 ''ha'':193 ''hai'':161,210 ''hay'':202 ''hien'':211 ''hiện'':211 ''ho'':154 ''hoa'':7 ''hoang'':152 ''hoi'':80,171 ''hom'':79 ''hon'':47,71,123,144,271 ''hop'':176 ''hoà'':7 ''hoàng'':152 ''hui'':251 ''huynh'':25 ''huỳnh'':25 ''hà'':193 ''hôm'':79 ''hơn'':47,71,123,144,271 ''hại'':161 ''hồ'':154 ''hồi'':171 ''hội'':80 ''hợp'':176 ''hụi'':251 ''it'':9 ''khien'':158 ''khiến'':158 ''khong'':88,230 ''khu'':225 ''khuc'':268 ''khuya'':283 ''không'':88,230 ''khúc'':268 ''kiem'':95,181,255 ''kiểm'':95,181,255 ''la'':65,105,139,228,265 ''lac'':157,237 ''lai'':18 ''lam'':96,182 ''lan'':51,166 ''lanh'':118 ''lau'':120 ''loi'':248 ''lua'':86 ''luat'':122 ''luật'':122 ''là'':65,139,228,265 ''lá'':105 ''lâm'':96,182 ''lãnh'':118 ''lạc'':157,237 ''lại'':18 ''lấn'':51,166 ''lậu'':120 ''lối'':248 ''lừa'':86 ''ma'':42,53,107,129,253 ''mai'':291 ''moi'':22 ''mà'':53,107,129,253 ''mới'':22 ''nam'':221 ''nang'':203 ''nao'':233,286 ''nga'':209 ''ngan'':19,198,281 ''ngay'':170 ''ngo'':11 ''ngoai'':106 ''ngot'':243 ''ngoại'':106 ''nguoi'':159 ''nguyet'':153 ''nguyệt'':153 ''ngày'':170 ''ngân'':19 ''ngã'':209 ''ngót'':243 ''người'':159 ''ngắn'':198,281 ''ngờ'':11 ''nhan'':85,197,278 ''nhat'':219 ''nhe'':201 ''nhu'':21,234 ''nhân'':278 ''như'':21,234 ''nhất'':219 ''nhận'':197 ''nhắn'':85 ''nhẹ'':201 ''ninh'':37 ''noi'':232 ''nào'':233,286 ''năm'':221 ''nơi'':232 ''nặng'':203 ''oanh'':27 ''ong'':150,192 ''phai'':205,231 ''phan'':74,147 ''phat'':134,163 ''phuoc'':38 ''phuong'':6,26 ''phương'':26 ''phước'':38 ''phường'':6 ''phạt'':134,163 ''phải'':205,231 ''phần'':74,147 ''rieng'':249 ''riêng'':249 ''sang'':92 ''sat'':256 ''sau'':285 ''section=khanhhoa350nam'' ''so'':49,125,155,177,250 ''son'':292 ''sáng'':92 ''sát'':256 ''sáu'':285 ''sơ'':155 ''sơn'':292 ''số'':49,125,250 ''sổ'':177 ''ta'':113 ''tai'':14 ''tang'':31,69,216 ''tau'':126 ''tet'':261 ''tham'':81 ''thang'':8,137 ''thap'':270 ''that'':156 ''thay'':275 ''them'':33 ''theo'':149,247 ''thon'':15,112,208 ''thu'':82,284 ''thua'':196 ''thuoc'':104 ''thuong'':91 ''thuốc'':104 ''tháng'':137 ''thêm'':33 ''thôn'':15,112,208 ''thương'':91 ''thấp'':270 ''thất'':156 ''thầy'':275 ''thẩm'':81 ''thắng'':8 ''thứ'':284 ''thừa'':196 ''tim'':58 ''tin'':84,227 ''tinh'':45,273 ''toa'':223 ''toi'':288 ''toà'':223 ''tram'':75,148 ''trieu'':67,214 ''triệu'':67,214 ''trua'':62 ''truoc'':72,145,260 ''truong'':151,175 ''truy'':57 ''trăm'':75,148 ''trưa'':62 ''trương'':151 ''trước'':72,145,260 ''trường'':175 ''tu'':220 ''tuan'':264 ''tuy'':43 ''tuyen'':133,162 ''tuyên'':133,162 ''tuý'':43 ''tuần'':264 ''ty'':188 ''tà'':113 ''tàng'':31 ''tàu'':126 ''tìm'':58 ''tính'':273 ''tôi'':288 ''tại'':14 ''tết'':261 ''từ'':220 ''tỷ'':188 ''va'':39,115 ''vang'':20 ''vat'':70,217 ''ve'':103,185,241,259 ''vi'':46 ''viec'':246 ''vien'':254 ''việc'':246 ''viện'':254 ''vo'':252 ''vu'':50,135,164,165,245 ''vuc'':226 ''và'':39,115 ''vật'':70,217 ''về'':103,185,241,259 ''vỡ'':252 ''vụ'':50,135,164,165,245 ''vực'':226 ''xa'':36,56,116,132,235 ''xin'':32 ''xua'':4 ''xã'':36,56,116,132,235 ''xưa'':4 ''yen'':195 ''yến'':195 ''án'':200,224 ''áo'':2 ''ít'':9 ''ông'':150,192 ''đi'':290 ''đoán'':29 ''đàn'':12 ''đá'':13,44,99 ''đây'':23,77 ''đèo'':40 ''đình'':277 ''đúng'':59,121,206 ''được'':180,229,242 ''đại'':117 ''đảo'':87 ''đất'':52,167 ''đầm'':17 ''đặng'':276 ''đỏ'':178 ''đồng'':68,189,215 ''đợi'':109 ''đức'':194');
INSERT INTO public.search VALUES (126300432531193859, '''10'':134 ''15'':42 ''1961'':156 ''21'':169 ''4'':43,80 ''486'':102 ''am'':5,114,165 ''anh'':150 ''bac'':60 ''bang'':75,79 ''bao'':152 ''bat'':53,121 ''ben'':65 ''bich'':11,172 ''bui'':30 ''bác'':60 ''bên'':65 ''bích'':11,172 ''bùi'':30 ''bảo'':152 ''bắt'':53,121 ''bằng'':75,79 ''ca'':13 ''cach'':137 ''canh'':49 ''cap'':1,63,99 ''cau'':26 ''chau'':86 ''chi'':19,29,56 ''chieu'':41 ''chiều'':41 ''cho'':111,147 ''chung'':78 ''chuyen'':44,108 ''chuyện'':44,108 ''châu'':86 ''chỉ'':19 ''chị'':29,56 ''chờ'':147 ''chủng'':78 ''co'':105 ''cong'':128 ''cua'':28 ''cung'':98,168 ''cuu'':64 ''cách'':137 ''câu'':26 ''có'':105 ''cùng'':168 ''cũng'':98 ''cạnh'':49 ''cấp'':1,63,99 ''cộng'':128 ''của'':28 ''cứu'':64 ''dam'':12,50 ''dan'':131,149 ''dang'':84 ''dat'':109 ''dau'':54,97,122 ''diet'':45 ''diệt'':45 ''do'':57 ''doc'':158 ''dong'':82 ''duc'':58 ''dung'':24,59 ''duoc'':89,101 ''dân'':131 ''dũng'':59 ''dần'':149 ''dầu'':97 ''dốc'':158 ''ghe'':146 ''ghế'':146 ''giam'':15 ''giua'':9 ''giảm'':15 ''giữa'':9 ''hai'':142 ''hang'':145 ''het'':133 ''hien'':161 ''hiến'':161 ''hàng'':145 ''hết'':133 ''kham'':72,104 ''khanh'':67 ''khoa'':62,69,170 ''khong'':90 ''khám'':72,104 ''khánh'':67 ''không'':90 ''kim'':85 ''la'':88,173 ''lai'':71 ''lam'':37 ''lang'':47 ''let'':159 ''lich'':110 ''luot'':103 ''ly'':138 ''là'':88 ''làm'':37 ''lăng'':47 ''lượt'':103 ''lại'':71 ''lết'':159 ''lịch'':110 ''may'':3,112,163 ''mien'':73 ''miễn'':73 ''mong'':20 ''máy'':3,112,163 ''nam'':23,155 ''nao'':93 ''nga'':141 ''ngay'':8 ''nguoi'':39 ''ngã'':141 ''người'':39 ''nha'':51 ''nhang'':144 ''nhe'':143 ''nhi'':70,171 ''nhieu'':38 ''nhiều'':38 ''nho'':40 ''nhu'':94 ''nhàng'':144 ''như'':94 ''nhẹ'':143 ''nhớ'':40 ''ninh'':35,119 ''noi'':27,92 ''nào'':93 ''nói'':27 ''năm'':155 ''nơi'':92 ''o'':46,139 ''ong'':83 ''phai'':91 ''phan'':106 ''phat'':2,100 ''phi'':74 ''phong'':136 ''phu'':52 ''phuoc'':36,120 ''phuong'':126 ''phát'':2,100 ''phí'':74 ''phòng'':136 ''phương'':126 ''phước'':36,120 ''phải'':91 ''phần'':106 ''quang'':48 ''quăng'':48 ''ro'':17 ''rõ'':17 ''section=xahoi'' ''section=xahoi0ytesuckhoe'' ''si'':61 ''sieu'':4,113,164 ''sinh'':154 ''siêu'':4,113,164 ''so'':76,132 ''son'':68 ''sot'':14 ''suoi'':96 ''suối'':96 ''sĩ'':61 ''sơn'':68 ''số'':132 ''sốt'':14 ''sổ'':76 ''ta'':151 ''tac'':129 ''tai'':117 ''tang'':162 ''tay'':7,116,167 ''tham'':127 ''thang'':135 ''thay'':16,124 ''thieu'':25 ''thiếu'':25 ''thon'':10,140 ''thuoc'':22,33 ''thuốc'':22 ''thuộc'':33 ''tháng'':135 ''thôn'':10,140 ''thấy'':16 ''thầy'':124 ''thắm'':127 ''tiem'':77 ''tin'':87 ''tiêm'':77 ''toi'':18 ''tu'':55,123,157 ''ty'':81 ''tác'':129 ''tôi'':18 ''tạ'':151 ''tại'':117 ''tặng'':162 ''từ'':55,123,157 ''tỷ'':81 ''ve'':160 ''vien'':130 ''viên'':130 ''vo'':125 ''voi'':107,148 ''vuon'':21 ''vy'':153 ''võ'':125 ''vơi'':148 ''vườn'':21 ''về'':160 ''vội'':107 ''xa'':34,66,95,118 ''xach'':6,115,166 ''xuan'':31 ''xuân'':31 ''xách'':6,115,166 ''xã'':34,66,95,118 ''yen'':32 ''yến'':32 ''âm'':5,114,165 ''ông'':83 ''được'':89,101 ''đầm'':12,50 ''đầu'':54,122 ''đặng'':84 ''đặt'':109 ''đồng'':82 ''đỗ'':57 ''đức'':58 ''đừng'':24 ''ổ'':46 ''ở'':139');
INSERT INTO public.search VALUES (126299659437080580, '''1'':389 ''10'':108,178 ''11'':261 ''12'':447 ''15'':55,296 ''1942'':307 ''2'':158 ''20'':140,438 ''21'':443 ''22'':388 ''23'':157,292 ''24'':32,321 ''26'':391 ''27'':358 ''3'':409 ''4'':195 ''43'':155 ''8'':33 ''9'':299 ''ai'':222,252 ''anh'':253,301 ''ba'':24,79,186,230,233 ''bac'':136,165,206,267,381,383 ''bai'':171 ''bang'':128 ''ben'':63,235 ''bien'':352 ''binh'':20,23,229,374 ''biên'':352 ''bo'':120,190,350 ''bot'':123 ''buoc'':77,152 ''bà'':79 ''bàng'':128 ''bãi'':171 ''bên'':63,235 ''bình'':23,229 ''bước'':77,152 ''bắc'':136,165,206,267,381,383 ''bộ'':350 ''bớt'':123 ''bợ'':120,190 ''ca'':11 ''cac'':67,161,333,433 ''cach'':290 ''cam'':167 ''cau'':247,264 ''cay'':246,263 ''chac'':330 ''chan'':331 ''chang'':250 ''chau'':302 ''chien'':19,373 ''chinh'':86 ''chiến'':19,373 ''cho'':51,59,95,342,362 ''chu'':201 ''chung'':54,139,357,442 ''chuyen'':110,316 ''chuyến'':110,316 ''châu'':302 ''chính'':86 ''chắc'':330 ''chắn'':331 ''chẳng'':250 ''chờ'':342 ''chở'':51,95 ''chủ'':201 ''chừng'':54,139,357,442 ''com'':12,57,360 ''con'':60,73,118,188,216,340,363 ''cong'':81,239,303,322,347 ''cu'':100,197,348 ''cung'':223,320 ''cuu'':18,37,274,372,423 ''cá'':11 ''các'':67,161,333,433 ''cách'':290 ''cây'':246,263 ''còn'':118,188,216,340 ''công'':81,239,303,322 ''cùng'':320 ''cũ'':100,348 ''cũng'':223 ''cơm'':12,57,360 ''cầu'':247,264 ''cống'':347 ''cụ'':197 ''cứu'':37,274,423 ''cựu'':18,372 ''da'':94,390 ''dai'':16,46,105,371 ''dan'':69,163,335,435 ''dao'':22,228 ''dat'':172 ''dau'':101 ''day'':291 ''den'':34,53,97,129,159,231 ''di'':219,406 ''do'':80,93 ''doan'':284,393 ''doi'':47,251,351 ''don'':397 ''dong'':271,310 ''dot'':431 ''dung'':26,314 ''duoc'':145 ''dài'':16,46,371 ''dân'':69,163,335,435 ''dọn'':397 ''dột'':431 ''dựng'':26,314 ''em'':87 ''gan'':204 ''gap'':298 ''giam'':154 ''gieng'':98 ''gio'':196 ''giảm'':154 ''giếng'':98 ''giờ'':196 ''go'':248,265 ''goc'':127 ''gu'':419 ''gấp'':298 ''gần'':204 ''gốc'':127 ''gỗ'':248,265 ''gụ'':419 ''h'':448 ''hai'':270 ''han'':124 ''hang'':6 ''hem'':61,74,364 ''het'':107,177,260,408 ''ho'':68,130,141,162,297,334,434 ''hoa'':82,138,181,208,211,237,304,312,385,400,412 ''hoi'':122 ''hom'':293,343 ''hon'':295 ''hoà'':138,208,237,312,385 ''huu'':255 ''hàng'':6 ''hôi'':122 ''hôm'':293,343 ''hơn'':295 ''hẳn'':124 ''hẻm'':61,74,364 ''hết'':107,177,260,408 ''hồ'':130 ''hộ'':68,141,162,297,334,434 ''hữu'':255 ''keo'':15,45,370 ''khanh'':65 ''khoi'':99 ''khu'':202,280,326,377 ''khánh'':65 ''khơi'':99 ''kich'':49 ''kieu'':198 ''kiều'':198 ''kéo'':15,45,370 ''kích'':49 ''la'':294,441 ''lai'':27,70,92,243,315,341 ''lam'':168,225 ''lan'':300,392 ''lanh'':106 ''lao'':8 ''lieu'':200 ''liễu'':200 ''loi'':175 ''lon'':14,44,369 ''long'':85 ''là'':294,441 ''làm'':225 ''lái'':92 ''lâm'':168 ''lãnh'':106 ''lòng'':85 ''lại'':27,70,243,315,341 ''lần'':300,392 ''lối'':175 ''lớn'':14,44,369 ''ma'':249,283,403,432 ''mai'':429 ''mat'':259 ''minh'':89 ''moi'':245,376 ''mot'':78,153 ''mua'':10,13,43,368 ''mui'':121 ''mung'':257 ''muon'':224 ''muốn'':224 ''mà'':249,283,403,432 ''mái'':429 ''mùa'':10 ''mùi'':121 ''mưa'':13,43,368 ''mặt'':259 ''một'':78,153 ''mới'':245,376 ''mừng'':257 ''nam'':306,416 ''nao'':329 ''nay'':35,160 ''neu'':42,346 ''nga'':256,269 ''ngap'':62,75,365 ''ngay'':439 ''ngheo'':282,328,379 ''nghet'':349 ''nghèo'':282,328,379 ''nghẹt'':349 ''ngo'':41,278,427 ''ngoi'':187,234 ''nguoi'':91 ''nguyen'':148 ''nguyện'':148 ''ngày'':439 ''ngã'':269 ''ngòi'':187,234 ''ngõ'':41,278,427 ''người'':91 ''ngập'':62,75,365 ''nha'':218,405,430 ''nhan'':240,323 ''nhanh'':193 ''nhe'':84 ''nhieu'':217,404 ''nhiều'':217,404 ''nhom'':146 ''nhung'':17 ''nhà'':218,405,430 ''nhân'':240,323 ''nhóm'':146 ''nhưng'':17 ''nhẹ'':84 ''nien'':287,396 ''ninh'':2,137,207,311,384 ''niên'':287,396 ''noi'':209 ''nuoc'':52,96,191 ''nào'':329 ''nói'':209 ''năm'':306 ''nước'':52,96,191 ''nếu'':42,346 ''phan'':56,339,359 ''phi'':7 ''phia'':164,266,380,415 ''phong'':117,353 ''phuoc'':3 ''phuong'':185,232,236,309 ''phía'':164,266,380,415 ''phòng'':353 ''phước'':3 ''phường'':185,232,236,309 ''phần'':56,339,359 ''qua'':440,445 ''quan'':183,213,402,414 ''que'':113,319 ''quoc'':199 ''quà'':445 ''quê'':113,319 ''quản'':183,213,402,414 ''quốc'':199 ''ra'':258 ''rieng'':133,176 ''riêng'':133,176 ''rut'':192 ''rút'':192 ''sach'':29,143,214,398,420 ''sang'':5,150,170,289,337,356,437 ''se'':50,354 ''section=doisong'' ''section=doisong0amthuc'' ''sinh'':242,305,325 ''so'':279,428 ''son'':66 ''sua'':4,288,336,355,436 ''suat'':444 ''suoi'':131 ''suất'':444 ''suối'':131 ''sách'':29,143 ''sáng'':150,170 ''sơn'':66 ''sạch'':214,398,420 ''sẽ'':50,354 ''số'':279,428 ''sửa'':4,288,336,355,436 ''ta'':418 ''tai'':103,114,184 ''tam'':119,189 ''tan'':40,277,426 ''tang'':72,446 ''thang'':109,179,238,262,410 ''thanh'':286,395 ''thap'':149,169 ''thay'':58,83,361 ''the'':367 ''theo'':174 ''thi'':221,332 ''thien'':147 ''thiện'':147 ''thon'':268,417 ''thu'':344 ''thuoc'':21,134 ''thuong'':38,275,424 ''thuộc'':21,134 ''tháng'':109,179,262,410 ''thì'':221,332 ''thôn'':268,417 ''thương'':38,275,424 ''thấy'':83 ''thắng'':238 ''thắp'':149,169 ''thế'':367 ''thứ'':344 ''tien'':102 ''tiep'':226 ''tinh'':215,386,421 ''tiên'':102 ''tiếp'':226 ''trao'':71 ''trau'':132 ''tro'':203,281,327,378 ''trong'':173,194,244,375 ''trung'':90 ''truoc'':9,338 ''truong'':88 ''trương'':88 ''trước'':9,338 ''trầu'':132 ''trọ'':203,281,327,378 ''trống'':173 ''trồng'':244,375 ''tu'':28,31,125,142,156,182,212,227,308,345,387,401,413 ''tung'':76,151 ''tuy'':366 ''tuyen'':449 ''tuyền'':449 ''tà'':418 ''tính'':386 ''tăng'':446 ''tư'':345 ''tại'':103,114,184 ''tạm'':119,189 ''tận'':40,277,426 ''tặng'':72 ''tủ'':28,142 ''từ'':31,125,156,227,308,387 ''từng'':76,151 ''tự'':182,212,401,413 ''van'':25,116 ''vang'':220,407 ''vao'':39,276,425 ''ve'':112,241,313,318,324 ''vien'':285,394 ''vinh'':115 ''viên'':285,394 ''vo'':254 ''vui'':272 ''vuon'':180,210,399,411 ''vào'':39,276,425 ''vân'':116 ''võ'':254 ''vườn'':180,210,399,411 ''vẫn'':25 ''vắng'':220,407 ''về'':112,313,318 ''vệ'':241,324 ''vịnh'':115 ''xa'':1,64,104,135,166,205,382 ''xe'':36,111,273,317,422 ''xom'':30,126,144 ''xung'':48 ''xã'':1,64,104,135,166,205,382 ''xóm'':30,126,144 ''đi'':219,406 ''đoàn'':284,393 ''đây'':291 ''đã'':94,390 ''đò'':93 ''đông'':271,310 ''được'':145 ''đại'':105 ''đảo'':22,228 ''đất'':172 ''đầu'':101 ''đến'':34,53,97,129,159,231 ''đỗ'':80 ''đội'':47,351 ''đợi'':251');
INSERT INTO public.search VALUES (126302000194256897, '''1'':30 ''10'':175 ''12'':70 ''17'':99 ''19'':84 ''199'':147 ''2'':66 ''2003'':178 ''2022'':228 ''311'':273 ''47'':250 ''5'':100,144,269,280 ''54'':197 ''7'':193 ''74'':79 ''75'':72 ''78'':152 ''782'':180 ''8'':69 ''9'':272 ''950'':219 ''ai'':15,95,116 ''an'':61,137,206,230 ''bach'':286 ''ban'':106 ''bang'':192 ''bao'':108,190,246,264 ''bat'':39 ''ben'':9 ''bi'':96,148,166 ''boc'':285 ''bàn'':106 ''báo'':108,190,246,264 ''bạch'':286 ''bắt'':39 ''bằng'':192 ''bến'':9 ''bị'':96,148,166 ''bộc'':285 ''ca'':47,54,130,213 ''cach'':82 ''can'':149 ''canh'':107,189,245,263 ''cao'':134,224 ''cap'':12 ''cau'':10 ''cham'':174 ''chang'':114 ''chia'':35 ''chiec'':17 ''chiếc'':17 ''chung'':268,293 ''chúng'':293 ''chậm'':174 ''chẳng'':114 ''chừng'':268 ''co'':218 ''cong'':60,136 ''cu'':31 ''cung'':210,244,295 ''cuoi'':28,142 ''cuối'':28,142 ''cào'':134 ''cách'':82 ''có'':218 ''công'':60,136 ''cũng'':210,244,295 ''cả'':47,54,130,213 ''cảnh'':107,189,245,263 ''cầu'':10 ''cập'':12 ''cụ'':31 ''da'':11,50,105 ''dai'':123 ''dang'':32,282 ''dao'':93 ''dat'':58,173 ''day'':83 ''deo'':46 ''di'':296 ''dien'':22,242 ''dinh'':283 ''diên'':22,242 ''do'':2,184 ''doi'':115 ''dong'':74,195,221 ''du'':278 ''duc'':200 ''dung'':65,127,212 ''duoc'':186,235,248 ''dự'':278 ''em'':1 ''gan'':20,103,146,179 ''gia'':133,185 ''giam'':196 ''gio'':67 ''giu'':89 ''giua'':41,117 ''giã'':133 ''giả'':185 ''giảm'':196 ''giờ'':67 ''giữ'':89 ''giữa'':41,117 ''go'':104,125,275 ''gon'':205,288 ''gu'':120 ''gò'':104 ''gần'':20,103,146,179 ''gọn'':205,288 ''gỗ'':125,275 ''gụ'':120 ''ha'':199 ''hai'':37,167,216 ''hay'':208 ''hien'':217 ''hiện'':217 ''ho'':160 ''hoang'':158 ''hoi'':86,177 ''hom'':85 ''hon'':53,77,129,150,277 ''hop'':182 ''hoàng'':158 ''hui'':257 ''huu'':3,33 ''hà'':199 ''hôm'':85 ''hơn'':53,77,129,150,277 ''hại'':167 ''hồ'':160 ''hồi'':177 ''hội'':86 ''hợp'':182 ''hụi'':257 ''hữu'':3,33 ''it'':14 ''khien'':164 ''khiến'':164 ''khoa'':4 ''khong'':94,236 ''khu'':231 ''khuc'':274 ''khuya'':289 ''không'':94,236 ''khúc'':274 ''kiem'':101,187,261 ''kiểm'':101,187,261 ''la'':71,111,145,234,271 ''lac'':23,163,243 ''lai'':24 ''lam'':102,188,298 ''lan'':57,172 ''lanh'':124 ''lau'':126 ''loi'':254 ''lua'':92 ''luat'':128 ''luật'':128 ''là'':71,145,234,271 ''lá'':111 ''lâm'':102,188,298 ''lãnh'':124 ''lạc'':23,163,243 ''lại'':24 ''lấn'':57,172 ''lậu'':126 ''lối'':254 ''lừa'':92 ''ma'':48,59,113,135,259 ''mà'':59,113,135,259 ''nam'':227 ''nang'':209 ''nao'':239,292 ''nga'':215 ''ngan'':204,287 ''ngay'':176 ''nghiem'':25 ''nghiêm'':25 ''ngo'':16 ''ngoai'':112 ''ngot'':249 ''ngoại'':112 ''nguoi'':165 ''nguyet'':159 ''nguyệt'':159 ''ngày'':176 ''ngã'':215 ''ngót'':249 ''người'':165 ''ngắn'':204,287 ''ngờ'':16 ''nha'':38 ''nhan'':91,203,284 ''nhat'':13,225 ''nhe'':207 ''nhu'':27,240 ''nhà'':38 ''nhân'':284 ''như'':27,240 ''nhất'':225 ''nhận'':203 ''nhật'':13 ''nhắn'':91 ''nhẹ'':207 ''ninh'':43 ''noi'':238 ''nào'':239,292 ''năm'':227 ''nơi'':238 ''nặng'':209 ''ong'':156,198 ''phai'':211,237 ''phan'':80,153 ''phat'':140,169 ''phuoc'':44 ''phước'':44 ''phạt'':140,169 ''phải'':211,237 ''phần'':80,153 ''ranh'':6 ''ray'':7 ''rieng'':255 ''riêng'':255 ''roi'':19 ''rơi'':19 ''rẫy'':7 ''sang'':98 ''sat'':262 ''sau'':291 ''se'':36 ''section=phapluat'' ''so'':55,131,161,183,256 ''sáng'':98 ''sát'':262 ''sáu'':291 ''sơ'':161 ''sẻ'':36 ''số'':55,131,256 ''sổ'':183 ''ta'':119 ''tai'':8 ''tang'':75,222 ''tau'':132 ''tay'':40 ''tet'':267 ''tham'':87 ''thang'':29,143 ''thap'':276 ''that'':162 ''thay'':281 ''theo'':155,253 ''thon'':118,214 ''thu'':88,290 ''thua'':202 ''thuoc'':110 ''thuong'':97 ''thuốc'':110 ''tháng'':29,143 ''thôn'':118,214 ''thương'':97 ''thấp'':276 ''thất'':162 ''thầy'':281 ''thẩm'':87 ''thứ'':290 ''thừa'':202 ''tim'':64 ''tin'':90,233 ''tinh'':51,279 ''toa'':229 ''toi'':294 ''toà'':229 ''tram'':81,154 ''trieu'':73,220 ''triệu'':73,220 ''trong'':26 ''trua'':68 ''truoc'':78,151,266 ''truong'':157,181 ''truy'':63 ''trăm'':81,154 ''trưa'':68 ''trương'':157 ''trước'':78,151,266 ''trường'':181 ''trọng'':26 ''tu'':226 ''tuan'':270 ''tuy'':49 ''tuyen'':34,139,168 ''tuyên'':139,168 ''tuyền'':34 ''tuý'':49 ''tuần'':270 ''ty'':194 ''tà'':119 ''tàu'':132 ''tìm'':64 ''tính'':279 ''tôi'':294 ''tại'':8 ''tết'':267 ''từ'':226 ''tỷ'':194 ''v'':297 ''va'':5,45,121 ''vat'':76,223 ''ve'':109,191,247,265 ''vi'':18,52 ''viec'':252 ''vien'':260 ''việc'':252 ''viện'':260 ''vo'':258 ''vu'':56,141,170,171,251 ''vuc'':232 ''và'':5,45,121 ''ví'':18 ''vật'':76,223 ''về'':109,191,247,265 ''vỡ'':258 ''vụ'':56,141,170,171,251 ''vực'':232 ''xa'':21,42,62,122,138,241 ''xã'':21,42,62,122,138,241 ''yen'':201 ''yến'':201 ''án'':206,230 ''ít'':14 ''ông'':156,198 ''đi'':296 ''đá'':11,50,105 ''đây'':83 ''đèo'':46 ''đình'':283 ''đúng'':65,127,212 ''được'':186,235,248 ''đại'':123 ''đảo'':93 ''đất'':58,173 ''đặng'':32,282 ''đỏ'':184 ''đồng'':74,195,221 ''đỗ'':2 ''đợi'':115 ''đức'':200');


--
-- Data for Name: sections; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: articles_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.articles_id_seq', 4, true);


--
-- Name: runs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.runs_id_seq', 1, false);


--
-- Name: schema_version_version_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.schema_version_version_seq', 1, false);


--
-- Name: articles articles_newspaper_article_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_newspaper_article_id_key UNIQUE (newspaper, article_id);


--
-- Name: articles articles_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);


--
-- Name: fingerprint_keys fingerprint_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fingerprint_keys
    ADD CONSTRAINT fingerprint_keys_pkey PRIMARY KEY (key, article);


--
-- Name: fingerprints fingerprints_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fingerprints
    ADD CONSTRAINT fingerprints_pkey PRIMARY KEY (article);


--
-- Name: frontier frontier_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.frontier
    ADD CONSTRAINT frontier_pkey PRIMARY KEY (newspaper, article_id);


--
-- Name: images images_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_pkey PRIMARY KEY (article, "position");


--
-- Name: links links_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (newspaper, article_id, url, section);


--
-- Name: pace pace_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pace
    ADD CONSTRAINT pace_pkey PRIMARY KEY (newspaper, second);


--
-- Name: pages pages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_pkey PRIMARY KEY (article, revision);


--
-- Name: quotas quotas_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quotas
    ADD CONSTRAINT quotas_pkey PRIMARY KEY (newspaper, window_s);


--
-- Name: revisions revisions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (article, revision);


--
-- Name: runs runs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);


--
-- Name: schema_version schema_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);


--
-- Name: search search_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search
    ADD CONSTRAINT search_pkey PRIMARY KEY (key);


--
-- Name: sections sections_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sections
    ADD CONSTRAINT sections_pkey PRIMARY KEY (newspaper, path);


--
-- Name: articles_by_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_by_day ON public.articles USING btree (published_at, id, duplicate_of);


--
-- Name: articles_by_original; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_by_original ON public.articles USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL);


--
-- Name: articles_by_publication; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_by_publication ON public.articles USING btree (newspaper, published_at);


--
-- Name: articles_by_section; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_by_section ON public.articles USING btree (newspaper, section, published_at, id, subsection, duplicate_of);


--
-- Name: articles_gone; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_gone ON public.articles USING btree (gone_at) WHERE (gone_at IS NOT NULL);


--
-- Name: frontier_by_turn; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX frontier_by_turn ON public.frontier USING btree (newspaper, state, rank, published DESC, next_try_at, article_id) WHERE (state = 'pending'::text);


--
-- Name: frontier_failed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX frontier_failed ON public.frontier USING btree (newspaper) WHERE (state = 'failed'::text);


--
-- Name: frontier_to_recheck; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX frontier_to_recheck ON public.frontier USING btree (newspaper, next_try_at, article_id) WHERE ((state = 'stored'::text) AND (next_try_at IS NOT NULL));


--
-- Name: revisions_by_moment; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX revisions_by_moment ON public.revisions USING btree (seen_at);


--
-- Name: runs_by_start; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX runs_by_start ON public.runs USING btree (newspaper, started_at);


--
-- Name: search_by_word; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX search_by_word ON public.search USING gin (words);


--
-- Name: articles articles_duplicate_of_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES public.articles(id);


--
-- Name: images images_article_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);


--
-- Name: pages pages_article_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);


--
-- Name: revisions revisions_article_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);


--
-- PostgreSQL database dump complete
--


