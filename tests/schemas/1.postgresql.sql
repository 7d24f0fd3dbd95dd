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

INSERT INTO public.frontier VALUES ('khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', '202511', 1, 'stored', 0, '2025-12-06 08:53:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL);
INSERT INTO public.frontier VALUES ('khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', '202511', 1, 'stored', 0, '2025-12-06 06:11:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL);
INSERT INTO public.frontier VALUES ('khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', '202511', 1, 'stored', 0, '2025-12-06 03:11:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL);
INSERT INTO public.frontier VALUES ('khanhhoa', '8c35ba7', 'https://baokhanhhoa.vn/phap-luat/202511/em-do-huu-khoa-va-ranh-ray-tai-ben-cau-da-8c35ba7/', 'phap-luat', '202511', 1, 'stored', 0, '2025-12-06 12:16:00+00', NULL, '2025-11-30 21:00:00+00', NULL, NULL, NULL);


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

INSERT INTO public.schema_version VALUES (1, '2026-11-22 14:19:06+00');


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
-- Name: sections sections_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sections
    ADD CONSTRAINT sections_pkey PRIMARY KEY (newspaper, path);


--
-- Name: articles_by_original; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_by_original ON public.articles USING btree (duplicate_of);


--
-- Name: articles_by_publication; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_by_publication ON public.articles USING btree (newspaper, published_at);


--
-- Name: frontier_by_turn; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX frontier_by_turn ON public.frontier USING btree (newspaper, state, rank, published DESC, next_try_at) WHERE (state = 'pending'::text);


--
-- Name: frontier_failed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX frontier_failed ON public.frontier USING btree (newspaper) WHERE (state = 'failed'::text);


--
-- Name: frontier_to_recheck; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX frontier_to_recheck ON public.frontier USING btree (newspaper, next_try_at) WHERE ((state = 'stored'::text) AND (next_try_at IS NOT NULL));


--
-- Name: runs_by_start; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX runs_by_start ON public.runs USING btree (newspaper, started_at);


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
-- Name: revisions revisions_article_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);


--
-- PostgreSQL database dump complete
--


