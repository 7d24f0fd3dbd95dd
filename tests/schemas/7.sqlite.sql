CREATE TABLE articles (
	id INTEGER NOT NULL, 
	newspaper TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	section TEXT NOT NULL, 
	subsection TEXT, 
	language TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kicker TEXT, 
	lead TEXT, 
	body TEXT NOT NULL, 
	author TEXT, 
	published_at TEXT, 
	published_precision TEXT, 
	published_raw TEXT, 
	tags JSON NOT NULL, 
	content_hash TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	duplicate_of INTEGER, 
	duplicate_kind TEXT, 
	sources JSON NOT NULL, 
	first_seen_at TEXT NOT NULL, 
	fetched_at TEXT NOT NULL, 
	gone_at TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (newspaper, article_id), 
	CONSTRAINT precision_known CHECK (published_precision IN ('minute', 'day')), 
	CONSTRAINT duplicate_kind_known CHECK (duplicate_kind IN ('exact', 'near')), 
	CONSTRAINT duplicate_has_kind CHECK ((duplicate_of IS NULL) = (duplicate_kind IS NULL)), 
	FOREIGN KEY(duplicate_of) REFERENCES articles (id)
);
CREATE INDEX articles_by_original ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX articles_by_section ON articles (newspaper, section, published_at, id, subsection, duplicate_of);
CREATE INDEX articles_gone ON articles (gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX articles_by_publication ON articles (newspaper, published_at);
CREATE INDEX articles_by_day ON articles (published_at, id, duplicate_of);
CREATE TABLE links (
	newspaper TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	section TEXT NOT NULL, 
	PRIMARY KEY (newspaper, article_id, url, section)
);
CREATE TABLE frontier (
	newspaper TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	section TEXT NOT NULL, 
	published TEXT NOT NULL, 
	rank INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_try_at TEXT, 
	last_error TEXT, 
	discovered_at TEXT NOT NULL, 
	listed_title TEXT, 
	etag TEXT, 
	last_modified TEXT, 
	found_by TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (newspaper, article_id), 
	CONSTRAINT state_known CHECK (state IN ('pending', 'stored', 'failed', 'gone'))
);
CREATE INDEX frontier_failed ON frontier (newspaper) WHERE state = 'failed';
CREATE INDEX frontier_by_turn ON frontier (newspaper, state, rank, published DESC, next_try_at, article_id) WHERE state = 'pending';
CREATE INDEX frontier_to_recheck ON frontier (newspaper, next_try_at, article_id) WHERE state = 'stored' AND next_try_at IS NOT NULL;
CREATE TABLE sections (
	newspaper TEXT NOT NULL, 
	path TEXT NOT NULL, 
	title TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	caught_up_at TEXT, 
	pages_done INTEGER NOT NULL, 
	pager TEXT NOT NULL, 
	unchanged_answers INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (newspaper, path), 
	CONSTRAINT pager_known CHECK (pager IN ('open', 'ended', 'trap'))
);
CREATE TABLE quotas (
	newspaper TEXT NOT NULL, 
	window_s INTEGER NOT NULL, 
	requests INTEGER NOT NULL, 
	learned_at TEXT NOT NULL, 
	PRIMARY KEY (newspaper, window_s)
);
CREATE TABLE pace (
	newspaper TEXT NOT NULL, 
	second INTEGER NOT NULL, 
	requests INTEGER NOT NULL, 
	PRIMARY KEY (newspaper, second)
);
CREATE TABLE fingerprints (
	article INTEGER NOT NULL, 
	text_hash BIGINT NOT NULL, 
	signature BLOB NOT NULL, 
	PRIMARY KEY (article)
);
CREATE TABLE fingerprint_keys (
	"key" INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	PRIMARY KEY ("key", article)
)
 WITHOUT ROWID

;
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	newspaper TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	started_at TEXT NOT NULL, 
	finished_at TEXT, 
	outcome TEXT, 
	exit_code INTEGER, 
	stats JSON NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX runs_by_start ON runs (newspaper, started_at);
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	applied_at TEXT NOT NULL, 
	PRIMARY KEY (version)
);
CREATE TABLE images (
	article INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	caption TEXT, 
	path TEXT, 
	sha256 TEXT, 
	PRIMARY KEY (article, position), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE revisions (
	article INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	lead TEXT, 
	body TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	edit TEXT NOT NULL, 
	PRIMARY KEY (article, revision), 
	CONSTRAINT edit_known CHECK (edit IN ('typo', 'rewording', 'addition', 'headline')), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX revisions_by_moment ON revisions (seen_at);
CREATE TABLE pages (
	article INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	start BIGINT NOT NULL, 
	length INTEGER NOT NULL, 
	rules TEXT, 
	PRIMARY KEY (article, revision), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE VIRTUAL TABLE search USING fts5(marked, plain, section, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0');
CREATE VIEW unique_articles AS SELECT * FROM articles WHERE duplicate_of IS NULL;
CREATE VIEW addresses AS
SELECT articles.id AS article, links.url AS url, links.section AS section
FROM links JOIN articles ON articles.newspaper = links.newspaper AND articles.article_id = links.article_id
WHERE links.url <> articles.url OR links.section <> articles.section;
INSERT INTO articles VALUES (1, 'khanhhoa', '8c35ba7', 'https://baokhanhhoa.vn/phap-luat/202511/em-do-huu-khoa-va-ranh-ray-tai-ben-cau-da-8c35ba7/', 'phap-luat', NULL, 'vi', 'Em Đỗ Hữu Khoa và ranh rẫy tại bến Cầu Đá (cập nhật)', NULL, 'Ít ai ngờ chiếc ví rơi gần xã Diên Lạc lại nghiêm trọng như cuối tháng 1. Cụ Đặng Hữu Tuyền chia sẻ: hai nhà bắt tay.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'V.Lâm', '2025-11-29T19:16:00+07:00', 'minute', '19:16, 29/11/2025', '["Dốc Lết", "Ma túy đá", "Luật sư", "Xã Cam Lâm"]', '7e3c34cc3bb3c72c28fb5301c8963c5c37f109fb651cc3958ba373dd666c92d9', 2, 2, 'near', '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO articles VALUES (2, 'khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', NULL, 'vi', 'Giữ áo dài xưa cho phường Hòa Thắng', NULL, 'Ít ai ngờ đàn đá tại thôn Bích Đầm lại ngân vang như mới đây. Chị Huỳnh Phương Oanh dự đoán: bảo tàng xin thêm bản.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'MAI SƠN', '2025-11-29T15:53:00+07:00', 'minute', '15:53, 29/11/2025', '[]', 'f68107f61e9278d9353d23abefa1087027f415d91504cd1fef6e532ccd5fc633', 1, NULL, NULL, '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO articles VALUES (3, 'khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', 'y-te-suc-khoe', 'vi', 'Cấp phát máy siêu âm xách tay ngay giữa thôn Bích Đầm: ca sốt giảm thấy rõ', NULL, '“Tôi chỉ mong vườn thuốc nam đừng thiếu” - câu nói của chị Bùi Xuân Yến thuộc xã Ninh Phước làm nhiều người nhớ chiều 15-4.', 'Chuyện diệt ổ lăng quăng cạnh đầm Nha Phu bắt đầu từ chị Đỗ Đức Dũng, bác sĩ khoa cấp cứu. Bên xã Khánh Sơn, khoa nhi lại khám miễn phí bằng sổ tiêm chủng bằng 4 tỷ đồng; ông Đặng Kim Châu tin là được.

Không phải nơi nào như xã Suối Dầu cũng cấp phát được 486 lượt khám có phần vội. Chuyện đặt lịch cho máy siêu âm xách tay tại xã Ninh Phước bắt đầu từ thầy Võ Phương Thắm, cộng tác viên dân số. Hết 10 tháng, phòng cách ly ở thôn Ngã Hai nhẹ nhàng, hàng ghế chờ vơi dần. Anh Tạ Bảo Vy (sinh năm 1961) từ dốc Lết về, hiến tặng máy siêu âm xách tay cùng 21 khoa nhi.', 'Bích La', '2025-11-29T13:11:00+07:00', 'minute', '13:11, 29/11/2025', '["Năm 2018", "Đội tiêm lưu động", "Khoa nhi", "Lương y"]', 'c575cc0d5acce6de91eab51519090362af308a045f8cfcffa3e6e1b3bb90c0f7', 1, NULL, NULL, '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO articles VALUES (4, 'khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', 'am-thuc', 'vi', 'Xã Ninh Phước: sửa sang hàng phi lao trước mùa cá cơm', NULL, 'Mưa lớn kéo dài, nhưng cựu chiến binh thuộc đảo Bình Ba vẫn dựng lại tủ sách xóm. Từ 24-8 đến nay, xe cứu thương vào tận ngõ.', 'Nếu mưa lớn kéo dài, đội xung kích sẽ chở nước đến chừng 15 phần cơm thay cho con hẻm ngập. Bên xã Khánh Sơn, các hộ dân lại trao tặng con hẻm ngập từng bước một; bà Đỗ Công Hoa thấy nhẹ lòng. Chính em Trương Minh Trung, người lái đò, đã chở nước đến giếng khơi cũ đầu tiên tại xã Đại Lãnh. Hết 10 tháng, chuyến xe về quê tại vịnh Vân Phong còn tạm bợ, mùi hôi bớt hẳn.

Từ xóm Gốc Bàng đến hồ Suối Trầu

Riêng thuộc xã Bắc Ninh Hòa, chừng 20 hộ tủ sách xóm được nhóm thiện nguyện thắp sáng từng bước một, giảm 43%.

Từ 23-2 đến nay, các hộ dân phía bắc xã Cam Lâm thắp sáng bãi đất trống theo lối riêng. Hết 10 tháng, vườn hoa tự quản tại phường Ba Ngòi còn tạm bợ, nước rút nhanh trong 4 giờ. Cụ Kiều Quốc Liễu, chủ khu trọ gần xã Bắc Ninh Hòa, nói: vườn hoa tự quản sạch tinh, còn nhiều nhà đi vắng thì ai cũng muốn làm tiếp.

Từ đảo Bình Ba đến phường Ba Ngòi

Bên phường Hòa Thắng, công nhân vệ sinh lại trồng mới cây cầu gỗ mà chẳng đợi ai; anh Võ Hữu Nga mừng ra mặt. Hết 11 tháng, cây cầu gỗ phía bắc thôn Ngã Hai đông vui, xe cứu thương vào tận ngõ. Số khu trọ nghèo mà đoàn viên thanh niên sửa sang cách đây 23 hôm là hơn 15 hộ, gấp 9 lần.

Anh Châu Công Hoa (sinh năm 1942) từ phường Đông Ninh Hòa về, dựng lại chuyến xe về quê cùng 24 công nhân vệ sinh. Khu trọ nghèo nào chắc chắn thì các hộ dân sửa sang trước, phần còn lại chờ hôm thứ Tư. Nếu cống cũ nghẹt, bộ đội biên phòng sẽ sửa sang chừng 27 phần cơm thay cho con hẻm ngập.

Tuy thế, mưa lớn kéo dài; cựu chiến binh trồng mới khu trọ nghèo phía bắc xã Bắc Ninh Hòa.

Tính từ 22-1, đã 26 lần đoàn viên thanh niên dọn sạch vườn hoa tự quản mà nhiều nhà đi vắng. Hết 3 tháng, vườn hoa tự quản phía nam thôn Tà Gụ sạch tinh, xe cứu thương vào tận ngõ. Số mái nhà dột mà các hộ dân sửa sang 20 ngày qua là chừng 21 suất quà, tăng 12%.', 'H.Tuyền', '2025-11-29T10:11:00+07:00', 'minute', '10:11, 29/11/2025', '[]', '8bce448de0e378687d5fffe81947ac9f31aa12e99d95a15dee6667cac795fbad', 1, NULL, NULL, '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO frontier VALUES ('khanhhoa', '8c35ba7', 'https://baokhanhhoa.vn/phap-luat/202511/em-do-huu-khoa-va-ranh-ray-tai-ben-cau-da-8c35ba7/', 'phap-luat', '202511', 1, 'stored', 0, '2025-12-06T12:16:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL, 'list');
INSERT INTO frontier VALUES ('khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', '202511', 1, 'stored', 0, '2025-12-06T08:53:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL, 'list');
INSERT INTO frontier VALUES ('khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', '202511', 1, 'stored', 0, '2025-12-06T06:11:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL, 'list');
INSERT INTO frontier VALUES ('khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', '202511', 1, 'stored', 0, '2025-12-06T03:11:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL, 'list');
INSERT INTO fingerprints VALUES (1, -6943091341343704925, X'B08BA10DF78C01F8E0A1D4A30602F9D0457ACFACD6D4E88F62EA32C6B27C1C6FBF067414523C2A48EB49E6A6A983715C');
INSERT INTO fingerprints VALUES (2, 4231227334874329205, X'B08BA10DF78C01F8B2C7D4A30602F9D0457ACFACD6D4E88F62EA8DE3B27C1C6FBF067414523C2A48EB49E6A6A983715C');
INSERT INTO fingerprints VALUES (3, -1808504983269179520, X'B48A218F3D10A0D7B75A8E16434B46B95EEC403E1446ED44AE7D418E6589E946CD00D5B3AE81A80461E7C4FCDCC52B04');
INSERT INTO fingerprints VALUES (4, -6243252682968451396, X'0CC92D122B67330F65CF168897604E3F5611DBC9C5E0D74458025514281043AFB64737B9A273BC4AA9BA85C69BCEAF1B');
INSERT INTO fingerprint_keys VALUES (-2074389458, 4);
INSERT INTO fingerprint_keys VALUES (-1976234997, 1);
INSERT INTO fingerprint_keys VALUES (-1976234997, 2);
INSERT INTO fingerprint_keys VALUES (-1864753873, 3);
INSERT INTO fingerprint_keys VALUES (-1484763255, 4);
INSERT INTO fingerprint_keys VALUES (-1384552656, 1);
INSERT INTO fingerprint_keys VALUES (-1327224416, 4);
INSERT INTO fingerprint_keys VALUES (-1188226151, 3);
INSERT INTO fingerprint_keys VALUES (-934531145, 1);
INSERT INTO fingerprint_keys VALUES (-934531145, 2);
INSERT INTO fingerprint_keys VALUES (-890502176, 4);
INSERT INTO fingerprint_keys VALUES (-756708583, 1);
INSERT INTO fingerprint_keys VALUES (-729142746, 4);
INSERT INTO fingerprint_keys VALUES (-617533040, 1);
INSERT INTO fingerprint_keys VALUES (-617533040, 2);
INSERT INTO fingerprint_keys VALUES (-477564203, 1);
INSERT INTO fingerprint_keys VALUES (-477564203, 2);
INSERT INTO fingerprint_keys VALUES (-295815611, 1);
INSERT INTO fingerprint_keys VALUES (-295815611, 2);
INSERT INTO fingerprint_keys VALUES (-199518957, 2);
INSERT INTO fingerprint_keys VALUES (-97783842, 3);
INSERT INTO fingerprint_keys VALUES (14952732, 1);
INSERT INTO fingerprint_keys VALUES (14952732, 2);
INSERT INTO fingerprint_keys VALUES (19274436, 3);
INSERT INTO fingerprint_keys VALUES (107533865, 3);
INSERT INTO fingerprint_keys VALUES (408965763, 3);
INSERT INTO fingerprint_keys VALUES (458241217, 4);
INSERT INTO fingerprint_keys VALUES (560821352, 3);
INSERT INTO fingerprint_keys VALUES (600522321, 4);
INSERT INTO fingerprint_keys VALUES (688284706, 4);
INSERT INTO fingerprint_keys VALUES (763935833, 3);
INSERT INTO fingerprint_keys VALUES (819709876, 1);
INSERT INTO fingerprint_keys VALUES (819709876, 2);
INSERT INTO fingerprint_keys VALUES (854688000, 1);
INSERT INTO fingerprint_keys VALUES (854688000, 2);
INSERT INTO fingerprint_keys VALUES (1001631863, 4);
INSERT INTO fingerprint_keys VALUES (1135346081, 3);
INSERT INTO fingerprint_keys VALUES (1250230128, 1);
INSERT INTO fingerprint_keys VALUES (1260002288, 4);
INSERT INTO fingerprint_keys VALUES (1383993771, 3);
INSERT INTO fingerprint_keys VALUES (1512362394, 1);
INSERT INTO fingerprint_keys VALUES (1512362394, 2);
INSERT INTO fingerprint_keys VALUES (1542436513, 2);
INSERT INTO fingerprint_keys VALUES (1660012242, 1);
INSERT INTO fingerprint_keys VALUES (1660012242, 2);
INSERT INTO fingerprint_keys VALUES (1844784452, 4);
INSERT INTO fingerprint_keys VALUES (1959147749, 3);
INSERT INTO fingerprint_keys VALUES (1990186884, 4);
INSERT INTO fingerprint_keys VALUES (1998881756, 2);
INSERT INTO fingerprint_keys VALUES (2012431108, 4);
INSERT INTO fingerprint_keys VALUES (2084018675, 3);
INSERT INTO fingerprint_keys VALUES (2101820245, 3);
INSERT INTO schema_version VALUES (7, '2026-11-25T16:12:08+00:00');
INSERT INTO images VALUES (1, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p818591_20251129191605.jpg', 'Ngót 12 triệu đồng tang vật ngay giữa thôn Tà Gụ. Ảnh: THÁI HIỀN', NULL, NULL);
INSERT INTO images VALUES (1, 2, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p581617_20251129191629.jpg', NULL, NULL, NULL);
INSERT INTO images VALUES (1, 3, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p806429_20251129191613.jpg', 'Cô Hồ Phương Lộc bên chiếc ví rơi.', NULL, NULL);
INSERT INTO images VALUES (2, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p530581_20251129155351.jpg', 'Từ trái sang: bà Lý Hoàng Dũng, em Phạm Bảo Lộc.', NULL, NULL);
INSERT INTO images VALUES (2, 2, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p359579_20251129155301.jpg', 'Một góc thôn Sông Cạn sáng 20-11.', NULL, NULL);
INSERT INTO images VALUES (2, 3, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p857979_20251129155358.jpg', '78 lượt xem phía bắc hồ Suối Trầu. Ảnh: H.Hoa', NULL, NULL);
INSERT INTO images VALUES (3, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p127597_20251129131131.jpg', NULL, NULL, NULL);
INSERT INTO images VALUES (4, 1, 'https://baokhanhhoa.vn/file/e7837c02857c8ca30185a8c39b582c03/112025/p358330_20251127104141.jpg', 'Chừng 6 bao rác cạnh cù lao Hòn Lớn. Ảnh: T.Hạnh', NULL, NULL);
INSERT INTO revisions VALUES (1, 1, 'Em Đỗ Hữu Khoa và ranh rẫy tại bến Cầu Đá', 'Ít ai ngờ chiếc ví rơi gần xã Diên Lạc lại nghiêm trọng như cuối tháng 1. Cụ Đặng Hữu Tuyền chia sẻ: hai nhà bắt tay.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'cb35bdd7fea3d20e9c058cd9bb0ae308281595485eedb938668ed518589244b4', '2025-11-30T21:00:00+00:00', 'headline');
INSERT INTO search (rowid, marked, plain, section) VALUES (126302000194256897, 'em đỗ hữu khoa và ranh rẫy tại bến cầu đá cập nhật ít ai ngờ chiếc ví rơi gần xã diên lạc lại nghiêm trọng như cuối tháng 1 cụ đặng hữu tuyền chia sẻ hai nhà bắt tay giữa xã ninh phước và đèo cả ma tuý đá tinh vi hơn cả số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8 12 là 75 triệu đồng tang vật hơn trước 74 phần trăm cách đây 19 hôm hội thẩm thu giữ tin nhắn lừa đảo không ai bị thương sáng 17 5 kiểm lâm gần gò đá bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai giữa thôn tà gụ và xã đại lãnh gỗ lậu đúng luật hơn cả số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can hơn trước 78 phần trăm theo ông trương hoàng nguyệt hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày hồi 2003 gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng giảm 54 ông hà đức yến thừa nhận ngắn gọn án nhẹ hay nặng cũng phải đúng cả thôn ngã hai hiện có 950 triệu đồng tang vật cao nhất từ năm 2022 toà án khu vực tin là được không phải nơi nào như xã diên lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng số hụi vỡ mà viện kiểm sát cảnh báo về trước tết chừng 5 tuần là 9 311 khúc gỗ thấp hơn dự tính 5 thầy đặng đình nhân bộc bạch ngắn gọn khuya thứ sáu nào chúng tôi cũng đi v lâm', 'em do huu khoa va ranh ray tai ben cau da cap nhat it ai ngo chiec vi roi gan xa dien lac lai nghiem trong nhu cuoi thang 1 cu dang huu tuyen chia se hai nha bat tay giua xa ninh phuoc va deo ca ma tuy da tinh vi hon ca so vu lan dat ma cong an xa truy tim dung 2 gio trua 8 12 la 75 trieu dong tang vat hon truoc 74 phan tram cach day 19 hom hoi tham thu giu tin nhan lua dao khong ai bi thuong sang 17 5 kiem lam gan go da ban canh bao ve thuoc la ngoai ma chang doi ai giua thon ta gu va xa dai lanh go lau dung luat hon ca so tau gia cao ma cong an xa tuyen phat vu cuoi thang 5 la gan 199 bi can hon truoc 78 phan tram theo ong truong hoang nguyet ho so that lac khien nguoi bi hai tuyen phat vu vu lan dat cham 10 ngay hoi 2003 gan 782 truong hop so do gia duoc kiem lam canh bao ve bang 7 ty dong giam 54 ong ha duc yen thua nhan ngan gon an nhe hay nang cung phai dung ca thon nga hai hien co 950 trieu dong tang vat cao nhat tu nam 2022 toa an khu vuc tin la duoc khong phai noi nao nhu xa dien lac cung canh bao ve duoc ngot 47 vu viec theo loi rieng so hui vo ma vien kiem sat canh bao ve truoc tet chung 5 tuan la 9 311 khuc go thap hon du tinh 5 thay dang dinh nhan boc bach ngan gon khuya thu sau nao chung toi cung di v lam', 'phapluat');
INSERT INTO search (rowid, marked, plain, section) VALUES (126301128315895810, 'giữ áo dài xưa cho phường hoà thắng ít ai ngờ đàn đá tại thôn bích đầm lại ngân vang như mới đây chị huỳnh phương oanh dự đoán bảo tàng xin thêm bản giữa xã ninh phước và đèo cả ma tuý đá tinh vi hơn cả số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8 12 là 75 triệu đồng tang vật hơn trước 74 phần trăm cách đây 19 hôm hội thẩm thu giữ tin nhắn lừa đảo không ai bị thương sáng 17 5 kiểm lâm gần gò đá bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai giữa thôn tà gụ và xã đại lãnh gỗ lậu đúng luật hơn cả số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can hơn trước 78 phần trăm theo ông trương hoàng nguyệt hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày hồi 2003 gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng giảm 54 ông hà đức yến thừa nhận ngắn gọn án nhẹ hay nặng cũng phải đúng cả thôn ngã hai hiện có 950 triệu đồng tang vật cao nhất từ năm 2022 toà án khu vực tin là được không phải nơi nào như xã diên lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng số hụi vỡ mà viện kiểm sát cảnh báo về trước tết chừng 5 tuần là 9 311 khúc gỗ thấp hơn dự tính 5 thầy đặng đình nhân bộc bạch ngắn gọn khuya thứ sáu nào chúng tôi cũng đi mai sơn', 'giu ao dai xua cho phuong hoa thang it ai ngo dan da tai thon bich dam lai ngan vang nhu moi day chi huynh phuong oanh du doan bao tang xin them ban giua xa ninh phuoc va deo ca ma tuy da tinh vi hon ca so vu lan dat ma cong an xa truy tim dung 2 gio trua 8 12 la 75 trieu dong tang vat hon truoc 74 phan tram cach day 19 hom hoi tham thu giu tin nhan lua dao khong ai bi thuong sang 17 5 kiem lam gan go da ban canh bao ve thuoc la ngoai ma chang doi ai giua thon ta gu va xa dai lanh go lau dung luat hon ca so tau gia cao ma cong an xa tuyen phat vu cuoi thang 5 la gan 199 bi can hon truoc 78 phan tram theo ong truong hoang nguyet ho so that lac khien nguoi bi hai tuyen phat vu vu lan dat cham 10 ngay hoi 2003 gan 782 truong hop so do gia duoc kiem lam canh bao ve bang 7 ty dong giam 54 ong ha duc yen thua nhan ngan gon an nhe hay nang cung phai dung ca thon nga hai hien co 950 trieu dong tang vat cao nhat tu nam 2022 toa an khu vuc tin la duoc khong phai noi nao nhu xa dien lac cung canh bao ve duoc ngot 47 vu viec theo loi rieng so hui vo ma vien kiem sat canh bao ve truoc tet chung 5 tuan la 9 311 khuc go thap hon du tinh 5 thay dang dinh nhan boc bach ngan gon khuya thu sau nao chung toi cung di mai son', 'khanhhoa350nam');
INSERT INTO search (rowid, marked, plain, section) VALUES (126300432531193859, 'cấp phát máy siêu âm xách tay ngay giữa thôn bích đầm ca sốt giảm thấy rõ tôi chỉ mong vườn thuốc nam đừng thiếu câu nói của chị bùi xuân yến thuộc xã ninh phước làm nhiều người nhớ chiều 15 4 chuyện diệt ổ lăng quăng cạnh đầm nha phu bắt đầu từ chị đỗ đức dũng bác sĩ khoa cấp cứu bên xã khánh sơn khoa nhi lại khám miễn phí bằng sổ tiêm chủng bằng 4 tỷ đồng ông đặng kim châu tin là được không phải nơi nào như xã suối dầu cũng cấp phát được 486 lượt khám có phần vội chuyện đặt lịch cho máy siêu âm xách tay tại xã ninh phước bắt đầu từ thầy võ phương thắm cộng tác viên dân số hết 10 tháng phòng cách ly ở thôn ngã hai nhẹ nhàng hàng ghế chờ vơi dần anh tạ bảo vy sinh năm 1961 từ dốc lết về hiến tặng máy siêu âm xách tay cùng 21 khoa nhi bích la', 'cap phat may sieu am xach tay ngay giua thon bich dam ca sot giam thay ro toi chi mong vuon thuoc nam dung thieu cau noi cua chi bui xuan yen thuoc xa ninh phuoc lam nhieu nguoi nho chieu 15 4 chuyen diet o lang quang canh dam nha phu bat dau tu chi do duc dung bac si khoa cap cuu ben xa khanh son khoa nhi lai kham mien phi bang so tiem chung bang 4 ty dong ong dang kim chau tin la duoc khong phai noi nao nhu xa suoi dau cung cap phat duoc 486 luot kham co phan voi chuyen dat lich cho may sieu am xach tay tai xa ninh phuoc bat dau tu thay vo phuong tham cong tac vien dan so het 10 thang phong cach ly o thon nga hai nhe nhang hang ghe cho voi dan anh ta bao vy sinh nam 1961 tu doc let ve hien tang may sieu am xach tay cung 21 khoa nhi bich la', 'xahoi xahoi0ytesuckhoe');
INSERT INTO search (rowid, marked, plain, section) VALUES (126299659437080580, 'xã ninh phước sửa sang hàng phi lao trước mùa cá cơm mưa lớn kéo dài nhưng cựu chiến binh thuộc đảo bình ba vẫn dựng lại tủ sách xóm từ 24 8 đến nay xe cứu thương vào tận ngõ nếu mưa lớn kéo dài đội xung kích sẽ chở nước đến chừng 15 phần cơm thay cho con hẻm ngập bên xã khánh sơn các hộ dân lại trao tặng con hẻm ngập từng bước một bà đỗ công hoa thấy nhẹ lòng chính em trương minh trung người lái đò đã chở nước đến giếng khơi cũ đầu tiên tại xã đại lãnh hết 10 tháng chuyến xe về quê tại vịnh vân phong còn tạm bợ mùi hôi bớt hẳn từ xóm gốc bàng đến hồ suối trầu riêng thuộc xã bắc ninh hoà chừng 20 hộ tủ sách xóm được nhóm thiện nguyện thắp sáng từng bước một giảm 43 từ 23 2 đến nay các hộ dân phía bắc xã cam lâm thắp sáng bãi đất trống theo lối riêng hết 10 tháng vườn hoa tự quản tại phường ba ngòi còn tạm bợ nước rút nhanh trong 4 giờ cụ kiều quốc liễu chủ khu trọ gần xã bắc ninh hoà nói vườn hoa tự quản sạch tinh còn nhiều nhà đi vắng thì ai cũng muốn làm tiếp từ đảo bình ba đến phường ba ngòi bên phường hoà thắng công nhân vệ sinh lại trồng mới cây cầu gỗ mà chẳng đợi ai anh võ hữu nga mừng ra mặt hết 11 tháng cây cầu gỗ phía bắc thôn ngã hai đông vui xe cứu thương vào tận ngõ số khu trọ nghèo mà đoàn viên thanh niên sửa sang cách đây 23 hôm là hơn 15 hộ gấp 9 lần anh châu công hoa sinh năm 1942 từ phường đông ninh hoà về dựng lại chuyến xe về quê cùng 24 công nhân vệ sinh khu trọ nghèo nào chắc chắn thì các hộ dân sửa sang trước phần còn lại chờ hôm thứ tư nếu cống cũ nghẹt bộ đội biên phòng sẽ sửa sang chừng 27 phần cơm thay cho con hẻm ngập tuy thế mưa lớn kéo dài cựu chiến binh trồng mới khu trọ nghèo phía bắc xã bắc ninh hoà tính từ 22 1 đã 26 lần đoàn viên thanh niên dọn sạch vườn hoa tự quản mà nhiều nhà đi vắng hết 3 tháng vườn hoa tự quản phía nam thôn tà gụ sạch tinh xe cứu thương vào tận ngõ số mái nhà dột mà các hộ dân sửa sang 20 ngày qua là chừng 21 suất quà tăng 12 h tuyền', 'xa ninh phuoc sua sang hang phi lao truoc mua ca com mua lon keo dai nhung cuu chien binh thuoc dao binh ba van dung lai tu sach xom tu 24 8 den nay xe cuu thuong vao tan ngo neu mua lon keo dai doi xung kich se cho nuoc den chung 15 phan com thay cho con hem ngap ben xa khanh son cac ho dan lai trao tang con hem ngap tung buoc mot ba do cong hoa thay nhe long chinh em truong minh trung nguoi lai do da cho nuoc den gieng khoi cu dau tien tai xa dai lanh het 10 thang chuyen xe ve que tai vinh van phong con tam bo mui hoi bot han tu xom goc bang den ho suoi trau rieng thuoc xa bac ninh hoa chung 20 ho tu sach xom duoc nhom thien nguyen thap sang tung buoc mot giam 43 tu 23 2 den nay cac ho dan phia bac xa cam lam thap sang bai dat trong theo loi rieng het 10 thang vuon hoa tu quan tai phuong ba ngoi con tam bo nuoc rut nhanh trong 4 gio cu kieu quoc lieu chu khu tro gan xa bac ninh hoa noi vuon hoa tu quan sach tinh con nhieu nha di vang thi ai cung muon lam tiep tu dao binh ba den phuong ba ngoi ben phuong hoa thang cong nhan ve sinh lai trong moi cay cau go ma chang doi ai anh vo huu nga mung ra mat het 11 thang cay cau go phia bac thon nga hai dong vui xe cuu thuong vao tan ngo so khu tro ngheo ma doan vien thanh nien sua sang cach day 23 hom la hon 15 ho gap 9 lan anh chau cong hoa sinh nam 1942 tu phuong dong ninh hoa ve dung lai chuyen xe ve que cung 24 cong nhan ve sinh khu tro ngheo nao chac chan thi cac ho dan sua sang truoc phan con lai cho hom thu tu neu cong cu nghet bo doi bien phong se sua sang chung 27 phan com thay cho con hem ngap tuy the mua lon keo dai cuu chien binh trong moi khu tro ngheo phia bac xa bac ninh hoa tinh tu 22 1 da 26 lan doan vien thanh nien don sach vuon hoa tu quan ma nhieu nha di vang het 3 thang vuon hoa tu quan phia nam thon ta gu sach tinh xe cuu thuong vao tan ngo so mai nha dot ma cac ho dan sua sang 20 ngay qua la chung 21 suat qua tang 12 h tuyen', 'doisong doisong0amthuc');
