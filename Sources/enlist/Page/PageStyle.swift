/// How the page looks: light and dark, on a phone and on paper.
enum PageStyle {
    static let sheet: Markup = """

        :root{--page:#fff;--card:#f5f7fa;--line:#d5dbe3;--ink:#171c24;--quiet:#535d6b;
        --created:#1f6fd6;--updated:#0c8577;--unchanged:#76818f;--skipped:#b7791f;--refused:#c93a3a;
        --c1:#5b5bd6;--s0:#eef1f5;--s1:#d5e5fa;--s2:#a7caf4;--s3:#6fa9ea;--s4:#2468bf;--s5:#123f7f;
        --t0:#535d6b;--t1:#12304f;--t2:#12304f;--t3:#0c2440;--t4:#fff;--t5:#fff}
        @media screen and (prefers-color-scheme:dark){
        :root{--page:#10141a;--card:#1a2029;--line:#35404e;--ink:#e8ecf1;--quiet:#a2adba;
        --created:#5b9df0;--updated:#3cb6a5;--unchanged:#8c98a7;--skipped:#d9a03f;--refused:#ef6f6a;
        --c1:#9a94f5;--s0:#1f2630;--s1:#1c3554;--s2:#234d80;--s3:#2c67ae;--s4:#74aef2;--s5:#b9d7fb;
        --t0:#a2adba;--t1:#dce9f8;--t2:#e6f0fb;--t3:#fff;--t4:#0b1f38;--t5:#0b1f38}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:52rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
        h1{font-size:2rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.3rem;margin:0 0 1rem}
        p{margin:.75rem 0}
        .kicker{margin:0;color:var(--quiet)}
        .lead{font-size:1.2rem;margin:.5rem 0 0}
        .warning{border-left:4px solid var(--skipped);background:var(--card);padding:.75rem 1rem;
        overflow-wrap:anywhere}
        section{margin-top:2.5rem;padding-top:1.5rem;border-top:1px solid var(--line)}
        .sum{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;list-style:none;padding:0;margin:0 0 1rem}
        .part b{display:block;font-size:1.5rem;line-height:1.25;font-variant-numeric:tabular-nums}
        .part{position:relative;color:var(--quiet);padding-left:1.5rem}
        .part b{color:var(--ink)}
        .whole{padding-left:0}
        .sign{position:absolute;left:0;top:.15rem;font-size:1.25rem}
        .stack{display:block;width:100%;height:1.5rem;border-radius:4px;margin-bottom:1rem}
        table{border-collapse:collapse;width:100%}
        caption{text-align:left;color:var(--quiet);padding-bottom:.5rem}
        th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;
        border-bottom:1px solid var(--line)}
        thead th{font-size:.875rem;font-weight:600;color:var(--quiet)}
        tbody th{font-weight:600;overflow-wrap:anywhere}
        .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;width:1%}
        .n:last-child{padding-right:0}
        .note{display:block;font-weight:400;font-size:.875rem;color:var(--quiet)}
        .bar{display:block;width:100%;height:.6rem;margin-top:.35rem;border-radius:3px}
        .track{fill:var(--s0)}
        .bars+p,.map+p{color:var(--quiet)}
        .created{fill:var(--created)}.updated{fill:var(--updated)}.unchanged{fill:var(--unchanged)}
        .skipped{fill:var(--skipped)}.refused{fill:var(--refused)}.c1{fill:var(--c1)}
        .scroll{overflow-x:auto;margin-top:1.5rem}
        .scroll:focus-visible,summary:focus-visible{outline:3px solid var(--created);outline-offset:2px}
        .rows{min-width:34rem}
        .rows .n{padding-right:1.25rem}
        .number{white-space:pre;font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9rem}
        .none{color:var(--quiet);font-family:system-ui,sans-serif}
        code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85rem;
        background:var(--card);padding:.1rem .35rem;border-radius:4px}
        figure{margin:1.75rem 0 0}
        figcaption{font-weight:600;margin-bottom:.5rem}
        .time svg{display:block;width:100%;height:10rem}
        .grid{stroke:var(--line);stroke-width:1;fill:none;vector-effect:non-scaling-stroke}
        .axis{display:flex;justify-content:space-between;margin:.25rem 0;font-size:.875rem;
        color:var(--quiet)}
        .map svg{display:block;width:100%;max-width:40rem;height:auto;margin:0 auto}
        .map text{text-anchor:middle;font-size:17px;font-weight:600}
        .s0 rect{fill:var(--s0)}.s1 rect{fill:var(--s1)}.s2 rect{fill:var(--s2)}
        .s3 rect{fill:var(--s3)}.s4 rect{fill:var(--s4)}.s5 rect{fill:var(--s5)}
        .s0 text{fill:var(--t0)}.s1 text{fill:var(--t1)}.s2 text{fill:var(--t2)}
        .s3 text{fill:var(--t3)}.s4 text{fill:var(--t4)}.s5 text{fill:var(--t5)}
        .legend{display:flex;flex-wrap:wrap;justify-content:center;gap:.35rem}
        .key{padding:.1rem .6rem;border-radius:4px;font-size:.875rem}
        .key.s0{background:var(--s0);color:var(--t0)}.key.s1{background:var(--s1);color:var(--t1)}
        .key.s2{background:var(--s2);color:var(--t2)}.key.s3{background:var(--s3);color:var(--t3)}
        .key.s4{background:var(--s4);color:var(--t4)}.key.s5{background:var(--s5);color:var(--t5)}
        details{margin-top:.75rem}summary{cursor:pointer;color:var(--quiet)}
        .plain{width:auto;min-width:18rem;margin-top:.75rem}
        .findings{padding:0;list-style:none;margin:0}
        .findings li{padding:.6rem 0;border-bottom:1px solid var(--line)}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.5rem;margin:0}
        .facts dt{color:var(--quiet)}.facts dd{margin:0;overflow-wrap:anywhere}
        @media (max-width:34rem){main{padding-top:1.5rem}h1{font-size:1.6rem}
        .sum{display:grid;grid-template-columns:1fr 1fr}.part,.whole{padding-left:1.5rem}
        .rows{min-width:0}.rows thead{display:none}
        .rows tr{display:block;padding:.6rem 0;border-bottom:1px solid var(--line)}
        .rows td{display:block;width:auto;text-align:left;padding:0;border:0}
        .rows td.n::before{content:"Line ";color:var(--quiet)}.number{white-space:pre-wrap}
        .facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.6rem}}
        @media print{body{font-size:11pt}main{max-width:none;padding:0}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .scroll{overflow:visible}.rows{min-width:0}details:not([open]){display:none}
        tr,figure,li,.part{break-inside:avoid}h2,caption{break-after:avoid}section{margin-top:1.5rem}}

        """
}
