-- The look of the report's classes in each format, for both engines.
--
-- HTML keeps the classes and leaves the rest to report.css. Typst gets calls of the functions in
-- look.typ. Word gets named styles of reference.docx. Each part has its file in the folder look.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path

local classes = require("look.classes")
local imprint = require("look.imprint")

-- Tables first, while their spans still show what the cells mean.
return {
  { Meta = require("look.dates") },
  { Meta = imprint.named },
  { Blocks = require("look.beside") },
  { Table = require("look.tables"), Div = require("look.findings"), Blocks = require("look.pages") },
  { Blocks = require("look.turned") },
  { Blocks = require("look.quoted") },
  { Span = classes.Span, Math = require("look.formulas") },
  { Div = classes.Div, Header = require("look.headings") },
  { Pandoc = require("look.texts") },
  { Pandoc = require("look.characters") },
  { Pandoc = require("look.abbreviations") },
  { Pandoc = require("look.markers") },
  { Meta = imprint.said },
}
