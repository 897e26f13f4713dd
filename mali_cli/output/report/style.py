"""How a report looks in a browser: light and dark, on a phone, on paper.

Every pair of text and ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #ffffff; --soft: #55585f;
  --line: #c4c7cc; --tint: #f2f3f5; --link: #0b4f9e; --yes: #1a6b2f; --no: #a4161a;
  --open: #735400; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e8ea; --paper: #15171b; --soft: #b3b7be; --line: #4b5059; --tint: #23262c;
    --link: #8ab8ff; --yes: #7fd498; --no: #ff9c97; --open: #e8c468; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; overflow-wrap: anywhere; }
main { padding-top: 1.5rem; }
footer { padding-bottom: 2rem; color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 .75rem; font-size: clamp(1.4rem, 1.1rem + 1.6vw, 2rem); line-height: 1.25; }
h2 { margin: 2.25rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line);
  font-size: 1.25rem; line-height: 1.3; }
p, ul, figure { margin: 0 0 .9rem; }
ul { padding-left: 1.25rem; }
li { margin-bottom: .35rem; }
a { color: var(--link); }
.question { font-size: 1.15rem; font-weight: 600; }
p, li, figcaption { max-width: 46rem; }
.aside, figcaption { color: var(--soft); font-size: .875rem; }
.scroll, .code { overflow-x: auto; }
.scroll { margin-bottom: .9rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; color: var(--soft); font-size: .875rem; text-align: left; }
caption span { position: sticky; left: 0; display: inline-block;
  max-width: min(46rem, calc(100vw - 2rem)); }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; white-space: nowrap; overflow-wrap: normal; }
th:first-child, td:first-child { padding-left: 0; }
thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody th:first-child { position: sticky; left: 0; background: var(--paper); }
.number { text-align: right; }
.long { min-width: 10rem; white-space: normal; }
.reproduced, .holds { color: var(--yes); font-weight: 600; }
.differs { color: var(--no); font-weight: 600; }
.needs-data { color: var(--open); font-weight: 600; }
figure { margin-top: .5rem; }
figcaption { margin-top: .5rem; }
pre { margin: 0 0 .9rem; font: .8rem/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas,
  monospace; }
figure pre { width: max-content; margin: 0; line-height: 1.2; }
.drawing { max-width: 52rem; padding: .5rem; border-radius: .25rem; background: #ffffff; }
.drawing svg { display: block; max-width: none !important; }
.narrow { display: none; }
@media screen and (max-width: 40rem) {
  .wide { display: none; }
  .narrow { display: block; }
  tbody th:first-child { min-width: 5rem; max-width: 9rem; white-space: normal; }
}
.code { padding: .75rem; border-radius: .25rem; background: var(--tint); }
summary { cursor: pointer; color: var(--link); }
details { margin-bottom: .9rem; }
details[open] summary { margin-bottom: .6rem; }
@media print {
  :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --soft: #333333; --line: #999999;
    --tint: #ffffff; --link: #000000; --yes: #000000; --no: #000000; --open: #000000; }
  @page { margin: 15mm; }
  html { font-size: 9.5pt; }
  main, footer { max-width: none; padding: 0; }
  h2, caption, thead { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  table { font-size: 8pt; }
  .scroll, .code { overflow: visible; }
  .long { min-width: 0; }
  caption span { max-width: none; }
  pre.code { padding: 0; white-space: pre-wrap; }
  details { display: none; }
}
"""
