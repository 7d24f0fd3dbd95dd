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
CREATE INDEX articles_by_original ON articles (duplicate_of);
CREATE INDEX articles_by_publication ON articles (newspaper, published_at);
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
	PRIMARY KEY (newspaper, article_id), 
	CONSTRAINT state_known CHECK (state IN ('pending', 'stored', 'failed', 'gone'))
);
CREATE INDEX frontier_by_turn ON frontier (newspaper, state, rank, published DESC, next_try_at) WHERE state = 'pending';
CREATE INDEX frontier_failed ON frontier (newspaper) WHERE state = 'failed';
CREATE INDEX frontier_to_recheck ON frontier (newspaper, next_try_at) WHERE state = 'stored' AND next_try_at IS NOT NULL;
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

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'V.Lâm', '2025-11-29T19:16:00+07:00', 'minute', '19:16, 29/11/2025', '["D\u1ed1c L\u1ebft", "Ma t\u00fay \u0111\u00e1", "Lu\u1eadt s\u01b0", "X\u00e3 Cam L\u00e2m"]', '7e3c34cc3bb3c72c28fb5301c8963c5c37f109fb651cc3958ba373dd666c92d9', 2, 2, 'near', '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO articles VALUES (2, 'khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', NULL, 'vi', 'Giữ áo dài xưa cho phường Hòa Thắng', NULL, 'Ít ai ngờ đàn đá tại thôn Bích Đầm lại ngân vang như mới đây. Chị Huỳnh Phương Oanh dự đoán: bảo tàng xin thêm bản.', 'Giữa xã Ninh Phước và đèo Cả, ma túy đá tinh vi hơn cả. Số vụ lấn đất mà công an xã truy tìm đúng 2 giờ trưa 8-12 là 75 triệu đồng tang vật, hơn trước 74 phần trăm. Cách đây 19 hôm, hội thẩm thu giữ tin nhắn lừa đảo; không ai bị thương.

Sáng 17-5, kiểm lâm gần gò Đá Bàn cảnh báo về thuốc lá ngoại mà chẳng đợi ai.

Giữa thôn Tà Gụ và xã Đại Lãnh, gỗ lậu đúng luật hơn cả. Số tàu giã cào mà công an xã tuyên phạt vụ cuối tháng 5 là gần 199 bị can, hơn trước 78 phần trăm.

Theo ông Trương Hoàng Nguyệt, hồ sơ thất lạc khiến người bị hại tuyên phạt vụ vụ lấn đất chậm 10 ngày.

Hồi 2003, gần 782 trường hợp sổ đỏ giả được kiểm lâm cảnh báo về bằng 7 tỷ đồng, giảm 54%. Ông Hà Đức Yến thừa nhận ngắn gọn: “Án nhẹ hay nặng cũng phải đúng”. Cả thôn Ngã Hai hiện có 950 triệu đồng tang vật, cao nhất từ năm 2022; tòa án khu vực tin là được. Không phải nơi nào như xã Diên Lạc cũng cảnh báo về được ngót 47 vụ việc theo lối riêng.

Số hụi vỡ mà viện kiểm sát cảnh báo về trước Tết chừng 5 tuần là 9.311 khúc gỗ, thấp hơn dự tính 5%. Thầy Đặng Đình Nhân bộc bạch ngắn gọn: “Khuya thứ Sáu nào chúng tôi cũng đi”.', 'MAI SƠN', '2025-11-29T15:53:00+07:00', 'minute', '15:53, 29/11/2025', '[]', 'f68107f61e9278d9353d23abefa1087027f415d91504cd1fef6e532ccd5fc633', 1, NULL, NULL, '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO articles VALUES (3, 'khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', 'y-te-suc-khoe', 'vi', 'Cấp phát máy siêu âm xách tay ngay giữa thôn Bích Đầm: ca sốt giảm thấy rõ', NULL, '“Tôi chỉ mong vườn thuốc nam đừng thiếu” - câu nói của chị Bùi Xuân Yến thuộc xã Ninh Phước làm nhiều người nhớ chiều 15-4.', 'Chuyện diệt ổ lăng quăng cạnh đầm Nha Phu bắt đầu từ chị Đỗ Đức Dũng, bác sĩ khoa cấp cứu. Bên xã Khánh Sơn, khoa nhi lại khám miễn phí bằng sổ tiêm chủng bằng 4 tỷ đồng; ông Đặng Kim Châu tin là được.

Không phải nơi nào như xã Suối Dầu cũng cấp phát được 486 lượt khám có phần vội. Chuyện đặt lịch cho máy siêu âm xách tay tại xã Ninh Phước bắt đầu từ thầy Võ Phương Thắm, cộng tác viên dân số. Hết 10 tháng, phòng cách ly ở thôn Ngã Hai nhẹ nhàng, hàng ghế chờ vơi dần. Anh Tạ Bảo Vy (sinh năm 1961) từ dốc Lết về, hiến tặng máy siêu âm xách tay cùng 21 khoa nhi.', 'Bích La', '2025-11-29T13:11:00+07:00', 'minute', '13:11, 29/11/2025', '["N\u0103m 2018", "\u0110\u1ed9i ti\u00eam l\u01b0u \u0111\u1ed9ng", "Khoa nhi", "L\u01b0\u01a1ng y"]', 'c575cc0d5acce6de91eab51519090362af308a045f8cfcffa3e6e1b3bb90c0f7', 1, NULL, NULL, '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO articles VALUES (4, 'khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', 'am-thuc', 'vi', 'Xã Ninh Phước: sửa sang hàng phi lao trước mùa cá cơm', NULL, 'Mưa lớn kéo dài, nhưng cựu chiến binh thuộc đảo Bình Ba vẫn dựng lại tủ sách xóm. Từ 24-8 đến nay, xe cứu thương vào tận ngõ.', 'Nếu mưa lớn kéo dài, đội xung kích sẽ chở nước đến chừng 15 phần cơm thay cho con hẻm ngập. Bên xã Khánh Sơn, các hộ dân lại trao tặng con hẻm ngập từng bước một; bà Đỗ Công Hoa thấy nhẹ lòng. Chính em Trương Minh Trung, người lái đò, đã chở nước đến giếng khơi cũ đầu tiên tại xã Đại Lãnh. Hết 10 tháng, chuyến xe về quê tại vịnh Vân Phong còn tạm bợ, mùi hôi bớt hẳn.

Từ xóm Gốc Bàng đến hồ Suối Trầu

Riêng thuộc xã Bắc Ninh Hòa, chừng 20 hộ tủ sách xóm được nhóm thiện nguyện thắp sáng từng bước một, giảm 43%.

Từ 23-2 đến nay, các hộ dân phía bắc xã Cam Lâm thắp sáng bãi đất trống theo lối riêng. Hết 10 tháng, vườn hoa tự quản tại phường Ba Ngòi còn tạm bợ, nước rút nhanh trong 4 giờ. Cụ Kiều Quốc Liễu, chủ khu trọ gần xã Bắc Ninh Hòa, nói: vườn hoa tự quản sạch tinh, còn nhiều nhà đi vắng thì ai cũng muốn làm tiếp.

Từ đảo Bình Ba đến phường Ba Ngòi

Bên phường Hòa Thắng, công nhân vệ sinh lại trồng mới cây cầu gỗ mà chẳng đợi ai; anh Võ Hữu Nga mừng ra mặt. Hết 11 tháng, cây cầu gỗ phía bắc thôn Ngã Hai đông vui, xe cứu thương vào tận ngõ. Số khu trọ nghèo mà đoàn viên thanh niên sửa sang cách đây 23 hôm là hơn 15 hộ, gấp 9 lần.

Anh Châu Công Hoa (sinh năm 1942) từ phường Đông Ninh Hòa về, dựng lại chuyến xe về quê cùng 24 công nhân vệ sinh. Khu trọ nghèo nào chắc chắn thì các hộ dân sửa sang trước, phần còn lại chờ hôm thứ Tư. Nếu cống cũ nghẹt, bộ đội biên phòng sẽ sửa sang chừng 27 phần cơm thay cho con hẻm ngập.

Tuy thế, mưa lớn kéo dài; cựu chiến binh trồng mới khu trọ nghèo phía bắc xã Bắc Ninh Hòa.

Tính từ 22-1, đã 26 lần đoàn viên thanh niên dọn sạch vườn hoa tự quản mà nhiều nhà đi vắng. Hết 3 tháng, vườn hoa tự quản phía nam thôn Tà Gụ sạch tinh, xe cứu thương vào tận ngõ. Số mái nhà dột mà các hộ dân sửa sang 20 ngày qua là chừng 21 suất quà, tăng 12%.', 'H.Tuyền', '2025-11-29T10:11:00+07:00', 'minute', '10:11, 29/11/2025', '[]', '8bce448de0e378687d5fffe81947ac9f31aa12e99d95a15dee6667cac795fbad', 1, NULL, NULL, '{}', '2025-11-30T21:00:00+00:00', '2025-11-30T21:00:00+00:00', NULL);
INSERT INTO frontier VALUES ('khanhhoa', '8c35ba7', 'https://baokhanhhoa.vn/phap-luat/202511/em-do-huu-khoa-va-ranh-ray-tai-ben-cau-da-8c35ba7/', 'phap-luat', '202511', 1, 'stored', 0, '2025-12-06T12:16:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL);
INSERT INTO frontier VALUES ('khanhhoa', '8451dd9', 'https://baokhanhhoa.vn/khanh-hoa-350-nam/202511/giu-ao-dai-xua-cho-phuong-hoa-thang-8451dd9/', 'khanh-hoa-350-nam', '202511', 1, 'stored', 0, '2025-12-06T08:53:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL);
INSERT INTO frontier VALUES ('khanhhoa', '56bc784', 'https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202511/cap-phat-may-sieu-am-xach-tayngay-giua-thon-bich-dam-ca-sot-giam-thay-ro-56bc784/', 'xa-hoi', '202511', 1, 'stored', 0, '2025-12-06T06:11:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL);
INSERT INTO frontier VALUES ('khanhhoa', '2dde90b', 'https://baokhanhhoa.vn/doi-song/am-thuc/202511/xa-ninh-phuoc-sua-sang-hang-phi-lao-truoc-mua-ca-com-2dde90b/', 'doi-song', '202511', 1, 'stored', 0, '2025-12-06T03:11:00+00:00', NULL, '2025-11-30T21:00:00+00:00', NULL, NULL, NULL);
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
INSERT INTO schema_version VALUES (1, '2026-11-22T14:19:06+00:00');
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
