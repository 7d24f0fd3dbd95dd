"""The newspaper's own style sheet and script."""

CSS = """
body{margin:0;background:#f4f1ea;color:#222;font:16px/1.6 Georgia,"Noto Serif",serif}
a{color:inherit;text-decoration:none}a:hover{color:#b3261e}
.container{max-width:1180px;margin:0 auto;padding:0 18px}
.header{display:flex;align-items:center;justify-content:space-between;gap:30px;padding:18px 0;font:14px sans-serif}
.header ul,.submenu,.social{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;color:#555}
.masthead{white-space:nowrap}.masthead b{display:block;font:700 46px/1.1 Georgia,serif;color:#8c1d18}
.masthead span{font:italic 14px Georgia,serif;color:#666}
#main-nav{background:#8c1d18;color:#fff;font:600 14px sans-serif}
#main-menu,#main-menu ul{list-style:none;margin:0;padding:0}#main-menu{display:flex;flex-wrap:wrap}
#main-menu li{position:relative}#main-menu a{display:block;padding:9px 11px}
#main-menu a:hover{background:#b3261e;color:#fff}
#main-menu ul{display:none;position:absolute;z-index:2;background:#fff;color:#222;min-width:230px;
box-shadow:0 4px 12px #0003}#main-menu li:hover>ul{display:block}#main-menu ul:empty{display:none!important}
.columns{display:grid;grid-template-columns:1fr 300px;gap:34px;background:#fffdf8;padding:22px;margin-top:18px}
.mostread_box,#video-box{margin-bottom:26px}.cate_title_3{font:700 20px sans-serif;border-bottom:3px solid #8c1d18}
.cate_title_1{border-bottom:3px solid #8c1d18;margin-bottom:14px;font:700 20px sans-serif}
.submenu{font:14px sans-serif;color:#666;flex-wrap:wrap}
.first img{width:100%;height:300px;object-fit:cover}
.title2{display:block;font-weight:700;font-size:18px;line-height:1.35}
.first .title2{font-size:28px;margin:8px 0}
.list-bd .item{display:grid;grid-template-columns:210px 1fr;gap:18px;padding:16px 0;border-top:1px solid #ddd6c8}
.item img{width:100%;height:130px;object-fit:cover}.text{min-width:0}
.date{font:13px sans-serif;color:#777;margin:3px 0}.des{color:#444;font-size:15px;line-height:1.5}
#video-box .item{display:grid;grid-template-columns:110px 1fr;gap:12px;padding:8px 0}#video-box .item img{height:68px}
.grid3{display:grid;grid-template-columns:repeat(3,1fr);gap:20px;margin:24px 0}
.grid3 img{width:100%;height:120px;object-fit:cover}
h1.head_title,h1.media-heading{font-size:33px;line-height:1.25;margin:6px 0 12px}
.subtitle,h4.media-heading{font:600 16px sans-serif;color:#8c1d18;margin:6px 0}
.date_time{display:flex;justify-content:space-between;width:100%}
.box_support{display:flex;margin-bottom:14px;justify-content:space-between;font:14px sans-serif;color:#555}
#content p,#content ul,blockquote{margin:0 0 16px}
table.image{width:100%;margin-bottom:12px}.col-8{min-width:0}
table.image img{width:100%;max-height:420px;object-fit:cover}
.desc,.image_desc{font:italic 14px sans-serif;color:#555;text-align:center}
.block_new_related{margin-top:30px}.block_new_related .row{display:grid;grid-template-columns:repeat(4,1fr);gap:16px}
.block_new_related img,#video-box img{width:100%;height:96px;object-fit:cover}
.related,.textlink_embed{background:#f4f1ea;padding:10px 16px;font-size:15px}
#mostread a,#video-box .title1{display:block;padding:8px 0;border-bottom:1px solid #e5dfd2;font-size:15px}
#pagination-container{display:flex;gap:8px;font:14px sans-serif;padding:16px 0}
#pagination-container a{border:1px solid #c9c0ae;padding:4px 11px}
.footer{margin-top:26px;background:#2b2522;color:#d8d0c4;font:13px/1.7 sans-serif;padding:18px 0}
@media(max-width:760px){.columns,.list-bd .item,.grid3,.block_new_related .row{grid-template-columns:1fr}}
"""

SCRIPT = """
document.querySelectorAll("img[data-src]").forEach(function (image) { image.src = image.dataset.src; });
"""
