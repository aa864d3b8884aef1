"""How pages and pictures look: fonts of the system, light and dark, screen and paper.

The texts hold none of the characters that HTML escapes, so that they may stand in it as they are.
"""

THEME = """
:root { color-scheme: light dark;
  --paper: #fdfcfa; --raised: #f4f1eb; --ink: #1c1b19; --soft: #5b5750; --rule: #d9d4ca;
  --accent: #1a5a96; --band: #dcd7cc; --good: #1e6b45; --bad: #a3341f; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #151618; --raised: #1f2124; --ink: #ebe8e2; --soft: #aaa59b; --rule: #3a3c40;
  --accent: #86bdf2; --band: #3b3e43; --good: #7fd0a4; --bad: #f0937f; } }
@media print { :root { color-scheme: light;
  --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --rule: #bbb;
  --accent: #1a5a96; --band: #ddd; --good: #1e6b45; --bad: #a3341f; } }
"""

DRAWING = """
svg { display: block; overflow: visible; }
svg text { font: 12px system-ui, -apple-system, "Segoe UI", "Helvetica Neue", sans-serif;
  fill: var(--soft); }
svg .strong { fill: var(--ink); }
.paper { fill: var(--paper); }
.axis { stroke: var(--soft); stroke-width: 1; fill: none; }
.grid { stroke: var(--rule); stroke-width: 1; fill: none; }
.dashed { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 3; fill: none; }
.band { fill: var(--band); }
.curve { stroke: var(--accent); stroke-width: 1.5; fill: none; stroke-linejoin: round; }
.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.point { fill: var(--ink); stroke: var(--paper); stroke-width: 1; }
.hollow { fill: var(--paper); stroke: var(--ink); stroke-width: 1.5; }
.column { fill: var(--band); stroke: var(--soft); stroke-width: 0.5; }
"""

_TEXT = """
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 72rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial,
  sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, .lead { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter,
  Georgia, serif; line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2.1rem; font-weight: 600; margin: 0 0 0.4rem; letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; font-weight: 600; margin: 0 0 0.6rem; }
h3 { font-size: 1.1rem; font-weight: 600; margin: 1.4rem 0 0.4rem; }
p, li, dd, blockquote { max-width: 40rem; }
p { margin: 0 0 0.8rem; }
.lead { font-size: 1.2rem; line-height: 1.45; text-wrap: pretty; }
.soft, figcaption, caption, footer { color: var(--soft); }
section { margin-top: 2.6rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.4rem 0.8rem; }
nav ul { list-style: none; margin: 1rem 0 1.8rem; padding: 0; display: flex; flex-wrap: wrap;
  gap: 0.25rem 1.1rem; }
nav li { padding: 0.15rem 0; }
footer { margin-top: 3rem; font-size: 0.85rem; }
ul.notes { padding-left: 1.1rem; font-size: 0.9rem; color: var(--soft); }
dl.heads { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1rem;
  font-size: 0.9rem; }
dl.heads dt { font-weight: 600; }
dl.heads dd { margin: 0; }
.address { color: var(--soft); }
"""

_TABLES = """
.scroll { overflow-x: auto; margin: 0.8rem 0 1rem; }
table { border-collapse: collapse; font-size: 0.95rem; font-variant-numeric: tabular-nums;
  line-height: 1.35; }
table.wide { width: 100%; }
caption { text-align: left; font-size: 0.85rem; padding: 0 0 0.4rem; }
th, td { padding: 0.45rem 0.9rem 0.45rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.8rem; font-weight: 600; color: var(--soft); vertical-align: bottom; }
thead small { display: block; font-weight: 400; }
tbody th { font-weight: 600; min-width: 6rem; max-width: 18rem; }
.number { text-align: right; white-space: nowrap; }
.few th, .few td { color: var(--soft); font-weight: 400; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.score { display: grid; grid-template-columns: 3.2rem 7.2rem minmax(5rem, 1fr); gap: 0 0.6rem;
  align-items: center; }
.score .interval { color: var(--soft); white-space: nowrap; }
svg.bar { width: 100%; min-width: 4.5rem; height: 1.15rem; }
svg.scale { width: 100%; height: 1.2rem; }
"""

_PICTURES = """
figure { margin: 0 0 1rem; }
figcaption { font-size: 0.9rem; }
svg.diagram { width: 100%; max-width: 34rem; height: auto; }
.beside { display: grid; gap: 1rem 3rem; align-items: start; }
.beside .scroll, .beside figure { min-width: 0; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
  gap: 1.2rem 2rem; }
.panels svg { width: 100%; max-width: 24rem; height: auto; }
.panels h3 { margin: 0; color: var(--ink); font-family: inherit; font-size: 0.95rem; }
summary { cursor: pointer; padding: 0.3rem 0; color: var(--accent); }
article { margin: 0 0 1.6rem; padding: 0 0 0 1rem; border-left: 3px solid var(--rule);
  max-width: 44rem; }
article h3, article h4 { margin: 0 0 0.3rem; font-size: 1.05rem; line-height: 1.35; }
.pair { display: grid; gap: 0 3rem; }
article p { margin: 0 0 0.35rem; }
blockquote { margin: 0.4rem 0; padding: 0.5rem 0.9rem; background: var(--raised);
  border-radius: 3px; }
blockquote p { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; }
.place { font-size: 0.92rem; color: var(--soft); }
blockquote footer { margin: 0.2rem 0 0; }
dl.facts { display: grid; grid-template-columns: 6.2rem 1fr; gap: 0.1rem 0.8rem; margin: 0.4rem 0;
  font-size: 0.92rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
"""

_WIDTHS = """
@media (min-width: 62rem) { .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .beside { grid-template-columns: minmax(0, 34rem) minmax(0, 1fr); }
  body { padding: 3rem 2rem 4rem; } }
@media (max-width: 42rem) { h1 { font-size: 1.7rem; } table { font-size: 0.8rem; }
  th, td { padding-right: 0.4rem; } tbody th { min-width: 4.2rem; max-width: 6.6rem; }
  .spare { display: none; } .score { display: block; min-width: 4.6rem; }
  .score span { display: block; }
  table.wide .number { white-space: normal; }
  dl.heads { grid-template-columns: 1fr; } dl.heads dd { margin-bottom: 0.5rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; } a { color: inherit; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.8em; }
  .scroll { overflow: visible; } tr, figure, article, h2, h3 { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; } #wide { page: wide; }
  #wide th, #wide td { font-size: 6.5pt; padding: 2pt 3pt 2pt 0; min-width: 0; } }
@page wide { size: landscape; margin: 10mm; }
@media (forced-colors: active) { .point { fill: CanvasText; } .whisker { stroke: CanvasText; } }
"""

WIDE = "wide"
"""The id of a section that is printed across."""

PAGE_STYLE = " ".join((THEME + DRAWING + _TEXT + _TABLES + _PICTURES + _WIDTHS).split())
DRAWING_STYLE = " ".join((THEME + DRAWING).split())
