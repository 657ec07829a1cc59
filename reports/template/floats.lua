-- Numbers tables and figures and resolves references to them, for the embedded engine.
--
-- Quarto does this itself; both read the same document. The document has been checked: a duplicate
-- id or a reference that leads nowhere stops here only if a filter before this one made it.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path

return {
  { Pandoc = function(doc) require("floats.numbers").collect(doc) end },
  { Cite = require("floats.references") },
  { Div = require("floats.beside") },
  { Div = require("floats.tables"), Figure = require("floats.figures") },
  { Image = require("floats.images").Image },
}
